/* SPDX-License-Identifier: ISC */
/* Host target communication: services, their endpoints, and credits. */

#ifndef HTC_H
#define HTC_H

#include "bytes.h"

struct device;

enum htc_service {
	HTC_SERVICE_CONTROL = 0x0001,
	HTC_SERVICE_WMI = 0x0100,
	HTC_SERVICE_HTT = 0x0300,
};

#define HTC_ENDPOINTS 9

/**
 * struct htc - which endpoints the driver has connected to what
 * @device: the radio
 * @services: the service of each endpoint, or 0
 * @connected: how many there are, number 0 included
 */
struct htc {
	struct device *device;
	uint16_t services[HTC_ENDPOINTS];
	int connected;
};

void htc_reset(struct htc *htc, struct device *device);
void htc_ready(struct htc *htc);
void htc_receive(struct htc *htc, struct view frame);
void htc_send(struct htc *htc, enum htc_service service, struct view payload);
void htc_suspended(struct htc *htc);

#endif /* HTC_H */

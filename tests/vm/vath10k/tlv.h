/* SPDX-License-Identifier: ISC */
/* What WMI messages consist of: parts, each with its tag and length. */

#ifndef TLV_H
#define TLV_H

#include <stdbool.h>

#include "bytes.h"
#include "wmi_tlv_ids.h"

bool tlv_next(struct view *rest, uint16_t *tag, struct view *part);
struct view tlv_find(struct view parts, enum wmi_tag tag);
size_t tlv_begin(struct frame *frame, enum wmi_tag tag);
void tlv_end(struct frame *frame, size_t begin);

#endif /* TLV_H */

/* SPDX-License-Identifier: ISC */
/* The boot loader: memory that can be read and written, code that can be run. */

#ifndef BMI_H
#define BMI_H

#include <stdbool.h>

#include "bytes.h"

struct page;

/**
 * struct bmi - the boot loader's state
 * @pages: the memory that has been written, in pages
 * @answer: to the last command
 * @download: how many bytes came in the download stream; the firmware's or those
 *            of what was run before it
 * @first: the first of them
 */
struct bmi {
	struct page *pages;
	struct frame answer;
	size_t download;
	uint8_t first;
};

void bmi_reset(struct bmi *bmi);
bool bmi_request(struct bmi *bmi, struct view request);
uint8_t bmi_firmware(const struct bmi *bmi);
uint32_t bmi_read32(struct bmi *bmi, uint32_t address);
void bmi_write32(struct bmi *bmi, uint32_t address, uint32_t value);

#endif /* BMI_H */

// SPDX-License-Identifier: ISC

#include <stdint.h>
#include <stdlib.h>

#include "bmi.h"
#include "bytes.h"
#include "util.h"

#define PAGE_LEN 4096
/* More than any driver writes; a broken one is not to eat the guest's memory. */
#define PAGES_MAX 512

struct page {
	struct page *next;
	uint32_t address;
	uint8_t data[PAGE_LEN];
};

enum {
	BMI_DONE = 1,
	BMI_READ_MEMORY = 2,
	BMI_WRITE_MEMORY = 3,
	BMI_EXECUTE = 4,
	BMI_SET_APP_START = 5,
	BMI_READ_SOC = 6,
	BMI_WRITE_SOC = 7,
	BMI_TARGET_INFO = 8,
	BMI_LZ_START = 13,
	BMI_LZ_DATA = 14,
};

/* QCA9377 hw1.1 */
#define TARGET_VERSION 0x05020001
#define TARGET_TYPE 0x0e

/* A table in the target's memory by which driver and firmware find things. */
#define HOST_INTEREST 0x00400800
#define HI_BOARD_DATA 0x54
#define BOARD_DATA_ADDRESS 0x00410000

/* What is run with this argument says which board it is, in bits 10 to 14. */
#define EXECUTE_GET_BOARD_ID 0x10
#define BOARD_ID 1

static uint8_t *byte_at(struct bmi *bmi, uint32_t address)
{
	uint32_t base = address / PAGE_LEN * PAGE_LEN;
	struct page *page;
	int n = 0;

	for (page = bmi->pages; page; page = page->next, n++)
		if (page->address == base)
			return &page->data[address - base];
	if (n == PAGES_MAX)
		return NULL;

	page = xmalloc(sizeof(*page));
	page->address = base;
	page->next = bmi->pages;
	bmi->pages = page;
	return &page->data[address - base];
}

static void memory_write(struct bmi *bmi, uint32_t address, struct view data)
{
	uint8_t *byte;
	size_t i;

	for (i = 0; i < data.len; i++) {
		byte = byte_at(bmi, address + i);
		if (byte)
			*byte = data.data[i];
	}
}

static void memory_read(struct bmi *bmi, uint32_t address, size_t len,
			struct frame *to)
{
	const uint8_t *byte;
	size_t i;

	if (len > FRAME_MAX)
		len = FRAME_MAX;
	for (i = 0; i < len; i++) {
		byte = byte_at(bmi, address + i);
		put8(to, byte ? *byte : 0);
	}
}

/**
 * bmi_read32() - a word of the target's memory, or a register: they are as one
 * @bmi: the boot loader
 * @address: where
 *
 * Return: the word; zero where nothing was written.
 */
uint32_t bmi_read32(struct bmi *bmi, uint32_t address)
{
	struct frame word = { .len = 0 };

	memory_read(bmi, address, 4, &word);
	return get32(view_of(&word), 0);
}

/**
 * bmi_write32() - write a word of the target's memory, or a register
 * @bmi: the boot loader
 * @address: where
 * @value: what
 */
void bmi_write32(struct bmi *bmi, uint32_t address, uint32_t value)
{
	struct frame word = { .len = 0 };

	put32(&word, value);
	memory_write(bmi, address, view_of(&word));
}

/**
 * bmi_reset() - as after power on
 * @bmi: the boot loader
 */
void bmi_reset(struct bmi *bmi)
{
	struct page *page;

	while ((page = bmi->pages)) {
		bmi->pages = page->next;
		free(page);
	}
	bmi->download = 0;
	bmi->answer.len = 0;
	bmi_write32(bmi, HOST_INTEREST + HI_BOARD_DATA, BOARD_DATA_ADDRESS);
}

/**
 * bmi_firmware() - which firmware was downloaded
 * @bmi: the boot loader
 *
 * Return: what firmware.c has put into it: the dialect of WMI that it speaks.
 */
uint8_t bmi_firmware(const struct bmi *bmi)
{
	return bmi->first;
}

static void execute(struct bmi *bmi, uint32_t address, uint32_t argument)
{
	uint32_t result = 0;

	if (argument == EXECUTE_GET_BOARD_ID)
		result = BOARD_ID << 10;
	log_line("bmi-execute address=0x%x argument=0x%x result=0x%x", address,
		 argument, result);
	put32(&bmi->answer, result);
}

/**
 * bmi_request() - do what the driver wants
 * @bmi: the boot loader
 * @request: one command; its answer is left in @bmi
 *
 * Return: true when the firmware is to be started.
 */
bool bmi_request(struct bmi *bmi, struct view request)
{
	uint32_t id = get32(request, 0), a = get32(request, 4),
		 b = get32(request, 8);

	bmi->answer.len = 0;
	switch (id) {
	case BMI_DONE:
		log_line("boot download=%zu", bmi->download);
		return true;
	case BMI_TARGET_INFO:
		log_line("bmi-target-info");
		put32(&bmi->answer, 12);
		put32(&bmi->answer, TARGET_VERSION);
		put32(&bmi->answer, TARGET_TYPE);
		break;
	case BMI_READ_MEMORY:
		memory_read(bmi, a, b, &bmi->answer);
		break;
	case BMI_WRITE_MEMORY:
		memory_write(bmi, a, view_after(request, 12));
		break;
	case BMI_READ_SOC:
		put32(&bmi->answer, bmi_read32(bmi, a));
		break;
	case BMI_WRITE_SOC:
		bmi_write32(bmi, a, b);
		break;
	case BMI_EXECUTE:
		execute(bmi, a, b);
		break;
	case BMI_LZ_START:
		/* that to address 0 only ends the one before */
		if (a)
			bmi->download = 0;
		break;
	case BMI_LZ_DATA:
		if (!bmi->download)
			bmi->first = get8(request, 8);
		bmi->download += view_after(request, 8).len;
		break;
	case BMI_SET_APP_START:
		break;
	default:
		log_line("bmi-unknown id=%u len=%zu", id, request.len);
	}
	return false;
}

// SPDX-License-Identifier: ISC
/*
 * ath10k's containers: a name, then elements, each with number, length and
 * value. There is no code in them: what the radio does is in this program. The
 * image only says which dialect of WMI it is to speak.
 */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "firmware.h"
#include "util.h"

enum {
	FW_VERSION = 0,
	FW_FEATURES = 2,
	FW_IMAGE = 3,
	FW_OTP_IMAGE = 4,
	FW_WMI_OP_VERSION = 5,
	FW_HTT_OP_VERSION = 6,
};

enum {
	BOARD = 0,
	BOARD_NAME = 0,
	BOARD_DATA = 1,
};

#define HTT_OP_VERSION_TLV 3

#define VERSION "virtual-1"
/* of the board whose number bmi.c gives */
#define BOARD_OF "bus=usb,bmi-chip-id=0,bmi-board-id=1"

static void put_padding(struct frame *file)
{
	while (file->len % 4)
		put8(file, 0);
}

static void put_magic(struct frame *file, const char *magic)
{
	put_mem(file, magic, strlen(magic) + 1);
	put_padding(file);
}

static void put_element(struct frame *file, uint32_t id, const void *value,
			size_t len)
{
	put32(file, id);
	put32(file, len);
	put_mem(file, value, len);
	put_padding(file);
}

static void put_element32(struct frame *file, uint32_t id, uint32_t value)
{
	struct frame word = { .len = 0 };

	put32(&word, value);
	put_element(file, id, word.data, word.len);
}

static void write_file(const char *folder, const char *name,
		       const struct frame *content)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = xfopen(path, "we");
	fwrite(content->data, 1, content->len, file);
	xfclose(file, path);
}

/* Its first byte is what bmi_firmware() tells. */
static void write_firmware(const char *folder, uint8_t op_version)
{
	const uint8_t image[600] = { op_version };
	struct frame file = { .len = 0 };

	put_magic(&file, "QCA-ATH10K");
	put_element(&file, FW_VERSION, VERSION, strlen(VERSION));
	put_element32(&file, FW_FEATURES, 0);
	put_element32(&file, FW_WMI_OP_VERSION, op_version);
	put_element32(&file, FW_HTT_OP_VERSION, HTT_OP_VERSION_TLV);
	put_element(&file, FW_OTP_IMAGE, image, 100);
	put_element(&file, FW_IMAGE, image, sizeof(image));
	write_file(folder, "firmware-usb-6.bin", &file);
}

static void write_board(const char *folder)
{
	static const uint8_t data[1024] = { 0xaa };
	struct frame board = { .len = 0 }, file = { .len = 0 };

	put_element(&board, BOARD_NAME, BOARD_OF, strlen(BOARD_OF));
	put_element(&board, BOARD_DATA, data, sizeof(data));
	put_magic(&file, "QCA-ATH10K-BOARD");
	put_element(&file, BOARD, board.data, board.len);
	write_file(folder, "board-2.bin", &file);
}

/**
 * firmware_write() - write what the driver wants to load
 * @folder: where it looks: /lib/firmware/ath10k/QCA9377/hw1.0
 * @op_version: which dialect of WMI the firmware is to speak
 */
void firmware_write(const char *folder, uint8_t op_version)
{
	write_firmware(folder, op_version);
	write_board(folder);
}

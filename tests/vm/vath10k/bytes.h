/* SPDX-License-Identifier: ISC */
/* Little endian bytes, as everything above USB/IP has them. */

#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define MAC_LEN 6

/* The longest frame either side sends: what the driver's receive buffers hold. */
#define FRAME_MAX 4096

/**
 * struct view - bytes that somebody else keeps
 * @data: the bytes
 * @len: how many
 */
struct view {
	const uint8_t *data;
	size_t len;
};

/**
 * struct frame - bytes that are being put together
 * @len: how many there are
 * @data: the bytes; what has no room any more is left away
 */
struct frame {
	size_t len;
	uint8_t data[FRAME_MAX];
};

static inline struct view view_of(const struct frame *frame)
{
	return (struct view){ frame->data, frame->len };
}

/* What follows the first @skip bytes; nothing, when there are not that many. */
static inline struct view view_after(struct view view, size_t skip)
{
	if (skip > view.len)
		skip = view.len;
	return (struct view){ view.data + skip, view.len - skip };
}

/* Beyond the end there is nothing but zeros. */
static inline uint8_t get8(struct view view, size_t at)
{
	return at < view.len ? view.data[at] : 0;
}

static inline uint16_t get16(struct view view, size_t at)
{
	return (uint16_t)(get8(view, at) | get8(view, at + 1) << 8);
}

static inline uint32_t get32(struct view view, size_t at)
{
	return get16(view, at) | (uint32_t)get16(view, at + 2) << 16;
}

static inline void get_mac(struct view view, size_t at, uint8_t mac[MAC_LEN])
{
	size_t i;

	for (i = 0; i < MAC_LEN; i++)
		mac[i] = get8(view, at + i);
}

static inline void put_mem(struct frame *frame, const void *data, size_t len)
{
	if (len > sizeof(frame->data) - frame->len)
		len = sizeof(frame->data) - frame->len;
	memcpy(frame->data + frame->len, data, len);
	frame->len += len;
}

static inline void put_zeros(struct frame *frame, size_t len)
{
	if (len > sizeof(frame->data) - frame->len)
		len = sizeof(frame->data) - frame->len;
	memset(frame->data + frame->len, 0, len);
	frame->len += len;
}

static inline void put8(struct frame *frame, uint8_t value)
{
	put_mem(frame, &value, 1);
}

static inline void put16(struct frame *frame, uint16_t value)
{
	put8(frame, value & 0xff);
	put8(frame, value >> 8);
}

static inline void put32(struct frame *frame, uint32_t value)
{
	put16(frame, value & 0xffff);
	put16(frame, value >> 16);
}

/* As WMI has addresses: in two words. */
static inline void put_mac8(struct frame *frame, const uint8_t mac[MAC_LEN])
{
	put_mem(frame, mac, MAC_LEN);
	put16(frame, 0);
}

/* At a place that has been put already. */
static inline void set16(struct frame *frame, size_t at, uint16_t value)
{
	frame->data[at] = value & 0xff;
	frame->data[at + 1] = value >> 8;
}

#endif /* BYTES_H */

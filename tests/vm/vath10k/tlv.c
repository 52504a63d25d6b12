// SPDX-License-Identifier: ISC

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "tlv.h"
#include "wmi_tlv_ids.h"

#define HEADER_LEN 4

/**
 * tlv_next() - go through the parts of a message
 * @rest: what has not been gone through yet
 * @tag: where to put the tag of the next one
 * @part: where to put its value
 *
 * Return: false when nothing is left that makes sense.
 */
bool tlv_next(struct view *rest, uint16_t *tag, struct view *part)
{
	size_t len = get16(*rest, 0);

	if (rest->len < HEADER_LEN || rest->len - HEADER_LEN < len)
		return false;

	*tag = get16(*rest, 2);
	*part = (struct view){ rest->data + HEADER_LEN, len };
	*rest = view_after(*rest, HEADER_LEN + len);
	return true;
}

/**
 * tlv_find() - a part of a message
 * @parts: the message
 * @tag: the part's tag
 *
 * Return: its value, when there are several that of the first; or nothing.
 */
struct view tlv_find(struct view parts, enum wmi_tag tag)
{
	struct view part;
	uint16_t got;

	while (tlv_next(&parts, &got, &part))
		if (got == tag)
			return part;

	return (struct view){ NULL, 0 };
}

/**
 * tlv_begin() - begin a part; its value is what is put until tlv_end()
 * @frame: the message
 * @tag: the part's tag
 *
 * Return: what tlv_end() wants to know.
 */
size_t tlv_begin(struct frame *frame, enum wmi_tag tag)
{
	size_t begin = frame->len;

	put16(frame, 0);
	put16(frame, tag);
	return begin;
}

/**
 * tlv_end() - end a part
 * @frame: the message
 * @begin: what tlv_begin() said
 */
void tlv_end(struct frame *frame, size_t begin)
{
	set16(frame, begin, frame->len - begin - HEADER_LEN);
}

// SPDX-License-Identifier: ISC

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "device.h"
#include "fuzz.h"
#include "util.h"

/* Where things are in a frame: in the HTC header, and in what follows it. */
enum {
	AT_ENDPOINT = 0,
	AT_FLAGS = 1,
	AT_LEN = 2,
	AT_TRAILER_LEN = 4,
	AT_PAYLOAD = 8,
	/* of an event of WMI */
	AT_FIRST_PART = 12,
};

#define FLAG_TRAILER_PRESENT 0x02

/* Of four seeds one pulls the plug, a step of probing later than the one before. */
#define PLUG_PULLERS 4
#define STEPS 160

/**
 * struct fuzz - between a device and its transport
 * @transport: what the device sees
 * @below: the real one
 * @state: of the dice
 * @one_in: of so many frames one is spoilt
 * @answers: whether the boot loader's answers are as well
 */
struct fuzz {
	struct transport transport;
	struct transport *below;
	uint64_t state;
	unsigned int one_in;
	bool answers;
};

/* SplitMix64: any seed is a good one. */
static uint32_t dice(struct fuzz *fuzz, uint32_t sides)
{
	uint64_t x = fuzz->state += 0x9e3779b97f4a7c15;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	x ^= x >> 31;
	return (uint32_t)(x >> 32) % sides;
}

static void spoil_bytes(struct fuzz *fuzz, struct frame *frame, size_t from,
			unsigned int n)
{
	while (n-- && from < frame->len)
		frame->data[from + dice(fuzz, frame->len - from)] =
			dice(fuzz, 256);
}

static void spoil16(struct fuzz *fuzz, struct frame *frame, size_t at)
{
	static const uint16_t favourites[] = { 0, 1, 3, 4, 0x7fff, 0xffff };
	uint32_t i = dice(fuzz, ARRAY_SIZE(favourites) + 2);

	if (frame->len < at + 2)
		return;
	set16(frame, at,
	      i < ARRAY_SIZE(favourites) ? favourites[i] :
					   dice(fuzz, frame->len + 16));
}

/* Spoil a frame in one of many ways; says how often it is to be sent. */
static unsigned int spoil(struct fuzz *fuzz, struct frame *frame)
{
	switch (dice(fuzz, 11)) {
	case 0: /* too short */
		frame->len = dice(fuzz, frame->len);
		return 1;
	case 1: /* shorter or longer than it says */
		spoil16(fuzz, frame, AT_LEN);
		return 1;
	case 2: /* with a trailer that is none */
		frame->data[AT_FLAGS] |= FLAG_TRAILER_PRESENT;
		frame->data[AT_TRAILER_LEN] = dice(fuzz, 256);
		return 1;
	case 3: /* a part that is shorter or longer than it says */
		spoil16(fuzz, frame, AT_FIRST_PART);
		return 1;
	case 4: /* a part that is another */
		spoil16(fuzz, frame, AT_FIRST_PART + 2);
		return 1;
	case 5: /* an event, or a message, that nobody knows */
		if (frame->len > AT_PAYLOAD + 2) {
			frame->data[AT_PAYLOAD] = dice(fuzz, 256);
			frame->data[AT_PAYLOAD + 1] = dice(fuzz, 256);
		}
		return 1;
	case 6: /* noise */
		spoil_bytes(fuzz, frame, AT_PAYLOAD, frame->len);
		return 1;
	case 7: /* some bits of noise */
		spoil_bytes(fuzz, frame, AT_PAYLOAD, 1 + dice(fuzz, 8));
		return 1;
	case 8:
		/* Of somebody else's; not of one that the driver's table does not
		 * have: ath10k_usb looks there all the same, with stock as well.
		 */
		frame->data[AT_ENDPOINT] = dice(fuzz, 9);
		return 1;
	case 9: /* said twice */
		return 2;
	default: /* never said */
		return 0;
	}
}

static void fuzz_send(struct transport *transport, struct view view)
{
	/* the first member */
	struct fuzz *fuzz = (struct fuzz *)transport;
	struct frame frame = { .len = 0 };
	unsigned int times = 1;

	put_mem(&frame, view.data, view.len);
	if (frame.len > AT_PAYLOAD && !dice(fuzz, fuzz->one_in))
		times = spoil(fuzz, &frame);
	while (times--)
		fuzz->below->send(fuzz->below, view_of(&frame));
}

static void fuzz_drop(struct transport *transport)
{
	struct fuzz *fuzz = (struct fuzz *)transport;

	fuzz->below->drop(fuzz->below);
}

/**
 * fuzz_new() - lose one's mind
 * @seed: how
 * @below: the transport that brings it to the driver
 *
 * Return: what is between a device and that.
 */
struct fuzz *fuzz_new(uint32_t seed, struct transport *below)
{
	struct fuzz *fuzz = xmalloc(sizeof(*fuzz));

	fuzz->transport.send = fuzz_send;
	fuzz->transport.drop = fuzz_drop;
	fuzz->below = below;
	fuzz->state = seed;
	/* often, or only when much has gone well */
	fuzz->one_in = 2U << dice(fuzz, 5);
	fuzz->answers = !dice(fuzz, 8);
	/* one that pulls the plug is sane until then */
	if (fuzz_last_step(seed)) {
		fuzz->one_in = UINT32_MAX;
		fuzz->answers = false;
	}
	return fuzz;
}

/**
 * fuzz_transport() - what the device is to send through
 * @fuzz: what is in between
 *
 * Return: that.
 */
struct transport *fuzz_transport(struct fuzz *fuzz)
{
	return &fuzz->transport;
}

/**
 * fuzz_answer() - an answer of the boot loader's
 * @fuzz: what is in between
 * @answer: the right one
 *
 * Return: the one to be given.
 */
struct view fuzz_answer(struct fuzz *fuzz, struct view answer)
{
	static struct frame wrong;

	if (!fuzz->answers || dice(fuzz, 16))
		return answer;

	wrong.len = 0;
	put_mem(&wrong, answer.data, answer.len);
	if (dice(fuzz, 2))
		wrong.len = wrong.len ? dice(fuzz, wrong.len) : 0;
	else
		spoil_bytes(fuzz, &wrong, 0, 1 + dice(fuzz, 4));
	return view_of(&wrong);
}

/**
 * fuzz_last_step() - when the plug is pulled
 * @seed: of the device
 *
 * Return: after how many of the host's transfers, from the driver's first on; 0:
 * never.
 */
unsigned int fuzz_last_step(uint32_t seed)
{
	if (seed % PLUG_PULLERS)
		return 0;
	return (seed / PLUG_PULLERS % STEPS) + 1;
}

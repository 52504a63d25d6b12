// SPDX-License-Identifier: ISC
/*
 * To wait until cfg80211 has worked off what it was asked, without knowing its
 * private works: they run on the system's workqueue, so flush that.
 */

#include <linux/delay.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "vref.h"

/* A request can lead to another: ath's work, netlink, reg_work, the database's
 * work, the next request in the list, and a restore in between. Each is queued
 * before the one that causes it ends, so each round covers one of them.
 */
#define ROUNDS 16

/* After this long cfg80211 gives up waiting for user space to answer. */
#define CRDA_TIMEOUT_MS 3142

/**
 * vref_settle() - wait until no regulatory request is on its way
 */
void vref_settle(void)
{
	int i;

	for (i = 0; i < ROUNDS; i++)
		flush_scheduled_work();
}

/**
 * vref_settle_crda() - the same where the database is missing
 *
 * A request that the database can't answer goes to user space, and ends when
 * cfg80211's timer does. There is no event to wait for.
 */
void vref_settle_crda(void)
{
	vref_settle();
	msleep(CRDA_TIMEOUT_MS + 50);
	flush_workqueue(system_power_efficient_wq);
	vref_settle();
}

/* SPDX-License-Identifier: ISC */
/* What differs between the kernels from 5.10 to 7.3, all of it. */

#ifndef VREF_COMPAT_H
#define VREF_COMPAT_H

#include <linux/rtnetlink.h>
#include <linux/workqueue.h>
#include <net/cfg80211.h>

/* Before 5.12 the rtnl guarded what the wiphy's own lock guards today. Its lock
 * came together with this macro.
 */
#ifndef wiphy_dereference
static inline void wiphy_lock(struct wiphy *wiphy)
{
	rtnl_lock();
}

static inline void wiphy_unlock(struct wiphy *wiphy)
{
	rtnl_unlock();
}
#endif

/* To flush the system's workqueue is wrong in a driver, and newer kernels say so
 * with a stack dump; to wait for everybody's work is just what settle is for.
 */
#define __warn_flushing_systemwide_wq() \
	do {                            \
	} while (0)

/* What a mac80211 driver has to say today to get what it had unasked: since 6.2
 * a transmit queue that hands on, since 6.9 one channel at a time.
 */
#if defined(HAVE_EMULATE_CHANCTX)
#define COMPAT_OPS                                          \
	.wake_tx_queue = ieee80211_handle_wake_tx_queue,    \
	.add_chanctx = ieee80211_emulate_add_chanctx,       \
	.remove_chanctx = ieee80211_emulate_remove_chanctx, \
	.change_chanctx = ieee80211_emulate_change_chanctx, \
	.switch_vif_chanctx = ieee80211_emulate_switch_vif_chanctx
#elif defined(HAVE_WAKE_TX_QUEUE)
#define COMPAT_OPS .wake_tx_queue = ieee80211_handle_wake_tx_queue
#else
#define COMPAT_OPS
#endif

/* Since 6.11 stop() is told whether the system goes to sleep. */
#ifdef HAVE_STOP_SUSPEND
#define COMPAT_OP_STOP(name) void name(struct ieee80211_hw *hw, bool suspend)
#else
#define COMPAT_OP_STOP(name) void name(struct ieee80211_hw *hw)
#endif

/* Since 6.17 config() is told for which of several radios. */
#ifdef HAVE_CONFIG_RADIO
#define COMPAT_OP_CONFIG(name) \
	int name(struct ieee80211_hw *hw, int radio_idx, u32 changed)
#else
#define COMPAT_OP_CONFIG(name) int name(struct ieee80211_hw *hw, u32 changed)
#endif

#endif /* VREF_COMPAT_H */

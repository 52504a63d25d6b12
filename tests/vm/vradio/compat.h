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

#endif /* VREF_COMPAT_H */

// SPDX-License-Identifier: ISC
/*
 * To wait until cfg80211 has worked off what it was asked, without knowing its
 * private works: they run on the system's workqueue, so flush that.
 *
 * What the database can't answer, a country that it hasn't, or any as long as
 * there is none, goes to an agent in user space that nobody has any more, and
 * ends when cfg80211's timer does, after three seconds. Whatever happens
 * meanwhile depends on how fast this machine is: so end it at once.
 */

#include <linux/kprobes.h>
#include <linux/tracepoint.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "vref.h"

/* Requests that lead to others without an end are somebody else's. */
#define ROUNDS_MAX 64

/* What cfg80211 gives the agent, by which its timer is known. */
#define AGENT_MS 3142

/* Each radio's hint can be one more for the agent. */
#define AGENT_ROUNDS 8

/* cfg80211's timer, once it has been started */
static struct delayed_work *agent_timeout;

/* the kernel's tracepoint workqueue_queue_work, and how often it was passed */
static struct tracepoint *queueing;
static atomic_t queued;

struct pool_workqueue;

static void count_work(void *data, int cpu, struct pool_workqueue *queue,
		       struct work_struct *work)
{
	atomic_inc(&queued);
}

static void find_queueing(struct tracepoint *tracepoint, void *data)
{
	if (!strcmp(tracepoint->name, "workqueue_queue_work"))
		queueing = tracepoint;
}

/* queue_delayed_work_on(cpu, wq, dwork, delay) */
static int look_for_timer(struct kprobe *probe, struct pt_regs *regs)
{
	if (regs_get_kernel_argument(regs, 3) == msecs_to_jiffies(AGENT_MS))
		WRITE_ONCE(agent_timeout,
			   (void *)regs_get_kernel_argument(regs, 2));

	return 0;
}

static struct kprobe probe = {
	.symbol_name = "queue_delayed_work_on",
	.pre_handler = look_for_timer,
};

/*
 * A request can lead to another: ath's work, netlink, reg_work, the database's
 * work, the next request in the list, and a restore in between. Each is queued
 * before the one that causes it ends. So all is done when nothing was queued
 * while the last of them were waited for.
 */
static void flush_works(void)
{
	int before, i = 0;

	do {
		before = atomic_read(&queued);
		flush_scheduled_work();
	} while (atomic_read(&queued) != before && ++i < ROUNDS_MAX);
}

/**
 * vref_settle() - wait until no regulatory request is on its way
 */
void vref_settle(void)
{
	struct delayed_work *timeout;
	bool busy;
	int i = 0;

	do {
		flush_works();
		timeout = READ_ONCE(agent_timeout);
		if (!timeout)
			return;
		/* it can be over before flush_delayed_work() looks at it */
		busy = delayed_work_pending(timeout);
		busy |= flush_delayed_work(timeout);
	} while (busy && ++i < AGENT_ROUNDS);
	/* or before that, by itself */
	flush_works();
}

/**
 * vref_settle_init() - look out for what is queued, and for cfg80211's timer
 *
 * Return: 0, or an errno when the kernel has no tracepoints or no kprobes.
 */
int vref_settle_init(void)
{
	int err;

	for_each_kernel_tracepoint(find_queueing, NULL);
	if (!queueing)
		return -ENOENT;
	err = tracepoint_probe_register(queueing, count_work, NULL);
	if (err)
		return err;
	err = register_kprobe(&probe);
	if (err)
		tracepoint_probe_unregister(queueing, count_work, NULL);

	return err;
}

/**
 * vref_settle_exit() - look no longer
 */
void vref_settle_exit(void)
{
	unregister_kprobe(&probe);
	tracepoint_probe_unregister(queueing, count_work, NULL);
	/* nobody is in count_work() any more */
	tracepoint_synchronize_unregister();
}

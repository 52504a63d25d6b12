// SPDX-License-Identifier: ISC
/*
 * Who is in there without a lock? "insmod unlocked.ko function=MODULE:NAME"
 * counts how often the function is entered, and how often with bottom halves on,
 * that is without any lock that a softirq takes, too. The numbers are its
 * parameters "entered" and "unlocked" in /sys/module. Removed with the module that
 * has the function still there.
 */

#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/preempt.h>

static char *function;
module_param(function, charp, 0444);

static unsigned int entered;
module_param(entered, uint, 0444);

static unsigned int unlocked;
module_param(unlocked, uint, 0444);

static int look(struct kprobe *probe, struct pt_regs *regs)
{
	entered++;
	unlocked += !in_softirq();
	return 0;
}

static struct kprobe probe = { .pre_handler = look };

static int __init unlocked_init(void)
{
	probe.symbol_name = function;
	return register_kprobe(&probe);
}

static void __exit unlocked_exit(void)
{
	unregister_kprobe(&probe);
}

module_init(unlocked_init);
module_exit(unlocked_exit);

MODULE_DESCRIPTION("Counts who enters a function without a lock, for tests");
MODULE_LICENSE("Dual BSD/GPL");

// SPDX-License-Identifier: ISC
/*
 * The bugs that the debug kernel is there to find, one for each detector, so
 * that a test can see it find them. "insmod faults.ko fault=NAME" commits one;
 * all are survived.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/kfence.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

/* longer than the times that scenarios/faults sets the watchdogs to */
#define STUCK_MS 12000

static char *fault = "none";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "Which one");

/* Read and written where the compiler can't know what for. */
static int four = 4;
static int sixty_four = 64;
static int sink;

static char __rcu *pointer;
static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DEFINE_SPINLOCK(spin);

static void do_rcu(void)
{
	WRITE_ONCE(sink, !!rcu_dereference(pointer));
}

static void do_inversion(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void do_atomic(void)
{
	spin_lock(&spin);
	might_sleep();
	spin_unlock(&spin);
}

static void timer_fn(struct timer_list *unused)
{
}

static void do_object(void)
{
	struct timer_list *timer = kzalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, timer_fn, 0);
	mod_timer(timer, jiffies + 100 * HZ);
	kfree(timer);
}

static void do_list(void)
{
	static LIST_HEAD(list);
	static struct list_head entry;

	list_add(&entry, &list);
	list_add(&entry, &list);
}

static void do_bounds(void)
{
	static int array[4];

	WRITE_ONCE(sink, array[READ_ONCE(four)]);
}

static void do_shift(void)
{
	WRITE_ONCE(sink, 1 << READ_ONCE(sixty_four));
}

static void do_slab(void)
{
	char *bytes = kmalloc(40, GFP_KERNEL);

	if (!bytes)
		return;
	kfree(bytes);
	OPTIMIZER_HIDE_VAR(bytes);
	WRITE_ONCE(sink, READ_ONCE(bytes[8]));
}

static void do_stack(void)
{
	char bytes[4] = "";
	char *end = bytes;

	OPTIMIZER_HIDE_VAR(end);
	end += READ_ONCE(four);
	WRITE_ONCE(sink, READ_ONCE(*end));
}

static void do_vmalloc(void)
{
	char *bytes = vmalloc(100);

	if (!bytes)
		return;
	OPTIMIZER_HIDE_VAR(bytes);
	WRITE_ONCE(sink, READ_ONCE(bytes[100]));
	vfree(bytes);
}

/* KFENCE takes an allocation of its own choice, every tenth of a second. */
static void do_kfence(void)
{
	char *bytes;
	int i;

	for (i = 0; i < 300; i++) {
		bytes = kmalloc(32, GFP_KERNEL);
		kfree(bytes);
		OPTIMIZER_HIDE_VAR(bytes);
		if (is_kfence_address(bytes)) {
			WRITE_ONCE(sink, READ_ONCE(bytes[8]));
			return;
		}
		msleep(20);
	}
	pr_info("KFENCE did not want any\n");
}

static void do_leak(void)
{
	int i;

	/* a register or the stack may remember some */
	for (i = 0; i < 20; i++)
		WRITE_ONCE(sink, !!kmalloc(1234, GFP_KERNEL));
}

static int hang(void *unused)
{
	msleep(STUCK_MS);
	/* kthread_stop() wants it to be there */
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 10);

	return 0;
}

static void do_hang(void)
{
	struct task_struct *task = kthread_run(hang, NULL, "faults");

	if (IS_ERR(task))
		return;
	msleep(STUCK_MS);
	kthread_stop(task);
}

static void stuck_fn(struct work_struct *unused)
{
	mdelay(STUCK_MS);
}

static void waiting_fn(struct work_struct *unused)
{
}

static DECLARE_WORK(stuck, stuck_fn);
static DECLARE_WORK(waiting, waiting_fn);

static void do_workqueue(void)
{
	schedule_work_on(0, &stuck);
	schedule_work_on(0, &waiting);
	flush_work(&waiting);
}

static void do_lockup(void)
{
	preempt_disable();
	mdelay(STUCK_MS);
	preempt_enable();
}

/* One a line. */
/* clang-format off */
static const struct {
	const char *name;
	void (*commit)(void);
} faults[] = {
	{ "none", NULL },
	{ "rcu", do_rcu },
	{ "inversion", do_inversion },
	{ "atomic", do_atomic },
	{ "object", do_object },
	{ "list", do_list },
	{ "bounds", do_bounds },
	{ "shift", do_shift },
	{ "slab", do_slab },
	{ "stack", do_stack },
	{ "vmalloc", do_vmalloc },
	{ "kfence", do_kfence },
	{ "leak", do_leak },
	{ "hang", do_hang },
	{ "workqueue", do_workqueue },
	{ "lockup", do_lockup },
	{ "end", NULL },
};

/* clang-format on */

static int __init faults_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(faults); i++) {
		if (strcmp(faults[i].name, fault))
			continue;
		/* tests/vm/detectors cuts the log here */
		pr_info("begin %s\n", fault);
		if (faults[i].commit)
			faults[i].commit();
		return 0;
	}

	return -EINVAL;
}

static void __exit faults_exit(void)
{
}

module_init(faults_init);
module_exit(faults_exit);

MODULE_DESCRIPTION("One bug for each detector of the debug kernel");
MODULE_LICENSE("Dual BSD/GPL");

# SPDX-License-Identifier: ISC
# shellcheck shell=dash
#
# Each bug that the debug kernel should find, once: tests/vm/detectors looks whether
# it has. lockdep is silent after its first finding, and after any of KASAN's, so
# its turn comes first; suspicious RCU usage alone does not switch it off.

echo 4 >/proc/sys/kernel/hung_task_timeout_secs
echo 3 >/proc/sys/kernel/watchdog_thresh
echo 4 >/sys/module/workqueue/parameters/watchdog_thresh

for fault in none rcu inversion atomic object list bounds shift slab stack vmalloc \
	     kfence leak hang workqueue lockup end; do
	# it reports the stuck processor, too, and by that resets the other watchdog
	[ $fault != lockup ] || echo 0 >/sys/module/workqueue/parameters/watchdog_thresh
	check "the fault '$fault' was committed" insmod /test/faults.ko fault=$fault
	rmmod faults
done

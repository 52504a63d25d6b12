// SPDX-License-Identifier: ISC
/*
 * A row for ath10k's table of hardware: the QCA9377 on USB.
 *
 * Until 6.12 ath10k_usb knows such a card by its USB ID, and ath10k_core then
 * refuses it ("Unsupported hardware version: 0x5020001"): the table of what is
 * supported has a QCA9377 hw1.1 on PCI and on SDIO, but no row at all for USB.
 * This turns that for SDIO, of which amd64 has no driver, into the one that is
 * missing: one word of a table, in memory. No instruction of any driver is
 * touched. To be loaded after ath10k_core and before a card is plugged in.
 *
 * Where the table has such a row already, it is left alone.
 */

#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/vmalloc.h>

#include "hw.h"

#define TABLE "ath10k_core:ath10k_hw_params_list"

/* The table has about twenty rows; the one in question is in its first half. */
#define ROWS_MAX 20

typedef unsigned long (*lookup_t)(const char *name);

/* Modules may not look symbols up, but they may set a probe, which does. */
static lookup_t find_lookup(void)
{
	struct kprobe kp = { .symbol_name = "kallsyms_lookup_name" };
	lookup_t lookup;

	if (register_kprobe(&kp))
		return NULL;
	lookup = (lookup_t)kp.addr;
	unregister_kprobe(&kp);
	return lookup;
}

/* The table is read only, its memory is not: there is a way in beside it. */
static int set_bus(struct ath10k_hw_params *row, enum ath10k_bus bus)
{
	struct page *page = vmalloc_to_page(&row->bus);
	u8 *alias;

	alias = page ? vmap(&page, 1, VM_MAP, PAGE_KERNEL) : NULL;
	if (!alias)
		return -ENOMEM;
	WRITE_ONCE(*(enum ath10k_bus *)(alias + offset_in_page(&row->bus)),
		   bus);
	vunmap(alias);
	return 0;
}

static int __init usbrow_init(void)
{
	struct ath10k_hw_params *rows, *row;
	lookup_t lookup = find_lookup();

	rows = lookup ? (struct ath10k_hw_params *)lookup(TABLE) : NULL;
	if (!rows)
		return -ENOENT;

	for (row = rows; row < rows + ROWS_MAX; row++) {
		if (row->id != QCA9377_HW_1_1_DEV_VERSION)
			continue;
		if (row->bus == ATH10K_BUS_USB)
			return 0;
		if (row->bus == ATH10K_BUS_SDIO)
			return set_bus(row, ATH10K_BUS_USB);
	}
	return -ENOENT;
}
module_init(usbrow_init);

static void __exit usbrow_exit(void)
{
}
module_exit(usbrow_exit);

MODULE_DESCRIPTION("A row for ath10k's table of hardware");
MODULE_LICENSE("Dual BSD/GPL");

// SPDX-License-Identifier: ISC
/*
 * The tables of regd_common.h in the ath source that the kernel was built from,
 * in /sys/kernel/debug/ath_tables: a line for each regulatory domain pair
 *
 *   pair REGDMN CTL_2GHZ CTL_5GHZ
 *
 * and for each country
 *
 *   country COUNTRY_CODE REGDMN ALPHA2
 *
 * They are the compiler's reading of the source, and need no ath.ko.
 */

#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include "regd.h"
#include "regd_common.h"

static struct dentry *file;

static int tables_show(struct seq_file *s, void *unused)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(regDomainPairs); i++)
		seq_printf(s, "pair 0x%02x 0x%02x 0x%02x\n",
			   regDomainPairs[i].reg_domain,
			   regDomainPairs[i].reg_2ghz_ctl,
			   regDomainPairs[i].reg_5ghz_ctl);
	for (i = 0; i < ARRAY_SIZE(allCountries); i++)
		seq_printf(s, "country %u 0x%02x %s\n",
			   allCountries[i].countryCode,
			   allCountries[i].regDmnEnum, allCountries[i].isoName);

	return 0;
}
DEFINE_SHOW_ATTRIBUTE(tables);

static int __init tables_init(void)
{
	file = debugfs_create_file("ath_tables", 0400, NULL, NULL,
				   &tables_fops);
	return 0;
}

static void __exit tables_exit(void)
{
	debugfs_remove(file);
}

module_init(tables_init);
module_exit(tables_exit);

MODULE_DESCRIPTION("ath's regulatory tables, for tests");
MODULE_LICENSE("Dual BSD/GPL");

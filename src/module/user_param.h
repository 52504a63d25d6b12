/* SPDX-License-Identifier: ISC */
/*
 * A switch as a module parameter: 0, 1, N, Y, and for some a country.
 *
 * A bad value is reported and leaves the switch off. It is no error to the
 * module loader: that would refuse to load the module and cost the user the
 * radio. A header, since ath and ath10k_core each have such parameters and
 * neither may depend on the other being ours.
 */

#ifndef USER_PARAM_H
#define USER_PARAM_H

#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "iso3166.h"

/* How much of a bad value the kernel log repeats, in bytes. */
#define BAD_VALUE_MAX 32

/**
 * struct user_param - a parameter's value
 * @on: whether it is switched on
 * @takes_country: whether a country, which switches it on, is a value for it
 * @alpha2: the country, upper case; empty when none was given
 */
struct user_param {
	bool on;
	bool takes_country;
	char alpha2[3];
};

/* In plain ASCII: what a typo may hold, a log's reader need not bear. */
static void user_param_complain(const char *name, const char *val,
				bool takes_country)
{
	char text[BAD_VALUE_MAX + 1];
	size_t i;

	strscpy(text, val, sizeof(text));
	for (i = 0; text[i]; i++)
		if (!isascii(text[i]) || !isprint(text[i]))
			text[i] = '?';

	pr_err("%s=\"%s\" is none of 0, 1, N, Y%s: it stays off\n", name, text,
	       takes_country ? " or a country (ISO 3166 alpha-2, such as SE)" :
			       "");
}

/**
 * user_param_set() - take over the value of a parameter
 * @val: the text, or NULL when the parameter was given without one
 * @kp: the parameter; its arg is a struct user_param
 *
 * Context: Process context, before any radio exists (the parameters can't be
 *          written once the module is loaded).
 * Return: 0
 */
static int user_param_set(const char *val, const struct kernel_param *kp)
{
	struct user_param *param = kp->arg;
	size_t len = val ? strlen(val) : 0;

	param->on = false;
	param->alpha2[0] = '\0';

	if (len == 1 && strchr("0nN", val[0]))
		return 0;

	if (len == 1 && strchr("1yY", val[0])) {
		param->on = true;
		return 0;
	}

	if (param->takes_country && len == 2 && iso3166_is_country(val)) {
		param->on = true;
		param->alpha2[0] = toupper(val[0]);
		param->alpha2[1] = toupper(val[1]);
		return 0;
	}

	user_param_complain(kp->name, val ?: "", param->takes_country);
	return 0;
}

/**
 * user_param_get() - the value for /sys/module/MODULE/parameters
 * @buffer: a page
 * @kp: the parameter; its arg is a struct user_param
 *
 * Context: Process context.
 * Return: the length of the text: 0, 1 or the country, and a newline.
 */
static int user_param_get(char *buffer, const struct kernel_param *kp)
{
	const struct user_param *param = kp->arg;

	if (param->on && param->alpha2[0])
		return scnprintf(buffer, PAGE_SIZE, "%s\n", param->alpha2);

	return scnprintf(buffer, PAGE_SIZE, "%d\n", param->on);
}

/* NOARG: a parameter without a value is a bad value, no reason not to load. */
static const struct kernel_param_ops user_param_ops = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = user_param_set,
	.get = user_param_get,
};

#endif /* USER_PARAM_H */

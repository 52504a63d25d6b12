// SPDX-License-Identifier: ISC

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <unistd.h>

#include "db.h"
#include "files.h"
#include "finding.h"
#include "helper.h"
#include "kernel_log.h"
#include "machine.h"
#include "radios.h"
#include "signing.h"
#include "state.h"
#include "util.h"

#define RELOAD "sudo ath-user-regd reload"
#define ENROLL "sudo ath-user-regd enroll"

__attribute__((format(printf, 4, 5))) static void add(struct findings *findings,
						      enum grade grade,
						      const char *next,
						      const char *format, ...)
{
	struct finding *finding;
	va_list args;

	findings->finding = xrealloc(findings->finding,
				     (findings->n + 1) * sizeof(*finding));
	finding = &findings->finding[findings->n++];
	finding->grade = grade;
	finding->next = next ? xstrdup(next) : NULL;
	va_start(args, format);
	if (vasprintf(&finding->what, format, args) < 0)
		abort();
	va_end(args);
	printable(finding->what);
}

/* What is written down: what to type, or else what builds for that kernel. */
static const char *next_of(const struct kernel *kernel)
{
	const struct state *state = &kernel->state;

	return state->next ? state->next :
			     advise("next_install", kernel->release);
}

/* Why there is no module of ours. */
static void add_missing(struct findings *findings, const char *which,
			const struct kernel *kernel,
			const struct machine *machine)
{
	const struct state *state = &kernel->state;
	const char *release = kernel->release, *next, *why;
	char *reboot = NULL, *headers;

	headers = xasprintf("/lib/modules/%s/build/.config", release);
	if (state->verdict == VERDICT_INSTALLED ||
	    state->verdict == VERDICT_NOTHING) {
		next = advise("next_install", release);
		why = "it has changed since our scripts looked at it";
	} else if (state->verdict == VERDICT_NONE &&
		   !there_is("/var/lib/dkms/ath-user-regd")) {
		next = advise("next_install", release);
		why = "DKMS does not know ath-user-regd";
	} else if (state->verdict <= VERDICT_WAITING && !there_is(headers)) {
		why = "its headers are not installed";
		if (machine->newest.whose == WHOSE_OURS)
			reboot = xasprintf("reboot into %s, which has it",
					   machine->newest.release);
		next = reboot ? reboot : advise("next_headers", release);
	} else if (state->verdict == VERDICT_NONE) {
		next = advise("next_install", release);
		why = "it has not been built yet";
	} else {
		next = next_of(kernel);
		why = state->reason ? state->reason : "for no known reason";
	}
	add(findings, GRADE_BAD, next,
	    "%s kernel, %s, has no module of ours%s%s: %s", which, release,
	    kernel->whose == WHOSE_OTHER ? ", but that in " : "",
	    kernel->whose == WHOSE_OTHER ? kernel->path : "", why);
	free(headers);
	free(reboot);
}

/* What ours says of itself, against what is written down. */
static void look_at_build(struct findings *findings, const char *which,
			  const struct kernel *kernel)
{
	const struct state *state = &kernel->state;
	bool outdated = state->identity &&
			strcmp(state->identity, kernel->built_for) != 0;

	if (outdated)
		add(findings, GRADE_BAD, next_of(kernel),
		    "%s kernel, %s, is %s, our module is built for %s%s%s",
		    which, kernel->release, source_words(state->identity),
		    source_words(kernel->built_for), state->reason ? ": " : "",
		    state->reason ? state->reason : "");
	else if (state->verdict > VERDICT_INSTALLED)
		add(findings,
		    state->verdict == VERDICT_WAITING ? GRADE_HINT : GRADE_BAD,
		    next_of(kernel),
		    "%s kernel, %s, keeps our older module: %s", which,
		    kernel->release,
		    state->reason ? state->reason :
				    verdict_name(state->verdict));
	if (state->exact && strcmp(state->exact, "yes") != 0)
		add(findings, GRADE_HINT, NULL,
		    "our module for %s is not built from its exact source, but from %s%s%s",
		    kernel->release,
		    state->source ? source_words(state->source) :
				    "an unknown one",
		    state->proven ? ", proven to be the same for " : "",
		    state->proven ? state->proven : "");
}

static void look_at_kernel(struct findings *findings, const char *which,
			   const struct kernel *kernel,
			   const struct machine *machine)
{
	switch (kernel->whose) {
	case WHOSE_OURS:
		add(findings, GRADE_GOOD, NULL,
		    "%s kernel, %s, has our module, version %s", which,
		    kernel->release, kernel->version);
		look_at_build(findings, which, kernel);
		break;
	case WHOSE_STOCK:
	case WHOSE_OTHER:
		add_missing(findings, which, kernel, machine);
		break;
	case WHOSE_BUILTIN:
		add(findings, GRADE_BAD, NULL,
		    "ath is built into %s kernel, %s: nothing can take its place; boot a kernel that has it as a module",
		    which, kernel->release);
		break;
	case WHOSE_NONE:
		add(findings, GRADE_HINT, NULL,
		    "%s kernel, %s, has no driver for Atheros cards", which,
		    kernel->release);
		break;
	}
}

static void look_at_kernels(struct findings *findings,
			    const struct machine *machine)
{
	const struct kernel *running = &machine->running;
	const struct kernel *newest = &machine->newest;

	if (running->release)
		look_at_kernel(findings, "the running", running, machine);
	if (newest->release && (!running->release ||
				strcmp(running->release, newest->release) != 0))
		look_at_kernel(findings, "the newest", newest, machine);
	if (!running->release && !newest->release)
		add(findings, GRADE_HINT, NULL, "there is no kernel");
}

/* What the kernel refuses, stock's stands in for. */
#define IN_PLACE "stock's modules load in place of ours"

static void look_at_signature(struct findings *findings,
			      const struct machine *machine)
{
	const struct kernel *ours = machine_ours(machine);
	const char *why = demand_words(machine->signing.demand);

	if (machine->signing.signature == SIGNATURE_NONE)
		add(findings, GRADE_BAD, advise("next_rebuild", ours->release),
		    "%s, and our module for %s is not signed: " IN_PLACE, why,
		    ours->release);
	else if (machine->signing.signature == SIGNATURE_OTHER)
		add(findings, GRADE_BAD, advise("next_rebuild", ours->release),
		    "%s, and our module for %s is signed by another key than DKMS has now, %s: " IN_PLACE,
		    why, ours->release, ours->sig_key);
	else
		add(findings, GRADE_GOOD, NULL,
		    "%s, and the firmware knows DKMS's key", why);
}

static void look_at_signing(struct findings *findings,
			    const struct machine *machine)
{
	const struct signing *signing = &machine->signing;
	const char *why = demand_words(signing->demand);

	if (signing->demand == DEMAND_NONE)
		return;

	switch (signing->key) {
	case KEY_NONE:
		add(findings, GRADE_BAD,
		    advise("next_rebuild", machine->running.release),
		    "%s, and DKMS has no key to sign with: " IN_PLACE, why);
		break;
	case KEY_HIDDEN:
		add(findings, GRADE_HINT, "sudo ath-user-regd doctor",
		    "%s, and DKMS's key, %s, is for root to read", why,
		    signing->certificate);
		break;
	case KEY_UNKNOWN:
		add(findings, GRADE_BAD, ENROLL,
		    "%s, and the kernel does not know DKMS's key: " IN_PLACE,
		    why);
		break;
	case KEY_PENDING:
		add(findings, GRADE_BAD, ENROLL,
		    "%s, and DKMS's key waits for your word at the next boot: until then " IN_PLACE,
		    why);
		break;
	case KEY_REVOKED:
		add(findings, GRADE_BAD, ENROLL,
		    "%s, and DKMS's key is revoked: " IN_PLACE, why);
		break;
	case KEY_ENROLLED:
		look_at_signature(findings, machine);
		break;
	}
}

/* Do the module's value and that of modprobe.d mean the same? */
static bool same_value(const char *loaded, const char *set)
{
	if (value_is_country(loaded) || value_is_country(set))
		return loaded && set && !strcasecmp(loaded, set);

	return value_is_on(loaded) == value_is_on(set);
}

static bool is_a_value(const char *value)
{
	return !value || value_is_on(value) || !strcmp(value, "0") ||
	       !strcasecmp(value, "n");
}

/* Has this image a file of that name? */
static bool image_has(const char *lister, const char *image, const char *name)
{
	const char *words[WORDS_OF_HELPER] = { lister, image };
	char *line = NULL;
	size_t size = 0;
	bool has = false;
	pid_t child;
	FILE *out;

	if (access(lister, X_OK) || access(image, R_OK))
		return false;
	out = helper_start(words, &child);
	if (!out)
		return false;
	while (getline(&line, &size, out) > 0)
		has = has || strstr(line, name);
	free(line);

	return helper_end(out, child) && has;
}

/*
 * From an initramfs that was made before ours were there stock's is loaded first,
 * at each boot. Who has made it scripts/images tells in the same way.
 */
static void add_stock_loaded(struct findings *findings, const char *release)
{
	static const struct {
		const char *start, *end;
	} images[] = { { "/boot/initrd.img-", "" },
		       { "/boot/initramfs-", ".img" },
		       { "/boot/initrd-", "" } };
	const char *lister = access("/usr/bin/lsinitramfs", X_OK) ?
				     "/usr/bin/lsinitrd" :
				     "/usr/bin/lsinitramfs";
	char *image = NULL, *next = NULL, *of_initramfs_tools;
	size_t i;

	of_initramfs_tools = xasprintf("/var/lib/initramfs-tools/%s", release);
	for (i = 0; !next && i < ARRAY_SIZE(images); i++) {
		free(image);
		image = xasprintf("%s%s%s", images[i].start, release,
				  images[i].end);
		if (!image_has(lister, image,
			       "/kernel/drivers/net/wireless/ath/ath.ko"))
			continue;
		if (there_is(of_initramfs_tools))
			next = xasprintf(
				"sudo update-initramfs -u -k %s && " RELOAD,
				release);
		else
			next = xasprintf(
				"sudo dracut --force --kver %s %s && " RELOAD,
				release, image);
	}
	add(findings, GRADE_BAD, next ? next : RELOAD,
	    "the stock ath.ko is loaded, though ours is installed%s%s",
	    next ? ": it is in " : "", next ? image : "");
	free(of_initramfs_tools);
	free(image);
	free(next);
}

static void look_at_parameters(struct findings *findings,
			       const struct machine *machine)
{
	const char *set = machine->set_user_regd;

	if (!is_a_value(set))
		add(findings, GRADE_BAD,
		    "sudo ath-user-regd enable SE (your country for SE)",
		    "modprobe.d has user_regd=%s, which is neither 0, 1 nor a country: it stays off",
		    set);
	if (machine->loaded == WHOSE_STOCK &&
	    machine->running.whose == WHOSE_OURS)
		add_stock_loaded(findings, machine->running.release);
	else if (machine->loaded == WHOSE_OURS &&
		 !same_value(machine->user_regd, set))
		add(findings, GRADE_BAD, RELOAD,
		    "the module was loaded with user_regd=%s, modprobe.d has %s",
		    machine->user_regd, set ? set : "nothing");
	else if (machine->loaded == WHOSE_OURS &&
		 value_is_on(machine->relax_default) !=
			 value_is_on(machine->set_relax_default))
		add(findings, GRADE_BAD, RELOAD,
		    "the module was loaded with relax_default=%s, modprobe.d has %s",
		    machine->relax_default,
		    machine->set_relax_default ? machine->set_relax_default :
						 "nothing");
	else if (machine->loaded != WHOSE_OURS &&
		 machine->running.whose != WHOSE_OURS &&
		 machine->newest.whose != WHOSE_OURS)
		return;
	else if (!value_is_on(set) &&
		 !value_is_on(machine->set_relax_default) &&
		 !value_is_on(machine->user_regd) &&
		 !value_is_on(machine->relax_default))
		add(findings, GRADE_HINT, "sudo ath-user-regd enable",
		    "it is off: the EEPROM's code counts, as with the stock driver");
	else if (machine->loaded == WHOSE_OURS)
		add(findings, GRADE_GOOD, NULL, "it is on: %s=%s",
		    value_is_on(machine->user_regd) ? "user_regd" :
						      "relax_default",
		    value_is_on(machine->user_regd) ? machine->user_regd :
						      machine->relax_default);
}

static void look_at_database(struct findings *findings)
{
	struct db db;
	const char *why = db_open(&db);
	char *log;

	db_close(&db);
	if (why) {
		add(findings, GRADE_BAD, advise("next_regdb", NULL),
		    DB_PATH " %s: without it nothing opens", why);
		return;
	}
	if (!there_is(DB_SIGNATURE_PATH)) {
		add(findings, GRADE_BAD, advise("next_regdb", NULL),
		    DB_SIGNATURE_PATH
		    " is not there: without it the kernel refuses the database");
		return;
	}

	log = *root ? NULL : kernel_log_read();
	if (log && strstr(log, "loaded regulatory.db is malformed"))
		add(findings, GRADE_BAD, advise("next_regdb", NULL),
		    "the kernel has refused regulatory.db: its signature is not one that it knows; with another one, reboot");
	else if (log && strstr(log, "failed to load regulatory.db"))
		add(findings, GRADE_BAD, RELOAD,
		    "the kernel found no regulatory.db when cfg80211 was loaded");
	else
		add(findings, GRADE_GOOD, NULL,
		    "the regulatory database is there");
	free(log);
}

/* Why no country that is set counts. */
static void add_lockout(struct findings *findings, const struct radios *radios)
{
	char *log = kernel_log_read(), *phy = NULL, *next = NULL, alpha2[3];
	size_t i;

	if (log)
		phy = kernel_log_lockout(log, alpha2);
	for (i = 0; phy && i < radios->n; i++)
		if (!strcmp(radios->radio[i].wiphy.name, phy) &&
		    radios->radio[i].kind == KIND_FOREIGN &&
		    radios->radio[i].driver)
			next = xasprintf(
				"unplug %s, or sudo modprobe -r %s; then " RELOAD,
				phy, radios->radio[i].driver);
	if (phy)
		add(findings, GRADE_BAD, next ? next : RELOAD,
		    "the country is 98, what two countries both allow: the driver of %s says %s, and no user counts now",
		    phy, alpha2);
	else
		add(findings, GRADE_BAD, RELOAD,
		    "the country is 98, what two countries both allow: no user counts now");
	free(next);
	free(phy);
	free(log);
}

static void look_at_country(struct findings *findings,
			    const struct machine *machine,
			    const struct radios *radios)
{
	bool on = machine->loaded == WHOSE_OURS &&
		  value_is_on(machine->user_regd);

	if (!radios->n_ath)
		return;
	if (radios_country(radios))
		add(findings, GRADE_GOOD, NULL, "the country is %s",
		    radios->alpha2);
	else if (!strcmp(radios->alpha2, "98"))
		add_lockout(findings, radios);
	else if (strcmp(radios->alpha2, "00") != 0)
		add(findings, GRADE_BAD, RELOAD,
		    "the country is %s: a driver's own", radios->alpha2);
	else if (on)
		add(findings, GRADE_BAD,
		    "sudo iw reg set SE, or sudo ath-user-regd enable SE (your country for SE)",
		    "your country would count, but none is set");
	else
		add(findings, GRADE_HINT, NULL, "no country is set");
}

static void look_at_radio(struct findings *findings,
			  const struct machine *machine,
			  const struct radio *radio)
{
	bool on = machine->loaded == WHOSE_OURS &&
		  value_is_on(machine->user_regd);

	if (radio->kind == KIND_ATH_OTHER)
		add(findings, GRADE_HINT, NULL,
		    "%s is driven by %s, which has rules of its own: this can't help it",
		    radio->wiphy.name, radio->driver);
	else if (radio->kind == KIND_FOREIGN)
		add(findings, GRADE_HINT, NULL,
		    "%s is driven by %s, which is no Atheros driver: this can't help it",
		    radio->wiphy.name,
		    radio->driver ? radio->driver : "nothing known");
	else if (on && !radio_follows_user(radio))
		add(findings, GRADE_BAD, RELOAD,
		    "%s still goes by the EEPROM's code", radio->wiphy.name);
}

static void look_at_radios(struct findings *findings,
			   const struct machine *machine,
			   const struct radios *radios)
{
	size_t i;

	if (radios->error)
		add(findings, GRADE_BAD, NULL,
		    "the kernel tells of no radio: %s", radios->error);
	for (i = 0; i < radios->n; i++)
		look_at_radio(findings, machine, &radios->radio[i]);
	if (!*root && !radios->n_ath)
		add(findings, GRADE_HINT, NULL,
		    "there is no radio with a driver that goes by ath.ko's rules");
}

/**
 * findings_read() - all there is to say
 * @findings: is given it, to be freed
 * @machine: the machine
 * @radios: its radios
 */
void findings_read(struct findings *findings, const struct machine *machine,
		   const struct radios *radios)
{
	findings->n = 0;
	findings->finding = NULL;
	look_at_kernels(findings, machine);
	look_at_signing(findings, machine);
	look_at_database(findings);
	look_at_parameters(findings, machine);
	look_at_country(findings, machine, radios);
	look_at_radios(findings, machine, radios);
}

/**
 * findings_free() - forget them
 * @findings: as findings_read() has left them
 */
void findings_free(struct findings *findings)
{
	size_t i;

	for (i = 0; i < findings->n; i++) {
		free(findings->finding[i].what);
		free(findings->finding[i].next);
	}
	free(findings->finding);
}

/**
 * findings_worst() - what to do first
 * @findings: all of them
 *
 * Return: the first that is to be mended, else the first hint that says what
 * to type, else NULL.
 */
const struct finding *findings_worst(const struct findings *findings)
{
	const struct finding *hint = NULL, *finding;
	size_t i;

	for (i = 0; i < findings->n; i++) {
		finding = &findings->finding[i];
		if (finding->grade == GRADE_BAD)
			return finding;
		if (finding->grade == GRADE_HINT && finding->next && !hint)
			hint = finding;
	}

	return hint;
}

/**
 * grade_name() - as JSON has it
 * @grade: the grade
 *
 * Return: the name.
 */
const char *grade_name(enum grade grade)
{
	static const char *const names[] = {
		[GRADE_GOOD] = "good",
		[GRADE_HINT] = "hint",
		[GRADE_BAD] = "bad",
	};

	return names[grade];
}

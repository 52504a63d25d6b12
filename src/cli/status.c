// SPDX-License-Identifier: ISC
/* status and doctor: the same knowledge, on one screen or as a list. */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "command.h"
#include "files.h"
#include "finding.h"
#include "json.h"
#include "machine.h"
#include "paint.h"
#include "radios.h"
#include "signing.h"
#include "state.h"
#include "stock.h"
#include "util.h"

static void label(const char *name)
{
	printf("  %s%-14s%s", paint(DIM), name, paint(PLAIN));
}

/* What ours was built from, or why there is none. */
static void show_state(const struct kernel *kernel)
{
	const struct state *state = &kernel->state;
	char *source = kernel->whose == WHOSE_OURS ? state_source(state) : NULL;

	if (source) {
		label("");
		puts(source);
	}
	free(source);
	if (state->verdict > VERDICT_INSTALLED && state->reason) {
		label("");
		printf("%s: %s\n", verdict_name(state->verdict), state->reason);
	}
}

static void show_kernel(const char *name, const struct kernel *kernel)
{
	label(name);
	printf("%s: ", kernel->release);
	switch (kernel->whose) {
	case WHOSE_OURS:
		printf("%sour ath.ko%s, version %s\n", paint(GREEN),
		       paint(PLAIN), kernel->version);
		break;
	case WHOSE_STOCK:
		printf("%sthe stock ath.ko%s\n", paint(YELLOW), paint(PLAIN));
		break;
	case WHOSE_OTHER:
		printf("%s%s%s\n", paint(YELLOW), kernel->path, paint(PLAIN));
		break;
	case WHOSE_BUILTIN:
		printf("%sath is built in%s\n", paint(RED), paint(PLAIN));
		break;
	case WHOSE_NONE:
		puts("no ath.ko");
		break;
	}
	show_state(kernel);
}

static void show_loaded(const struct machine *machine)
{
	label("loaded");
	switch (machine->loaded) {
	case WHOSE_OURS:
		printf("%sour ath.ko%s, user_regd=%s", paint(GREEN),
		       paint(PLAIN), machine->user_regd);
		if (value_is_on(machine->relax_default))
			fputs(", relax_default=1", stdout);
		putchar('\n');
		break;
	case WHOSE_STOCK:
		printf("%sthe stock ath.ko%s\n", paint(YELLOW), paint(PLAIN));
		break;
	default:
		puts("no ath.ko");
		break;
	}
}

static void show_signing(const struct signing *signing)
{
	static const char *const names[] = {
		[SECURE_BOOT_NONE] = "none",
		[SECURE_BOOT_OFF] = "off",
		[SECURE_BOOT_ON] = "on",
	};
	static const char *const keys[] = {
		[KEY_NONE] = "not there",
		[KEY_HIDDEN] = "for root to see",
		[KEY_UNKNOWN] = "not enrolled",
		[KEY_PENDING] = "to be confirmed at the next boot",
		[KEY_ENROLLED] = "enrolled",
		[KEY_REVOKED] = "revoked",
	};

	fputs(names[signing->secure_boot], stdout);
	if (signing->secure_boot == SECURE_BOOT_ON && signing->unchecked)
		fputs(", but shim validates nothing", stdout);
	if (signing->demand == DEMAND_LOCKDOWN ||
	    signing->demand == DEMAND_SIG_ENFORCE)
		printf(", but %s", demand_words(signing->demand));
	if (signing->demand != DEMAND_NONE)
		printf(", DKMS's key is %s", keys[signing->key]);
	putchar('\n');
}

static void show_machine(const struct machine *machine,
			 const struct radios *radios)
{
	static const char *const regions[] = { "", ", radar rules of the FCC",
					       ", radar rules of ETSI",
					       ", radar rules of Japan" };
	unsigned int region = radios->dfs_region;

	printf("%sMachine%s\n", paint(BOLD), paint(PLAIN));
	if (machine->running.release)
		show_kernel("kernel", &machine->running);
	if (machine->newest.release)
		show_kernel("newest kernel", &machine->newest);
	if (!*root)
		show_loaded(machine);
	label("next load");
	printf("user_regd=%s", machine->set_user_regd ? machine->set_user_regd :
							"0, the default");
	if (machine->set_relax_default)
		printf(", relax_default=%s", machine->set_relax_default);
	putchar('\n');
	if (!*root) {
		label("country");
		if (radios_country(radios))
			printf("%s%s\n", radios->alpha2,
			       region < ARRAY_SIZE(regions) ? regions[region] :
							      "");
		else
			printf("%s, none is set\n", radios->alpha2);
	}
	label("Secure Boot");
	show_signing(&machine->signing);
}

static void show_band(const struct channels *channels, enum band band,
		      const char *name)
{
	size_t ap = channels_count(channels, band, USE_AP);
	size_t radar = channels_count(channels, band, USE_RADAR);

	printf("%s%zu%s %s in %s", paint(ap ? GREEN : YELLOW), ap, paint(PLAIN),
	       ap == 1 ? "channel" : "channels", name);
	if (radar)
		printf(", and %zu that need radar detection", radar);
}

static void show_code(const struct radio *radio, bool log_read)
{
	char *words;

	label("EEPROM code");
	if (radio->code_known) {
		words = stock_words(radio->code);
		puts(words);
		free(words);
	} else {
		puts(log_read ? "unknown: the kernel log no longer has it" :
				"unknown: the kernel log is for root");
	}
}

static void show_radio(const struct radio *radio, const struct radios *radios)
{
	const struct channels *channels = &radio->wiphy.channels;

	printf("\n%s%s%s: %s%s%s\n", paint(BOLD), radio->wiphy.name,
	       paint(PLAIN), radio->driver ? radio->driver : "no driver known",
	       radio->bus_id ? ", " : "", radio->bus_id ? radio->bus_id : "");
	show_code(radio, radios->log_read);
	label("rules");
	if (!radio_follows_user(radio))
		printf("%sthe EEPROM's%s\n", paint(YELLOW), paint(PLAIN));
	else if (radios_country(radios))
		printf("%syours%s: %s\n", paint(GREEN), paint(PLAIN),
		       radios->alpha2);
	else
		printf("%syours%s, but no country is set\n", paint(YELLOW),
		       paint(PLAIN));
	label("access point");
	show_band(channels, BAND_2GHZ, "2.4 GHz");
	fputs("; ", stdout);
	show_band(channels, BAND_5GHZ, "5 GHz");
	putchar('\n');
}

static void show_others(const struct radios *radios)
{
	const struct radio *radio;
	size_t i;

	if (!radios->n_ath && !*root)
		puts("\nNo radio here has a driver that goes by ath.ko's rules.");
	for (i = 0; i < radios->n; i++) {
		radio = &radios->radio[i];
		if (radio->kind != KIND_ATH)
			printf("\n%s%s%s: %s, which this can't help\n",
			       paint(BOLD), radio->wiphy.name, paint(PLAIN),
			       radio->driver ? radio->driver :
					       "no driver known");
	}
}

static void show_status(const struct machine *machine,
			const struct radios *radios,
			const struct finding *worst)
{
	size_t i;

	show_machine(machine, radios);
	for (i = 0; i < radios->n; i++)
		if (radios->radio[i].kind == KIND_ATH)
			show_radio(&radios->radio[i], radios);
	show_others(radios);
	if (!worst)
		return;
	printf("\n%s%s%s\n", paint(worst->grade == GRADE_BAD ? RED : YELLOW),
	       worst->what, paint(PLAIN));
	if (worst->next)
		printf("next: %s\n", worst->next);
}

static void print_status(const struct machine *machine,
			 const struct radios *radios,
			 const struct findings *findings)
{
	cJSON *object = json_object(), *list = json_list();
	size_t i;

	for (i = 0; i < radios->n; i++)
		cJSON_AddItemToArray(list, json_radio(&radios->radio[i]));
	json_text(object, "version", PROGRAM_VERSION);
	json_put(object, "machine", json_machine(machine));
	json_text(object, "country", radios->alpha2);
	json_put(object, "radios", list);
	json_put(object, "findings", json_findings(findings));
	json_print(object);
}

static void show_doctor(const struct findings *findings)
{
	static const char *const marks[] = { "ok  ", "note", "BAD " };
	static const enum hue hues[] = { GREEN, YELLOW, RED };
	const struct finding *finding;
	size_t i;

	for (i = 0; i < findings->n; i++) {
		finding = &findings->finding[i];
		printf("%s%s%s  %s\n", paint(hues[finding->grade]),
		       marks[finding->grade], paint(PLAIN), finding->what);
		if (finding->next)
			printf("      next: %s\n", finding->next);
	}
}

static void print_doctor(const struct findings *findings)
{
	cJSON *object = json_object();

	json_put(object, "findings", json_findings(findings));
	json_print(object);
}

static int look(const struct call *call, bool doctor)
{
	const struct finding *worst;
	struct findings findings;
	struct machine machine;
	struct radios radios;
	int status;

	machine_read(&machine);
	radios_read(&radios);
	findings_read(&findings, &machine, &radios);
	worst = findings_worst(&findings);
	status = worst && worst->grade == GRADE_BAD;

	if (doctor && call->value[OPTION_JSON])
		print_doctor(&findings);
	else if (doctor)
		show_doctor(&findings);
	else if (call->value[OPTION_JSON])
		print_status(&machine, &radios, &findings);
	else
		show_status(&machine, &radios, worst);

	findings_free(&findings);
	radios_free(&radios);
	machine_free(&machine);
	return status;
}

/**
 * status_run() - the machine and its radios
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int status_run(const struct call *call)
{
	return look(call, false);
}

/**
 * doctor_run() - what is wrong, why, and what mends it
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int doctor_run(const struct call *call)
{
	return look(call, true);
}

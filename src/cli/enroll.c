// SPDX-License-Identifier: ISC
/*
 * enroll: leads through the enrolment of the key that DKMS signs with. It changes
 * nothing: the password is the user's, and the last word is given to a program
 * that runs before the kernel does, shim's MokManager.
 */

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "files.h"
#include "helper.h"
#include "json.h"
#include "machine.h"
#include "paint.h"
#include "signing.h"
#include "util.h"

/* What is in the way, from the first to be mended; the rest is enrolment's. */
enum obstacle {
	OBSTACLE_NONE,
	OBSTACLE_NOTHING_TO_DO,
	OBSTACLE_NO_EFI,
	OBSTACLE_HIDDEN,
	OBSTACLE_NO_KEY,
	OBSTACLE_NOT_DER,
	OBSTACLE_REVOKED,
	OBSTACLE_SIGNATURE,
	OBSTACLE_NO_MOKUTIL,
};

/**
 * struct enrolment - what is to be done
 * @machine: the machine
 * @obstacle: what is in the way
 * @next: what to type, or NULL; to be freed
 */
struct enrolment {
	struct machine machine;
	enum obstacle obstacle;
	char *next;
};

static enum obstacle find_obstacle(const struct signing *signing)
{
	bool enrolled = signing->key == KEY_ENROLLED;
	bool built_with_it = signing->signature == SIGNATURE_DKMS ||
			     signing->signature == SIGNATURE_UNKNOWN;

	if (signing->demand == DEMAND_NONE || (enrolled && built_with_it))
		return OBSTACLE_NOTHING_TO_DO;
	if (enrolled)
		return OBSTACLE_SIGNATURE;
	if (!signing->enrollable)
		return OBSTACLE_NO_EFI;
	if (signing->key == KEY_HIDDEN)
		return OBSTACLE_HIDDEN;
	if (signing->key == KEY_NONE)
		return OBSTACLE_NO_KEY;
	if (!signing->der)
		return OBSTACLE_NOT_DER;
	if (signing->key == KEY_REVOKED)
		return OBSTACLE_REVOKED;
	if (signing->key == KEY_UNKNOWN && !there_is("/usr/bin/mokutil"))
		return OBSTACLE_NO_MOKUTIL;

	return OBSTACLE_NONE;
}

static char *copy(const char *line)
{
	return line ? xstrdup(line) : NULL;
}

static char *find_next(const struct enrolment *enrolment)
{
	const struct signing *signing = &enrolment->machine.signing;
	const struct kernel *ours = machine_ours(&enrolment->machine);

	switch (enrolment->obstacle) {
	case OBSTACLE_NONE:
		if (signing->key == KEY_PENDING)
			return xstrdup("sudo reboot");
		return xasprintf("sudo mokutil --import %s",
				 signing->certificate);
	case OBSTACLE_HIDDEN:
		return xstrdup("sudo " PROGRAM " enroll");
	case OBSTACLE_NO_KEY:
	case OBSTACLE_SIGNATURE:
		return copy(
			advise("next_rebuild", ours ? ours->release : NULL));
	case OBSTACLE_NOT_DER:
		return xasprintf(
			"openssl x509 -in %s -outform DER -out mok.der && sudo mokutil --import mok.der",
			signing->certificate);
	case OBSTACLE_NO_MOKUTIL:
		return copy(advise("next_tools", "mokutil"));
	default:
		return NULL;
	}
}

/* Why there is nothing to be done, in words of the case at hand. */
static void show_nothing(const struct signing *signing)
{
	if (signing->demand != DEMAND_NONE)
		printf("Nothing to do: %s, and the kernel knows the key, %s.\n",
		       demand_words(signing->demand), signing->certificate);
	else if (signing->secure_boot == SECURE_BOOT_NONE)
		puts("Not needed: there is no Secure Boot here, no lockdown, no module.sig_enforce.");
	else if (signing->secure_boot == SECURE_BOOT_OFF)
		puts("Not needed: Secure Boot is off, and this kernel takes modules whoever has signed them.");
	else if (signing->unchecked)
		puts("Not needed: Secure Boot is on, but shim has been told to validate nothing (MokSBStateRT).");
	else
		puts("Not needed: Secure Boot is on, but this kernel takes modules whoever has signed them.");
}

static void show_obstacle(const struct enrolment *enrolment)
{
	const struct signing *signing = &enrolment->machine.signing;
	const struct kernel *ours = machine_ours(&enrolment->machine);

	switch (enrolment->obstacle) {
	case OBSTACLE_NO_EFI:
		printf("No key can be enrolled: this machine was not booted by EFI. Boot without %s.\n",
		       signing->demand == DEMAND_SIG_ENFORCE ?
			       "module.sig_enforce=1" :
			       "lockdown=");
		break;
	case OBSTACLE_HIDDEN:
		printf("The certificate, %s, is for root to read.\n",
		       signing->certificate);
		break;
	case OBSTACLE_NO_KEY:
		printf("DKMS has no key yet: %s is not there. It makes one when it builds.\n",
		       signing->certificate);
		break;
	case OBSTACLE_NOT_DER:
		printf("mokutil takes certificates in DER, %s is none.\n",
		       signing->certificate);
		break;
	case OBSTACLE_REVOKED:
		printf("The key, %s, is revoked on this machine, for good. DKMS needs another one: mok_signing_key and mok_certificate in /etc/dkms/framework.conf.\n",
		       signing->certificate);
		break;
	case OBSTACLE_SIGNATURE:
		if (signing->signature == SIGNATURE_NONE)
			printf("The kernel knows the key, %s, but our module for %s is not signed: it has to be built again.\n",
			       signing->certificate, ours->release);
		else
			printf("The kernel knows the key, %s, but our module for %s is signed by another, %s: it has to be built again.\n",
			       signing->certificate, ours->release,
			       ours->sig_key);
		break;
	case OBSTACLE_NO_MOKUTIL:
		puts("mokutil, which asks for the enrolment, is missing.");
		break;
	default:
		break;
	}
}

static void show_facts(const struct machine *machine)
{
	static const char *const signatures[] = {
		[SIGNATURE_UNKNOWN] = "not known",
		[SIGNATURE_NONE] = "not signed: build it again",
		[SIGNATURE_OTHER] = "signed by another key: build it again",
		[SIGNATURE_DKMS] = "signed by that key",
	};
	const struct signing *signing = &machine->signing;
	const struct kernel *ours = machine_ours(machine);

	printf("%s: a module is loaded only if the kernel knows the key that has signed it.\n\n",
	       demand_words(signing->demand));
	printf("  %-14s %s\n", "DKMS's key", signing->certificate);
	if (ours)
		printf("  %-14s %s, for %s\n", "our ath.ko",
		       signatures[signing->signature], ours->release);
	printf("  %-14s %s\n\n", "the kernel",
	       signing->key == KEY_PENDING ?
		       "does not know it, but has been asked to" :
		       "does not know it");
}

static void show_step(unsigned int *n, const char *what, const char *detail)
{
	printf("%u. %s%s%s\n   %s\n", ++*n, paint(BOLD), what, paint(PLAIN),
	       detail);
}

static void show_steps(const struct enrolment *enrolment)
{
	const struct signing *signing = &enrolment->machine.signing;
	char *check;
	unsigned int n = 0;

	if (signing->key == KEY_UNKNOWN)
		show_step(
			&n, enrolment->next,
			"It asks for a password, twice: any, for a single use at the next boot.");
	show_step(
		&n, "sudo reboot",
		"Before the system starts a blue screen comes up; press a key within ten seconds.");
	show_step(
		&n, "Enroll MOK, Continue, Yes, the password, Reboot",
		"That is what it asks. The keyboard is a US one there. If the screen was missed, begin again.");
	check = xasprintf("mokutil --test-key %s", signing->certificate);
	show_step(&n, check,
		  "says afterwards that it is enrolled, and " PROGRAM
		  " that our modules are in place.");
	free(check);
}

static void print_json(const struct enrolment *enrolment)
{
	static const char *const signatures[] = {
		[SIGNATURE_UNKNOWN] = NULL,
		[SIGNATURE_NONE] = "none",
		[SIGNATURE_OTHER] = "other",
		[SIGNATURE_DKMS] = "dkms",
	};
	const struct signing *signing = &enrolment->machine.signing;
	const struct kernel *ours = machine_ours(&enrolment->machine);
	cJSON *object = json_object();

	json_text(object, "demand", demand_name(signing->demand));
	json_text(object, "certificate", signing->certificate);
	json_text(object, "key", signing_key_name(signing->key));
	json_text(object, "signature", signatures[signing->signature]);
	json_text(object, "signer", ours ? ours->signer : NULL);
	json_bool(object, "needed",
		  enrolment->obstacle != OBSTACLE_NOTHING_TO_DO);
	json_bool(object, "possible", enrolment->obstacle == OBSTACLE_NONE);
	json_text(object, "next", enrolment->next);
	json_print(object);
}

/**
 * enroll_run() - what there is to do that the kernel takes our modules
 * @call: what the user has typed
 *
 * Return: the exit status.
 */
int enroll_run(const struct call *call)
{
	struct enrolment enrolment;

	machine_read(&enrolment.machine);
	enrolment.obstacle = find_obstacle(&enrolment.machine.signing);
	enrolment.next = find_next(&enrolment);

	if (call->value[OPTION_JSON]) {
		print_json(&enrolment);
	} else if (enrolment.obstacle == OBSTACLE_NOTHING_TO_DO) {
		show_nothing(&enrolment.machine.signing);
	} else if (enrolment.obstacle == OBSTACLE_NONE) {
		show_facts(&enrolment.machine);
		show_steps(&enrolment);
	} else {
		show_obstacle(&enrolment);
		if (enrolment.next)
			printf("next: %s\n", enrolment.next);
	}
	free(enrolment.next);
	machine_free(&enrolment.machine);

	return enrolment.obstacle == OBSTACLE_NOTHING_TO_DO ? 0 : 1;
}

// SPDX-License-Identifier: ISC

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "finding.h"
#include "json.h"
#include "machine.h"
#include "radios.h"
#include "signing.h"
#include "state.h"
#include "util.h"

static cJSON *checked(cJSON *item)
{
	if (!item)
		exit(complain(NULL, "out of memory"));

	return item;
}

/**
 * json_object() - an empty object
 *
 * Return: the object.
 */
cJSON *json_object(void)
{
	return checked(cJSON_CreateObject());
}

/**
 * json_list() - an empty list
 *
 * Return: the list.
 */
cJSON *json_list(void)
{
	return checked(cJSON_CreateArray());
}

/**
 * json_put() - put something into an object
 * @object: the object
 * @name: under which name
 * @item: what; the object's from now on
 */
void json_put(cJSON *object, const char *name, cJSON *item)
{
	cJSON_AddItemToObject(object, name, checked(item));
}

/**
 * json_text() - put a text into an object
 * @object: the object
 * @name: under which name
 * @text: the text, or NULL for null; what is not ASCII becomes '?'
 */
void json_text(cJSON *object, const char *name, const char *text)
{
	char *copy = text ? printable(xstrdup(text)) : NULL;

	json_put(object, name,
		 copy ? cJSON_CreateString(copy) : cJSON_CreateNull());
	free(copy);
}

/**
 * json_bool() - put true or false into an object
 * @object: the object
 * @name: under which name
 * @value: which
 */
void json_bool(cJSON *object, const char *name, bool value)
{
	json_put(object, name, cJSON_CreateBool(value));
}

/**
 * json_number() - put a number into an object
 * @object: the object
 * @name: under which name
 * @value: the number
 */
void json_number(cJSON *object, const char *name, double value)
{
	json_put(object, name, cJSON_CreateNumber(value));
}

static cJSON *kernel_json(const struct kernel *kernel)
{
	const struct state *state = &kernel->state;
	cJSON *object;

	if (!kernel->release)
		return cJSON_CreateNull();

	object = json_object();
	json_text(object, "release", kernel->release);
	json_text(object, "ath", whose_name(kernel->whose));
	json_text(object, "path", kernel->path);
	json_text(object, "version", kernel->version);
	json_text(object, "verdict", verdict_name(state->verdict));
	json_text(object, "reason", state->reason);
	json_text(object, "next", state->next);
	json_text(object, "source", state->source);
	json_text(object, "provider", state->provider);
	json_put(object, "exact",
		 state->exact ? cJSON_CreateBool(!strcmp(state->exact, "yes")) :
				cJSON_CreateNull());
	json_text(object, "proven", state->proven);

	return object;
}

/**
 * json_machine() - the machine
 * @machine: the machine
 *
 * Return: an object.
 */
cJSON *json_machine(const struct machine *machine)
{
	static const char *const secure_boot[] = {
		[SECURE_BOOT_NONE] = "none",
		[SECURE_BOOT_OFF] = "off",
		[SECURE_BOOT_ON] = "on",
	};
	const struct signing *signing = &machine->signing;
	cJSON *object = json_object(), *part;

	json_put(object, "running", kernel_json(&machine->running));
	json_put(object, "newest", kernel_json(&machine->newest));
	part = json_object();
	json_text(part, "ath", whose_name(machine->loaded));
	json_text(part, "version", machine->loaded_version);
	json_text(part, "user_regd", machine->user_regd);
	json_text(part, "relax_default", machine->relax_default);
	json_put(object, "loaded", part);
	part = json_object();
	json_text(part, "user_regd", machine->set_user_regd);
	json_text(part, "relax_default", machine->set_relax_default);
	json_put(object, "configured", part);
	json_text(object, "secure_boot", secure_boot[signing->secure_boot]);
	json_text(object, "signing_key", signing_key_name(signing->key));

	return object;
}

static cJSON *counts_json(const struct channels *channels, enum band band)
{
	cJSON *object = json_object();
	enum use use;

	for (use = 0; use < N_USES; use++)
		json_number(object, use_name(use),
			    (double)channels_count(channels, band, use));

	return object;
}

/**
 * json_radio() - a radio, without its channels
 * @radio: the radio
 *
 * Return: an object.
 */
cJSON *json_radio(const struct radio *radio)
{
	cJSON *object = json_object(), *counts = json_object();
	char *code = NULL;

	if (radio->code_known)
		code = xasprintf("0x%04x", radio->code);
	json_text(object, "phy", radio->wiphy.name);
	json_text(object, "driver", radio->driver);
	json_text(object, "bus_id", radio->bus_id);
	json_bool(object, "atheros", radio->kind == KIND_ATH);
	json_text(object, "eeprom_code", code);
	json_bool(object, "follows_user",
		  radio->kind == KIND_ATH && radio_follows_user(radio));
	json_text(object, "own_domain",
		  radio->wiphy.alpha2[0] ? radio->wiphy.alpha2 : NULL);
	json_put(counts, "2.4", counts_json(&radio->wiphy.channels, BAND_2GHZ));
	json_put(counts, "5", counts_json(&radio->wiphy.channels, BAND_5GHZ));
	json_put(object, "channels", counts);
	free(code);

	return object;
}

/**
 * json_channels() - channels
 * @channels: the channels
 *
 * Return: a list.
 */
cJSON *json_channels(const struct channels *channels)
{
	cJSON *list = json_list(), *object;
	const struct channel *channel;
	size_t i;

	for (i = 0; i < channels->n; i++) {
		channel = &channels->channel[i];
		object = json_object();
		json_number(object, "channel", channel_number(channel->freq));
		json_number(object, "freq", channel->freq);
		json_text(object, "use", use_name(channel_use(channel)));
		if (channel_use(channel) != USE_NONE) {
			json_number(object, "dbm", channel->power);
			json_number(object, "width",
				    channel_width(channels, i));
			json_bool(object, "radar",
				  channel->flags & CHANNEL_RADAR);
			json_bool(object, "indoor",
				  channel->flags & CHANNEL_INDOOR);
		}
		cJSON_AddItemToArray(list, object);
	}

	return list;
}

/**
 * json_findings() - what there is to say
 * @findings: all of it
 *
 * Return: a list.
 */
cJSON *json_findings(const struct findings *findings)
{
	cJSON *list = json_list(), *object;
	size_t i;

	for (i = 0; i < findings->n; i++) {
		object = json_object();
		json_text(object, "grade",
			  grade_name(findings->finding[i].grade));
		json_text(object, "what", findings->finding[i].what);
		json_text(object, "next", findings->finding[i].next);
		cJSON_AddItemToArray(list, object);
	}

	return list;
}

/**
 * json_print() - print an object, and forget it
 * @object: the object
 */
void json_print(cJSON *object)
{
	char *text = cJSON_Print(object);

	if (!text)
		exit(complain(NULL, "out of memory"));
	puts(text);
	free(text);
	cJSON_Delete(object);
}

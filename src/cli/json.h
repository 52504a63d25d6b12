/* SPDX-License-Identifier: ISC */
/* What the commands print for programs; the names are documented, and stay. */

#ifndef JSON_H
#define JSON_H

#include <cjson/cJSON.h>

#include "finding.h"
#include "machine.h"
#include "radios.h"

cJSON *json_object(void);
cJSON *json_list(void);
void json_text(cJSON *object, const char *name, const char *text);
void json_bool(cJSON *object, const char *name, bool value);
void json_number(cJSON *object, const char *name, double value);
void json_put(cJSON *object, const char *name, cJSON *item);
cJSON *json_machine(const struct machine *machine);
cJSON *json_radio(const struct radio *radio);
cJSON *json_channels(const struct channels *channels);
cJSON *json_findings(const struct findings *findings);
void json_print(cJSON *object);

#endif /* JSON_H */

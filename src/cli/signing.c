// SPDX-License-Identifier: ISC
/*
 * Under Secure Boot the distributions' kernels lock themselves down, and take
 * modules alone that are signed by a key which they, the firmware (db) or shim
 * (MokList) know. DKMS signs with a key of this machine's own.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "machine.h"
#include "signing.h"
#include "util.h"

#define EFIVARS "/sys/firmware/efi/efivars"
#define GLOBAL_GUID "8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define SHIM_GUID "605dab50-e046-4300-abb6-3dd810dd8b23"
#define SECURITY_GUID "d719b2cb-3d3a-4596-a3bc-dad00e67656f"
/* The firmware's variables begin with four bytes of attributes. */
#define EFIVAR_DATA 4
#define EFIVAR_NON_VOLATILE 1
/* The serial number is the third thing in a certificate. */
#define SERIAL_WITHIN 64
#define SERIAL_MAX 32

#define DKMS_CONF "/etc/dkms/framework.conf"
#define DKMS_CERTIFICATE "/var/lib/dkms/mok.pub"
#define UBUNTU_CERTIFICATE "/var/lib/shim-signed/mok/MOK.der"

/* A variable of one byte: that, or -1; its attributes. */
static int efi_byte(const char *path, unsigned int *attributes)
{
	size_t len = 0;
	char *text = read_file(path, &len);
	int value = -1;

	if (text && len > EFIVAR_DATA) {
		*attributes = (unsigned char)text[0];
		value = (unsigned char)text[EFIVAR_DATA];
	}
	free(text);

	return value;
}

static void read_secure_boot(struct signing *signing)
{
	unsigned int attributes = 0;
	int on = efi_byte(EFIVARS "/SecureBoot-" GLOBAL_GUID, &attributes);

	if (on >= 0)
		signing->secure_boot = on ? SECURE_BOOT_ON : SECURE_BOOT_OFF;
	/* shim's own is gone after a boot; another one is somebody's, as in the kernel */
	signing->unchecked = efi_byte(EFIVARS "/MokSBStateRT-" SHIM_GUID,
				      &attributes) == 1 &&
			     !(attributes & EFIVAR_NON_VOLATILE);
	signing->enrollable = there_is("/sys/firmware/efi");
}

/* The kernel's own word counts; where it can't be had, what it would go by. */
static enum demand read_demand(const struct signing *signing)
{
	char *enforce = read_line("/sys/module/module/parameters/sig_enforce");
	char *lockdown = read_line("/sys/kernel/security/lockdown");
	enum demand demand = DEMAND_NONE;
	bool on = signing->secure_boot == SECURE_BOOT_ON && !signing->unchecked;

	if (lockdown && !strstr(lockdown, "[none]"))
		demand = on ? DEMAND_SECURE_BOOT : DEMAND_LOCKDOWN;
	else if (enforce && *enforce == 'Y')
		demand = on ? DEMAND_SECURE_BOOT : DEMAND_SIG_ENFORCE;
	else if (on && !(lockdown && enforce))
		demand = DEMAND_SECURE_BOOT;
	free(enforce);
	free(lockdown);

	return demand;
}

/**
 * conf_value() - a variable in a file that a shell sources
 * @text: the file
 * @name: the variable
 *
 * Return: what the last line that sets it has, without quotes, to be freed, or
 * NULL; what a shell would work out is left as it stands.
 */
char *conf_value(const char *text, const char *name)
{
	size_t len = strlen(name);
	char *value = NULL;
	const char *end;
	bool quoted;

	for (; *text; text += *text == '\n') {
		text += strspn(text, " \t");
		if (!strncmp(text, name, len) && text[len] == '=') {
			text += len + 1;
			quoted = *text == '"' || *text == '\'';
			end = quoted ? strchr(text + 1, *text) : NULL;
			text += quoted;
			if (!end)
				end = text + strcspn(text, " \t\r\n#;");
			free(value);
			value = xasprintf("%.*s", (int)(end - text), text);
		}
		text += strcspn(text, "\n");
	}
	if (value && !*value) {
		free(value);
		value = NULL;
	}

	return value;
}

static void take_conf(const char *path, const char *name, char **value)
{
	char *text = read_file(path, NULL);
	char *found = text ? conf_value(text, name) : NULL;

	free(text);
	if (!found)
		return;
	free(*value);
	*value = found;
}

/* DKMS reads them in this order; the last word counts. */
static char *dkms_conf(const char *name)
{
	struct folder folder;
	char *value = NULL, *path;
	const char *ending;
	size_t i;

	take_conf(DKMS_CONF, name, &value);
	folder_read(&folder, DKMS_CONF ".d");
	for (i = 0; i < folder.n; i++) {
		ending = strrchr(folder.entry[i]->d_name, '.');
		if (!ending || strcmp(ending, ".conf") != 0)
			continue;
		path = xasprintf(DKMS_CONF ".d/%s", folder.entry[i]->d_name);
		take_conf(path, name, &value);
		free(path);
	}
	folder_free(&folder);

	return value;
}

static bool is_ubuntu(void)
{
	char *text = read_file("/etc/os-release", NULL), *id, *like;
	bool is;

	if (!text)
		return false;
	id = conf_value(text, "ID");
	like = conf_value(text, "ID_LIKE");
	is = (id && !strcmp(id, "ubuntu")) || (like && strstr(like, "ubuntu"));
	free(like);
	free(id);
	free(text);

	return is;
}

static char *certificate_path(void)
{
	char *key = dkms_conf("mok_signing_key");
	char *certificate = dkms_conf("mok_certificate");

	if (!key && is_ubuntu() && there_is(UBUNTU_CERTIFICATE)) {
		free(certificate);
		certificate = xstrdup(UBUNTU_CERTIFICATE);
	}
	free(key);

	return certificate ? certificate : xstrdup(DKMS_CERTIFICATE);
}

/**
 * has_serial() - is a module signed with the key of this certificate?
 * @certificate: the certificate, DER
 * @len: its length
 * @sig_key: what modinfo calls so: the serial number, such as "0A:1B"
 *
 * Return: whether that is its serial number.
 */
bool has_serial(const char *certificate, size_t len, const char *sig_key)
{
	/* as DER has it: an integer, its length, and its bytes, positive */
	unsigned char der[SERIAL_MAX + 3] = { 2 };
	unsigned long byte;
	size_t n = 2;
	char *end;

	if (len > SERIAL_WITHIN)
		len = SERIAL_WITHIN;
	while (*sig_key && n < SERIAL_MAX) {
		byte = strtoul(sig_key, &end, 16);
		if (end == sig_key) {
			sig_key++;
			continue;
		}
		if (n == 2 && byte >= 0x80)
			der[n++] = 0;
		der[n++] = (unsigned char)byte;
		sig_key = end;
	}
	der[1] = (unsigned char)(n - 2);

	return n > 2 && memmem(certificate, len, der, n);
}

static bool is_listed(const char *const paths[], const char *key, size_t len)
{
	bool found = false;
	size_t list_len;
	char *list;

	for (; *paths && !found; paths++) {
		list = read_file(*paths, &list_len);
		found = list && memmem(list, list_len, key, len);
		free(list);
	}

	return found;
}

static enum signing_key look_up(const char *key, size_t len)
{
	static const char *const revoked[] = {
		EFIVARS "/MokListXRT-" SHIM_GUID,
		EFIVARS "/dbx-" SECURITY_GUID,
		NULL,
	};
	static const char *const known[] = {
		"/sys/firmware/efi/mok-variables/MokListRT",
		EFIVARS "/MokListRT-" SHIM_GUID,
		EFIVARS "/db-" SECURITY_GUID,
		NULL,
	};
	static const char *const asked[] = {
		EFIVARS "/MokNew-" SHIM_GUID,
		NULL,
	};

	if (is_listed(revoked, key, len))
		return KEY_REVOKED;
	if (is_listed(known, key, len))
		return KEY_ENROLLED;

	return is_listed(asked, key, len) ? KEY_PENDING : KEY_UNKNOWN;
}

/**
 * signing_read() - look at all of it
 * @signing: is given it, to be freed
 * @ours: a kernel that has our module, or NULL
 */
void signing_read(struct signing *signing, const struct kernel *ours)
{
	const char *sig_key = ours ? ours->sig_key : NULL;
	size_t len = 0;
	char *key;

	memset(signing, 0, sizeof(*signing));
	read_secure_boot(signing);
	signing->demand = read_demand(signing);
	signing->certificate = certificate_path();
	key = read_file(signing->certificate, &len);
	if (!key && errno == EACCES) {
		signing->key = KEY_HIDDEN;
	} else if (key && len) {
		/* a long sequence */
		signing->der = key[0] == '\x30';
		signing->key = look_up(key, len);
	}
	if (ours && !ours->sig_id)
		signing->signature = SIGNATURE_NONE;
	else if (sig_key && *sig_key && signing->der)
		signing->signature = has_serial(key, len, sig_key) ?
					     SIGNATURE_DKMS :
					     SIGNATURE_OTHER;
	free(key);
}

/**
 * signing_free() - forget it
 * @signing: as signing_read() has left it
 */
void signing_free(struct signing *signing)
{
	free(signing->certificate);
}

/**
 * demand_words() - why the kernel asks for signatures
 * @demand: why
 *
 * Return: the words.
 */
const char *demand_words(enum demand demand)
{
	static const char *const words[] = {
		[DEMAND_NONE] = "the kernel takes modules without a signature",
		[DEMAND_SECURE_BOOT] = "Secure Boot is on",
		[DEMAND_LOCKDOWN] = "the kernel is locked down",
		[DEMAND_SIG_ENFORCE] = "module.sig_enforce is on",
	};

	return words[demand];
}

/**
 * demand_name() - as JSON has it
 * @demand: why
 *
 * Return: the name, NULL for DEMAND_NONE.
 */
const char *demand_name(enum demand demand)
{
	static const char *const names[] = {
		[DEMAND_NONE] = NULL,
		[DEMAND_SECURE_BOOT] = "secure-boot",
		[DEMAND_LOCKDOWN] = "lockdown",
		[DEMAND_SIG_ENFORCE] = "sig-enforce",
	};

	return names[demand];
}

/**
 * signing_key_name() - as JSON has it
 * @key: what is known of the key
 *
 * Return: the name.
 */
const char *signing_key_name(enum signing_key key)
{
	static const char *const names[] = {
		[KEY_NONE] = "none",	     [KEY_HIDDEN] = "hidden",
		[KEY_UNKNOWN] = "unknown",   [KEY_PENDING] = "pending",
		[KEY_ENROLLED] = "enrolled", [KEY_REVOKED] = "revoked",
	};

	return names[key];
}

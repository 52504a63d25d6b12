/* SPDX-License-Identifier: ISC */
/* Whether this kernel asks for signatures, and what it knows of DKMS's key. */

#ifndef SIGNING_H
#define SIGNING_H

#include <stdbool.h>
#include <stddef.h>

struct kernel;

enum secure_boot {
	SECURE_BOOT_NONE,
	SECURE_BOOT_OFF,
	SECURE_BOOT_ON,
};

/* Why the kernel refuses modules whose signature it can't verify. */
enum demand {
	DEMAND_NONE,
	DEMAND_SECURE_BOOT,
	DEMAND_LOCKDOWN,
	DEMAND_SIG_ENFORCE,
};

/* What the firmware and shim, and so the kernel, know of DKMS's key; it may be root's to read. */
enum signing_key {
	KEY_NONE,
	KEY_HIDDEN,
	KEY_UNKNOWN,
	KEY_PENDING,
	KEY_ENROLLED,
	KEY_REVOKED,
};

/* What our module is signed with; unknown where there is none, or nobody tells. */
enum signature {
	SIGNATURE_UNKNOWN,
	SIGNATURE_NONE,
	SIGNATURE_OTHER,
	SIGNATURE_DKMS,
};

/**
 * struct signing - all of it
 * @secure_boot: what the firmware says
 * @unchecked: shim has been told to validate nothing
 * @demand: why the kernel asks for signatures
 * @certificate: of the key that DKMS signs with, its path below --root
 * @der: whether that file is of the form that mokutil takes
 * @key: what is known of that key
 * @signature: what our module is signed with
 * @enrollable: whether there is an EFI to enrol a key in
 */
struct signing {
	enum secure_boot secure_boot;
	bool unchecked;
	enum demand demand;
	char *certificate;
	bool der;
	enum signing_key key;
	enum signature signature;
	bool enrollable;
};

void signing_read(struct signing *signing, const struct kernel *ours);
void signing_free(struct signing *signing);
char *conf_value(const char *text, const char *name);
bool has_serial(const char *certificate, size_t len, const char *sig_key);
const char *demand_words(enum demand demand);
const char *demand_name(enum demand demand);
const char *signing_key_name(enum signing_key key);

#endif /* SIGNING_H */

/* SPDX-License-Identifier: ISC */
/* The kernel, its modules, and what is written down for them. */

#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stddef.h>

#include "signing.h"
#include "state.h"

/* Whose ath.ko it is. Ours says what it was built for; stock's lies in kernel/. */
enum whose {
	WHOSE_NONE,
	WHOSE_BUILTIN,
	WHOSE_STOCK,
	WHOSE_OTHER,
	WHOSE_OURS,
};

/**
 * struct kernel - an installed kernel
 * @release: as uname -r has it
 * @whose: the ath.ko that modprobe takes for it
 * @path: where that is, or NULL
 * @version: of ours, or NULL
 * @built_for: the kernel that ours is for, "PACKAGE VERSION", or NULL
 * @sig_id: the kind of signature that ours has, or NULL
 * @sig_key: the serial number of the key that has signed it, "" or NULL
 * @signer: whose that is, "" or NULL
 * @state: what is written down of it; source, provider, exact and proven are
 *	the module's where that is ours
 */
struct kernel {
	char *release;
	enum whose whose;
	char *path;
	char *version;
	char *built_for;
	char *sig_id, *sig_key, *signer;
	struct state state;
};

/**
 * struct machine - all of it
 * @running: the running kernel
 * @newest: the newest that is installed; empty when that is the same
 * @loaded: whose ath.ko is loaded
 * @loaded_version: of ours, or NULL
 * @user_regd: the parameter of the module that is loaded, or NULL
 * @relax_default: the parameter of the module that is loaded, or NULL
 * @set_user_regd: what modprobe.d sets for the next load, or NULL
 * @set_relax_default: what modprobe.d sets for the next load, or NULL
 * @signing: whether the kernel asks for signatures, and knows the key of ours
 */
struct machine {
	struct kernel running, newest;
	enum whose loaded;
	char *loaded_version;
	char *user_regd, *relax_default;
	char *set_user_regd, *set_relax_default;
	struct signing signing;
};

void machine_read(struct machine *machine);
void machine_free(struct machine *machine);
const struct kernel *machine_ours(const struct machine *machine);
void kernel_read(struct kernel *kernel, const char *release);
void kernel_free(struct kernel *kernel);
char *running_release(void);
const char *whose_name(enum whose whose);
bool value_is_on(const char *value);
bool value_is_country(const char *value);

#endif /* MACHINE_H */

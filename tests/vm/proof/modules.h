/* SPDX-License-Identifier: ISC */
/* The guest's kernel modules. */

#ifndef MODULES_H
#define MODULES_H

enum whose_ath {
	ATH_STOCK,
	ATH_OURS,
	ATH_PEER,
};

void fresh_cfg80211(void);
void load_ath(enum whose_ath whose, const char *params);
void load_peer(const char *name);
void load_hwsim(void);
void unload_ath(void);
void load_test(const char *name);
void unload(const char *name);

#endif /* MODULES_H */

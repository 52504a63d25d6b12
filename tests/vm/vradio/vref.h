/* SPDX-License-Identifier: ISC */
/* Virtual radios: all regulation and no air. */

#ifndef VREF_H
#define VREF_H

#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/seq_file.h>
#include <net/cfg80211.h>

#include "channel.h"

#define VREF_NAME_LEN 16

/* those of "add" that its kind gets to see, and a NULL */
#define VREF_N_WORDS 4

struct vref_radio;

/**
 * struct vref_body - what a radio is made of: how its wiphy comes and goes
 *
 * @alloc: makes the radio, zeroed, with a wiphy of its own
 * @add: registers the wiphy and an interface, undoes both when it fails
 * @del: the other way round
 * @free: frees wiphy and radio
 */
struct vref_body {
	struct vref_radio *(*alloc)(void);
	int (*add)(struct vref_radio *radio);
	void (*del)(struct vref_radio *radio);
	void (*free)(struct vref_radio *radio);
};

/**
 * struct vref_kind - a kind of radio, and what its driver would do
 *
 * @owner: the module of the kind
 * @style: the second of the words that an "add" of this kind is told by; NULL:
 *	any that no other kind has
 * @body: what its radios are made of; NULL: &vref_bare
 * @prepare: called before the wiphy is registered, sets its rules up; @words are
 *	what followed the radio's name in the "add" command, NULL behind the last
 * @registered: called after the wiphy is registered, sends the driver's hint
 * @release: called when the wiphy is gone, frees &vref_radio.priv
 * @regd_show: prints the driver's regulatory state
 *
 * Every member but @owner may be NULL.
 */
struct vref_kind {
	struct module *owner;
	const char *style;
	const struct vref_body *body;
	int (*prepare)(struct vref_radio *radio, char **words);
	void (*registered)(struct vref_radio *radio);
	void (*release)(struct vref_radio *radio);
	void (*regd_show)(struct vref_radio *radio, struct seq_file *s);
};

/**
 * struct vref_radio - one virtual radio
 *
 * @list: in the list of all radios
 * @kind: what it is
 * @body: what it is made of
 * @priv: the kind's own data
 * @name: the name given by "add", also of its debugfs directory
 * @wiphy: the radio as cfg80211 sees it
 * @dir: its debugfs directory
 * @bands: 2.4 and 5 GHz
 * @chan_2ghz: channels 1 to 14
 * @chan_5ghz: channels 36 to 64, 100 to 144, 149 to 165
 * @wdev: of a bare radio, its only interface
 * @ndev: the network device of @wdev, never brought up; NULL until it is needed
 * @connected: joined to an access point that does not exist
 *
 * A bare radio's wiphy_priv() is this struct.
 */
struct vref_radio {
	struct list_head list;
	const struct vref_kind *kind;
	const struct vref_body *body;
	void *priv;
	char name[VREF_NAME_LEN];
	struct wiphy *wiphy;
	struct dentry *dir;
	struct ieee80211_supported_band bands[2];
	struct ieee80211_channel chan_2ghz[VREF_N_2GHZ];
	struct ieee80211_channel chan_5ghz[VREF_N_5GHZ];
	struct wireless_dev wdev;
	struct net_device *ndev;
	bool connected;
};

/* radio.c */
struct vref_radio *vref_radio_find(const char *name);
int vref_radio_add(struct dentry *root, const struct vref_kind *kind,
		   const char *name, char **words);
void vref_radio_del(struct vref_radio *radio);
void vref_radio_del_kind(const struct vref_kind *kind);

/* bare.c */
extern const struct vref_body vref_bare;
int vref_bare_netdev(struct vref_radio *radio);

/* connect.c */
int vref_beacon(struct vref_radio *radio, unsigned int freq);
int vref_connect(struct vref_radio *radio, const char *alpha2);
void vref_disconnect(struct vref_radio *radio);
int vref_op_disconnect(struct wiphy *wiphy, struct net_device *ndev,
		       u16 reason);

/* settle.c */
void vref_settle(void);
int vref_settle_init(void);
void vref_settle_exit(void);

/* ctl.c, for the other test modules */
int vref_register_kind(const struct vref_kind *kind);
void vref_unregister_kind(const struct vref_kind *kind);

#endif /* VREF_H */

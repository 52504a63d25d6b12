/* SPDX-License-Identifier: ISC */
/* Virtual radios: bare cfg80211 wiphys, all regulation and no air. */

#ifndef VREF_H
#define VREF_H

#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/seq_file.h>
#include <net/cfg80211.h>

#define VREF_NAME_LEN 16
#define VREF_N_2GHZ 14
#define VREF_N_5GHZ 25

struct vref_radio;

/**
 * struct vref_kind - a kind of radio, and what its driver would do
 *
 * @owner: the module of the kind
 * @prepare: called before the wiphy is registered, sets its rules up; @args is
 *	what followed the radio's name in the "add" command, or NULL
 * @registered: called after the wiphy is registered, sends the driver's hint
 * @release: called when the wiphy is gone, frees &vref_radio.priv
 * @regd_show: prints the driver's regulatory state
 *
 * Every member but @owner may be NULL.
 */
struct vref_kind {
	struct module *owner;
	int (*prepare)(struct vref_radio *radio, char *args);
	void (*registered)(struct vref_radio *radio);
	void (*release)(struct vref_radio *radio);
	void (*regd_show)(struct vref_radio *radio, struct seq_file *s);
};

/**
 * struct vref_radio - one virtual radio
 *
 * @list: in the list of all radios
 * @kind: what it is
 * @priv: the kind's own data
 * @name: the name given by "add", also of its debugfs directory
 * @wiphy: the radio as cfg80211 sees it; wiphy_priv() is this struct
 * @wdev: its only interface
 * @ndev: the network device of @wdev, never brought up
 * @dir: its debugfs directory
 * @bands: 2.4 and 5 GHz
 * @chan_2ghz: channels 1 to 14
 * @chan_5ghz: channels 36 to 64, 100 to 144, 149 to 165
 * @connected: joined to an access point that does not exist
 */
struct vref_radio {
	struct list_head list;
	const struct vref_kind *kind;
	void *priv;
	char name[VREF_NAME_LEN];
	struct wiphy *wiphy;
	struct wireless_dev wdev;
	struct net_device *ndev;
	struct dentry *dir;
	struct ieee80211_supported_band bands[2];
	struct ieee80211_channel chan_2ghz[VREF_N_2GHZ];
	struct ieee80211_channel chan_5ghz[VREF_N_5GHZ];
	bool connected;
};

/* radio.c */
struct vref_radio *vref_radio_find(const char *name);
int vref_radio_add(struct dentry *root, const struct vref_kind *kind,
		   const char *name, char *args);
void vref_radio_del(struct vref_radio *radio);
void vref_radio_del_kind(const struct vref_kind *kind);

/* connect.c */
int vref_beacon(struct vref_radio *radio, unsigned int freq);
int vref_connect(struct vref_radio *radio, const char *alpha2);
void vref_disconnect(struct vref_radio *radio);
int vref_op_disconnect(struct wiphy *wiphy, struct net_device *ndev,
		       u16 reason);

/* settle.c */
void vref_settle(void);
void vref_settle_crda(void);

/* ctl.c, for the other test module */
int vref_register_kind(const struct vref_kind *kind);
void vref_unregister_kind(const struct vref_kind *kind);

#endif /* VREF_H */

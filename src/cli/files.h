/* SPDX-License-Identifier: ISC */
/* Files and folders of the system, which is the running one or that in --root. */

#ifndef FILES_H
#define FILES_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

/**
 * struct folder - what is in a folder, but for names that begin with a dot
 * @n: how many
 * @entry: they, by name
 */
struct folder {
	size_t n;
	struct dirent **entry;
};

extern const char *root;
bool root_open(const char *path);
int open_in_root(const char *path, int flags);
bool there_is(const char *path);
char *read_file(const char *path, size_t *len);
const char *why_unread(void);
char *read_line(const char *path);
char *link_name(const char *path);
void folder_read(struct folder *folder, const char *path);
void folder_free(struct folder *folder);

#endif /* FILES_H */

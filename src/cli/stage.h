/* SPDX-License-Identifier: ISC */
/*
 * Copies of files of the system in --root, for libraries and programs that open what
 * they are given by its path: in their hands a link there would lead out of it, and a
 * pipe would be waited for. Of the running system the files themselves.
 */

#ifndef STAGE_H
#define STAGE_H

char *stage_file(const char *path);
char *stage_folder(const char *path, const char *const names[]);

#endif /* STAGE_H */

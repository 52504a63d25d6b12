// SPDX-License-Identifier: ISC

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "files.h"
#include "util.h"

/* No file that is read here comes near it. */
#define FILE_MAX (16UL << 20)
#define FILE_STEP 8192
/* As many as the kernel follows. */
#define LINKS_MAX 40

/* What --root says, or "". */
const char *root = "";

/* What the link at @path points to, to be freed, or NULL when it is none. */
static char *link_target(const char *path)
{
	char target[PATH_MAX];
	ssize_t len = readlink(path, target, sizeof(target) - 1);

	if (len < 0)
		return NULL;
	target[len] = '\0';

	return xstrdup(target);
}

/* Goes from the folder @done into its @name; returns the new @done. */
static char *go_into(char *done, const char *name, size_t len)
{
	char *next;

	if (len == 2 && !memcmp(name, "..", 2)) {
		if (strlen(done) > strlen(root))
			*strrchr(done, '/') = '\0';
		return done;
	}
	next = xasprintf("%s/%.*s", done, (int)len, name);
	free(done);

	return next;
}

/**
 * in_root() - where a file of the system is
 * @path: its path, absolute
 *
 * The links of another system mean its own files: Debian's regulatory.db is one
 * to /etc/alternatives, which would be this machine's if the kernel followed it.
 *
 * Return: its path below --root, to be freed; no link there leads out of it, and
 * it is empty, as no file's is, where links go in circles.
 */
char *in_root(const char *path)
{
	char *rest = xstrdup(path), *done, *target, *name, *left;
	int links = 0;
	size_t len;

	if (!*root)
		return rest;

	done = xstrdup(root);
	for (name = rest; *(name += strspn(name, "/")); name += len) {
		len = strcspn(name, "/");
		done = go_into(done, name, len);
		target = link_target(done);
		if (!target)
			continue;
		if (++links > LINKS_MAX) {
			free(target);
			*done = '\0';
			break;
		}
		/* from where the link is, or from the top */
		if (*target == '/')
			done[strlen(root)] = '\0';
		else
			*strrchr(done, '/') = '\0';
		left = xasprintf("%s%s", target, name + len);
		free(target);
		free(rest);
		rest = left;
		name = rest;
		len = 0;
	}
	free(rest);

	return done;
}

/**
 * there_is() - is there such a file or folder?
 * @path: absolute, below --root
 *
 * Return: whether it is there.
 */
bool there_is(const char *path)
{
	char *real = in_root(path);
	bool found = !access(real, F_OK);

	free(real);
	return found;
}

/**
 * read_file() - the whole of a file
 * @path: absolute, below --root
 * @len: is given its length, or NULL
 *
 * Return: its bytes and a NUL, to be freed; NULL, with errno, when it can't be
 * read or is larger than anything that is read here.
 */
char *read_file(const char *path, size_t *len)
{
	char *real = in_root(path), *text = NULL;
	size_t used = 0, room = 0;
	ssize_t got = 0;
	int fd;

	/* another system's pipe is nothing to wait for */
	fd = open(real, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	free(real);
	if (fd < 0)
		return NULL;

	do {
		used += (size_t)got;
		if (room - used < 2) {
			room += room ? room : FILE_STEP;
			text = xrealloc(text, room);
		}
		got = read(fd, text + used, room - used - 1);
	} while (got > 0 && used < FILE_MAX);

	if (got) {
		if (got > 0)
			errno = EFBIG;
		free(text);
		text = NULL;
	} else {
		text[used] = '\0';
	}
	close(fd);
	if (len)
		*len = used;

	return text;
}

/**
 * why_unread() - what errno says of a file, in words that go behind its path
 *
 * Return: the words.
 */
const char *why_unread(void)
{
	switch (errno) {
	case ENOENT:
		return "is not there";
	case EACCES:
	case EPERM:
		return "is for root to read";
	case EISDIR:
		return "is a folder";
	default:
		return "can't be read";
	}
}

/**
 * read_line() - a file's first line, printable
 * @path: absolute, below --root
 *
 * Return: the line without its end, to be freed, or NULL.
 */
char *read_line(const char *path)
{
	char *text = read_file(path, NULL);

	if (text)
		text[strcspn(text, "\n")] = '\0';

	return printable(text);
}

/**
 * link_name() - the last part of what a link points to
 * @path: the link, absolute, of the running system
 *
 * Return: the name, to be freed, or NULL when it is no link.
 */
char *link_name(const char *path)
{
	char *target = link_target(path), *slash, *name;

	if (!target)
		return NULL;

	slash = strrchr(target, '/');
	name = xstrdup(slash ? slash + 1 : target);
	free(target);

	return name;
}

static int has_no_dot(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/**
 * folder_read() - what is in a folder
 * @folder: is given it, to be freed; empty when it can't be read
 * @path: absolute, below --root
 */
void folder_read(struct folder *folder, const char *path)
{
	char *real = in_root(path);
	int n;

	folder->entry = NULL;
	n = scandir(real, &folder->entry, has_no_dot, alphasort);
	folder->n = n < 0 ? 0 : (size_t)n;
	free(real);
}

/**
 * folder_free() - forget it
 * @folder: as folder_read() has left it
 */
void folder_free(struct folder *folder)
{
	size_t i;

	for (i = 0; i < folder->n; i++)
		free(folder->entry[i]);
	free((void *)folder->entry);
}

// SPDX-License-Identifier: ISC

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "files.h"
#include "util.h"

/* bullseye's C library does not name it yet */
#ifndef SYS_openat2
#define SYS_openat2 __NR_openat2
#endif

/* No file that is read here comes near it. */
#define FILE_MAX (64UL << 20)
#define FILE_STEP 8192
/* As many as the kernel follows. */
#define LINKS_MAX 40
#define DEPTH_MAX 64
/* How often a path is looked up anew when somebody moves folders about. */
#define TRIES_MAX 100

/* What --root says, or "", and that folder. */
const char *root = "";
static int root_fd = -1;

/**
 * root_open() - look at the system in a folder from now on
 * @path: the folder
 *
 * Return: whether it is one.
 */
bool root_open(const char *path)
{
	root_fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	root = path;

	return root_fd >= 0;
}

/* What the link at @fd, or its name there, points to, to be freed, or NULL. */
static char *link_target(int fd, const char *name)
{
	char target[PATH_MAX];
	ssize_t len = readlinkat(fd, name, target, sizeof(target) - 1);

	if (len < 0)
		return NULL;
	target[len] = '\0';

	return xstrdup(target);
}

/**
 * struct walk - on the way to a file
 * @dirs: the folders below --root that lead to where it stands, each open
 * @n: how many
 * @links: how many links were followed
 */
struct walk {
	int dirs[DEPTH_MAX];
	size_t n;
	unsigned int links;
};

static int walk_at(const struct walk *walk)
{
	return walk->n ? walk->dirs[walk->n - 1] : root_fd;
}

static void walk_back(struct walk *walk, size_t n)
{
	while (walk->n > n)
		close(walk->dirs[--walk->n]);
}

/* Follows a link: returns the path from there on, to be freed. */
static char *walk_link(struct walk *walk, const char *target, const char *left)
{
	if (*target == '/')
		walk_back(walk, 0);
	walk->links++;

	return xasprintf("%s/%s", target, left);
}

/* Goes into a folder; returns 0 or an errno. */
static int walk_into(struct walk *walk, const char *name)
{
	int fd;

	if (walk->n == DEPTH_MAX)
		return ENAMETOOLONG;
	fd = openat(walk_at(walk), name,
		    O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno;
	walk->dirs[walk->n++] = fd;

	return 0;
}

/* One name of the path; returns the path that is left, to be freed. */
static char *walk_on(struct walk *walk, char *path, int flags, int *fd,
		     int *err)
{
	char *name = path + strspn(path, "/"), *left, *target, *rest;

	left = name + strcspn(name, "/");
	if (*left)
		*left++ = '\0';
	left += strspn(left, "/");
	target = link_target(walk_at(walk), name);
	if (target)
		rest = walk_link(walk, target, left);
	else
		rest = xstrdup(left);

	if (walk->links > LINKS_MAX) {
		*err = ELOOP;
	} else if (!strcmp(name, "..")) {
		walk_back(walk, walk->n ? walk->n - 1 : 0);
		name = ".";
	}
	if (!target && !*err && !*left) {
		*fd = openat(walk_at(walk), *name ? name : ".",
			     flags | O_NOFOLLOW | O_CLOEXEC);
		*err = *fd < 0 ? errno : 0;
	} else if (!target && !*err && strcmp(name, ".") != 0) {
		*err = walk_into(walk, name);
	}
	free(target);
	free(path);

	return rest;
}

/*
 * What openat2() does, a name at a time, each in a folder that is held open: whoever
 * moves them about meanwhile moves no way out of --root into it.
 */
static int walk_to(const char *path, int flags)
{
	struct walk walk = { .n = 0 };
	char *rest = xstrdup(path);
	int fd = -1, err = 0;

	while (fd < 0 && !err)
		rest = walk_on(&walk, rest, flags, &fd, &err);
	walk_back(&walk, 0);
	free(rest);
	errno = err;

	return fd;
}

/**
 * open_in_root() - open a file of the system
 * @path: absolute, below --root
 * @flags: of open(), to read
 *
 * The links of another system mean its own files: Debian's regulatory.db is one
 * to /etc/alternatives, which would be this machine's if the kernel followed it
 * as it usually does.
 *
 * Return: the file, to be closed, or -1, with errno; never one outside of --root.
 */
int open_in_root(const char *path, int flags)
{
	struct open_how how = {
		.flags = (unsigned int)(flags | O_CLOEXEC),
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	int tries = TRIES_MAX;
	long fd;

	if (!*root)
		return open(path, flags | O_CLOEXEC);

	/* EAGAIN: something was moved meanwhile */
	do
		fd = syscall(SYS_openat2, root_fd, path, &how, sizeof(how));
	while (fd < 0 && errno == EAGAIN && --tries);
	/* an older kernel, or a container that knows none of it */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return walk_to(path, flags);

	return (int)fd;
}

/**
 * there_is() - is there such a file or folder?
 * @path: absolute, below --root
 *
 * Return: whether it is there.
 */
bool there_is(const char *path)
{
	int fd = open_in_root(path, O_PATH);

	if (fd < 0)
		return false;
	close(fd);

	return true;
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
	size_t used = 0, room = 0;
	struct stat st;
	char *text = NULL;
	ssize_t got = 0;
	int fd;

	/* another system's pipe is nothing to wait for, nor is its device to be read */
	fd = open_in_root(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) {
		close(fd);
		errno = ENXIO;
		return NULL;
	}

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
	char *target = link_target(AT_FDCWD, path), *slash, *name;

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
	int fd = open_in_root(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
	int n = -1;

	folder->entry = NULL;
	if (fd >= 0) {
		n = scandirat(fd, ".", &folder->entry, has_no_dot, alphasort);
		close(fd);
	}
	folder->n = n < 0 ? 0 : (size_t)n;
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

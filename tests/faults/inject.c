// SPDX-License-Identifier: ISC
/*
 * Runs a command in which the n-th operation on a file fails, and says which that was.
 *
 *	inject [--log FILE] [--at N --kind KIND] [--limit SECONDS] RESULT COMMAND...
 *
 * The kernel asks this program about each such system call of the command and of
 * whatever it starts (seccomp's user notification), so that it makes no difference who
 * makes the call: a shell's redirection, stdio inside libc, a static or a setuid program.
 * It has to be process 1 of its own PID namespace, with that namespace's /proc.
 *
 * What counts: all that creates, fills, changes or removes a name, a regular file's bytes
 * or its metadata, outside /proc, /sys, /dev and /run/faults. make, with all that it
 * starts, counts as one operation; the wrapper that stands for make reads from
 * /run/faults/make how it is to fail.
 *
 * Kinds: enospc, eio, erofs, edquot fail the n-th operation alone; quota every one from
 * the n-th on that takes room below the same folder; readonly every one below it;
 * kill kills the process; power kills all at once; hang never ends: only a signal that
 * kills ends the process, as on a dead network disk. Time is not waited for then: the
 * least limit of those that timeout(1) keeps around it is let expire at once, and without
 * one the run is "unbounded" and is ended.
 *
 * When all that it has started is gone, it runs /run/faults/cut, if that is there.
 *
 * RESULT is given operations, fired, program, operation, path, bound, ended (exit,
 * signal, unbounded, limit) and status, KEY=value.
 */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

#define MAKE_HOOK "/run/faults/make"
#define CUT_HOOK "/run/faults/cut"
#define NONE (-1)

/* What an operation needs of the disk. */
enum need {
	ROOM, /* room: for bytes or a name */
	NO_ROOM, /* a disk that can be written, though it be full */
};

/**
 * struct call - a system call that counts
 * @nr: its number
 * @name: its name
 * @need: what it needs
 * @fd: which argument is a file, or the folder that @path begins in, or NONE
 * @path: which argument is a path, or NONE
 * @flags: which argument has open()'s flags, or NONE
 */
struct call {
	int nr;
	const char *name;
	enum need need;
	int fd, path, flags;
};

static const struct call calls[] = {
#ifdef __NR_open
	{ __NR_open, "open", ROOM, NONE, 0, 1 },
	{ __NR_creat, "creat", ROOM, NONE, 0, NONE },
	{ __NR_rename, "rename", ROOM, NONE, 1, NONE },
	{ __NR_link, "link", ROOM, NONE, 1, NONE },
	{ __NR_symlink, "symlink", ROOM, NONE, 1, NONE },
	{ __NR_mkdir, "mkdir", ROOM, NONE, 0, NONE },
	{ __NR_mknod, "mknod", ROOM, NONE, 0, NONE },
	{ __NR_rmdir, "rmdir", NO_ROOM, NONE, 0, NONE },
	{ __NR_unlink, "unlink", NO_ROOM, NONE, 0, NONE },
	{ __NR_chmod, "chmod", NO_ROOM, NONE, 0, NONE },
	{ __NR_chown, "chown", NO_ROOM, NONE, 0, NONE },
	{ __NR_lchown, "lchown", NO_ROOM, NONE, 0, NONE },
#endif
	{ __NR_openat, "openat", ROOM, 0, 1, 2 },
	{ __NR_renameat2, "renameat2", ROOM, 2, 3, NONE },
#ifdef __NR_renameat
	{ __NR_renameat, "renameat", ROOM, 2, 3, NONE },
#endif
	{ __NR_linkat, "linkat", ROOM, 2, 3, NONE },
	{ __NR_symlinkat, "symlinkat", ROOM, 1, 2, NONE },
	{ __NR_mkdirat, "mkdirat", ROOM, 0, 1, NONE },
	{ __NR_mknodat, "mknodat", ROOM, 0, 1, NONE },
	{ __NR_unlinkat, "unlinkat", NO_ROOM, 0, 1, NONE },
	{ __NR_fchmodat, "fchmodat", NO_ROOM, 0, 1, NONE },
	{ __NR_fchownat, "fchownat", NO_ROOM, 0, 1, NONE },
	{ __NR_utimensat, "utimensat", NO_ROOM, 0, 1, NONE },
	{ __NR_truncate, "truncate", ROOM, NONE, 0, NONE },
	{ __NR_write, "write", ROOM, 0, NONE, NONE },
	{ __NR_pwrite64, "pwrite", ROOM, 0, NONE, NONE },
	{ __NR_writev, "writev", ROOM, 0, NONE, NONE },
	{ __NR_pwritev, "pwritev", ROOM, 0, NONE, NONE },
	{ __NR_sendfile, "sendfile", ROOM, 0, NONE, NONE },
	{ __NR_copy_file_range, "copy_file_range", ROOM, 2, NONE, NONE },
	{ __NR_ftruncate, "ftruncate", ROOM, 0, NONE, NONE },
	{ __NR_fallocate, "fallocate", ROOM, 0, NONE, NONE },
	{ __NR_fsync, "fsync", ROOM, 0, NONE, NONE },
	{ __NR_fdatasync, "fdatasync", ROOM, 0, NONE, NONE },
	{ __NR_fchmod, "fchmod", NO_ROOM, 0, NONE, NONE },
	{ __NR_fchown, "fchown", NO_ROOM, 0, NONE, NONE },
	{ __NR_close, "close", ROOM, 0, NONE, NONE },
};

#define CALLS (sizeof(calls) / sizeof(calls[0]))

/**
 * struct kind - a kind of fault
 * @name: what it is called
 * @error: the error, or 0 for what isn't one
 * @need: of the operations that it befalls, the least need
 * @sticky: does it last
 */
static const struct kind {
	const char *name;
	int error;
	enum need need;
	bool sticky;
} kinds[] = {
	{ "enospc", ENOSPC, ROOM, false },
	{ "eio", EIO, NO_ROOM, false },
	{ "erofs", EROFS, NO_ROOM, false },
	{ "edquot", EDQUOT, ROOM, false },
	{ "quota", EDQUOT, ROOM, true },
	{ "readonly", EROFS, NO_ROOM, true },
	{ "kill", 0, NO_ROOM, false },
	{ "power", 0, NO_ROOM, false },
	{ "hang", 0, NO_ROOM, false },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const struct kind *kind;
static long at, count;
static bool fired;
static FILE *log_file;
static int listener;
/* Of the operation that failed. */
static const char *folder = "/";
static char what[3 * PATH_MAX];
/* The process that hangs, since when, and the limit that has expired around it. */
static pid_t hung;
static struct timespec hung_since;
static int strokes;
static char bound[64] = "";
static const char *ended = "exit";
/* The processes that are make. */
static pid_t makes[256];
static size_t make_count;

static void die(const char *text)
{
	fprintf(stderr, "inject: %s: %s\n", text, strerror(errno));
	exit(125);
}

static ssize_t read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;

	if (fd < 0)
		return -1;
	length = read(fd, text, size - 1);
	close(fd);
	if (length >= 0)
		text[length] = '\0';

	return length;
}

/* The parent, and the name, of a process; 0 when it is gone. */
static pid_t parent_of(pid_t pid, char name[32])
{
	char path[64], text[512], *open_at, *close_at;
	size_t length;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	if (read_text(path, text, sizeof(text)) <= 0)
		return 0;
	open_at = strchr(text, '(');
	close_at = strrchr(text, ')');
	if (!open_at || !close_at)
		return 0;
	length = (size_t)(close_at - open_at - 1);
	if (length > 31)
		length = 31;
	memcpy(name, open_at + 1, length);
	name[length] = '\0';

	return (pid_t)strtol(close_at + 4, NULL, 10);
}

static bool in_make(pid_t pid)
{
	char name[32];

	for (; make_count && pid > 1; pid = parent_of(pid, name)) {
		for (size_t i = 0; i < make_count; i++) {
			if (makes[i] == pid)
				return true;
		}
	}

	return false;
}

static bool read_string(pid_t pid, uint64_t from, char *to, size_t size)
{
	size_t done = 0;

	/* Not over the end of a page, behind which there may be nothing. */
	while (done < size) {
		size_t part = 256 - ((from + done) % 256);
		struct iovec local, remote;
		uint64_t address;
		ssize_t got;

		if (part > size - done)
			part = size - done;
		local = (struct iovec){ to + done, part };
		remote.iov_len = part;
		address = from + done;
		memcpy((void *)&remote.iov_base, &address, sizeof(address));
		got = process_vm_readv(pid, &local, 1, &remote, 1, 0);
		if (got <= 0)
			return false;
		if (memchr(to + done, 0, (size_t)got))
			return true;
		done += (size_t)got;
	}

	return false;
}

/* Where a file of the process is; false for what is no file with a name. */
static bool path_of_fd(pid_t pid, int fd, char *to, size_t size)
{
	char entry[64];
	ssize_t length;

	if (fd == AT_FDCWD)
		snprintf(entry, sizeof(entry), "/proc/%d/cwd", pid);
	else
		snprintf(entry, sizeof(entry), "/proc/%d/fd/%d", pid, fd);
	length = readlink(entry, to, size - 1);
	if (length <= 0)
		return false;
	to[length] = '\0';

	return to[0] == '/';
}

static bool is_open_regular(pid_t pid, int fd, bool written)
{
	char path[64], text[256], *flags;
	struct stat st;

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return false;
	if (!written)
		return true;
	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", pid, fd);
	if (read_text(path, text, sizeof(text)) <= 0)
		return false;
	flags = strstr(text, "flags:");

	return flags && (strtol(flags + 6, NULL, 8) & O_ACCMODE) != O_RDONLY;
}

static bool is_below(const char *path, const char *above)
{
	size_t length = strlen(above);

	return !strncmp(path, above, length) &&
	       (path[length] == '/' || path[length] == '\0' || length == 1);
}

/* The path that a call names, from the root. */
static bool path_of_call(const struct seccomp_notif *ask,
			 const struct call *call, char *path, size_t size)
{
	int fd = call->fd == NONE ? AT_FDCWD : (int)ask->data.args[call->fd];
	pid_t pid = (pid_t)ask->pid;
	char name[PATH_MAX];
	size_t length = 0;

	if (!read_string(pid, ask->data.args[call->path], name, sizeof(name)))
		return false;
	if (name[0] != '/') {
		if (!path_of_fd(pid, fd, path, size))
			return false;
		length = strlen(path);
	}
	snprintf(path + length, size - length, "%s%s",
		 name[0] == '/' ? "" : "/", name);

	return true;
}

/* What the kernel refuses in any case, as of mkdir -p and rm -f, is no operation. */
static bool is_refused(const struct call *call, const char *path)
{
	struct stat st;
	bool there = !lstat(path, &st);

	if (strstr(call->name, "mkdir"))
		return there;
	if (strstr(call->name, "unlink") || strstr(call->name, "rmdir"))
		return !there;

	return false;
}

/* Does the call count, of which path is it, and what does it need? */
static bool counts(const struct seccomp_notif *ask, const struct call *call,
		   char *path, size_t size, enum need *need)
{
	static const char *const elsewhere[] = { "/proc", "/sys", "/dev",
						 "/run/faults" };
	pid_t pid = (pid_t)ask->pid;
	struct stat st;

	*need = call->need;
	if (call->path == NONE) {
		int fd = (int)ask->data.args[call->fd];

		if (!is_open_regular(pid, fd, call->nr == __NR_close) ||
		    !path_of_fd(pid, fd, path, size))
			return false;
	} else if (!path_of_call(ask, call, path, size) ||
		   is_refused(call, path)) {
		return false;
	}
	/* One place has one name. */
	if (is_below(path, "/usr/lib"))
		memmove(path, path + 4, strlen(path + 4) + 1);
	if (call->flags != NONE && !stat(path, &st)) {
		/* A pipe, or a device elsewhere. */
		if (!S_ISREG(st.st_mode))
			return false;
		*need = NO_ROOM;
	}
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		if (is_below(path, elsewhere[i]))
			return false;
	}

	return true;
}

/* Where it lasts: below that folder of those that can be file systems of their own. */
static void set_folder(const char *path)
{
	static const char *const folders[] = {
		"/var/lib/dkms",
		"/var/lib/ath-user-regd",
		"/var/cache/ath-user-regd",
		"/lib/modules",
		"/usr/src",
		"/tmp",
	};

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (is_below(path, folders[i]))
			folder = folders[i];
	}
}

static void answer(const struct seccomp_notif *ask, int error)
{
	struct seccomp_notif_resp response = { .id = ask->id };

	if (error)
		response.error = -error;
	else
		response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	/* ENOENT: the process was killed meanwhile. */
	ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

/* The name of the fault is given to the wrapper that stands for make. */
static void tell_make(const char *text)
{
	FILE *file = fopen(MAKE_HOOK, "we");

	if (!file || fprintf(file, "%s\n", text) < 0 || fclose(file))
		die(MAKE_HOOK);
}

static void fire(const struct seccomp_notif *ask, bool is_make,
		 const char *path)
{
	if (!fired)
		set_folder(path);
	fired = true;

	if (!strcmp(kind->name, "hang")) {
		hung = (pid_t)ask->pid;
		clock_gettime(CLOCK_MONOTONIC, &hung_since);
	} else if (is_make) {
		tell_make(kind->name);
		answer(ask, 0);
	} else if (!strcmp(kind->name, "kill")) {
		kill((pid_t)ask->pid, SIGKILL);
	} else if (!strcmp(kind->name, "power")) {
		kill(-1, SIGKILL);
	} else {
		answer(ask, kind->error);
	}
}

static bool fails(enum need need, const char *path)
{
	if (!kind)
		return false;
	/* What it can't befall is passed over, and the next fails. */
	if (!fired)
		return count >= at && need <= kind->need;

	return kind->sticky && need <= kind->need && is_below(path, folder);
}

/* Is it about to become make? Then its tree is remembered, and @path is where it runs. */
static bool becomes_make(const struct seccomp_notif *ask, char *path,
			 size_t size)
{
	pid_t pid = (pid_t)ask->pid;
	const char *last;

	/* What is looked for along PATH need not be there. */
	if (!read_string(pid, ask->data.args[0], path, size) ||
	    access(path, X_OK))
		return false;
	last = strrchr(path, '/');
	if (strcmp(last ? last + 1 : path, "make"))
		return false;
	if (make_count < sizeof(makes) / sizeof(makes[0]))
		makes[make_count++] = pid;

	return path_of_fd(pid, AT_FDCWD, path, size);
}

static const struct call *find_call(int nr)
{
	for (size_t i = 0; i < CALLS; i++) {
		if (calls[i].nr == nr)
			return &calls[i];
	}

	return NULL;
}

static void take(const struct seccomp_notif *ask)
{
	const struct call *call = find_call(ask->data.nr);
	char path[2 * PATH_MAX] = "", name[32] = "";
	const char *operation = call ? call->name : "make";
	enum need need = ROOM;

	if (in_make((pid_t)ask->pid) ||
	    !(call ? counts(ask, call, path, sizeof(path), &need) :
		     becomes_make(ask, path, sizeof(path)))) {
		answer(ask, 0);
		return;
	}

	count++;
	parent_of((pid_t)ask->pid, name);
	if (log_file)
		fprintf(log_file, "%ld\t%s\t%s\t%s\t%s\n", count, name,
			operation, path, need == ROOM ? "room" : "-");
	if (!fails(need, path)) {
		answer(ask, 0);
		return;
	}
	if (!fired)
		snprintf(what, sizeof(what),
			 "n=%ld\nprogram=%s\noperation=%s\npath=%s\n", count,
			 name, operation, path);
	fire(ask, !call, path);
}

/* The time that timeout(1) was given, in seconds; 0 when that can't be read. */
static double limit_of(pid_t pid)
{
	char path[64], text[4096], *word, *end;
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	length = read_text(path, text, sizeof(text));
	for (word = text; length > 0 && word < text + length;
	     word += strlen(word) + 1) {
		if (isdigit((unsigned char)word[0])) {
			double value = strtod(word, &end);

			if (*end == 'h')
				return value * 3600;
			return *end == 'm' ? value * 60 : value;
		}
	}

	return 0;
}

/* Lets the least limit around the process that hangs expire; false without one. */
static bool let_expire(void)
{
	pid_t found = 0, pid = hung, above;
	char name[32];
	double least = 0;

	for (; pid > 1; pid = above) {
		double limit;

		above = parent_of(pid, name);
		if (strcmp(name, "timeout") || pid == hung)
			continue;
		limit = limit_of(pid);
		if (!found || limit < least) {
			found = pid;
			least = limit;
		}
	}
	if (!found)
		return false;
	snprintf(bound, sizeof(bound), "timeout %g", least);

	return !kill(found, SIGALRM);
}

static double since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);

	return (double)(now.tv_sec - start->tv_sec) +
	       ((double)(now.tv_nsec - start->tv_nsec) / 1e9);
}

static void watch_hung(void)
{
	char path[64];

	if (!hung)
		return;
	snprintf(path, sizeof(path), "/proc/%d/stat", hung);
	if (access(path, F_OK)) {
		hung = 0;
		return;
	}
	/* First the rest comes as far as it can; then TERM, then KILL. */
	if (since(&hung_since) < 0.5 * (strokes + 1))
		return;
	if (++strokes < 20 && let_expire())
		return;
	ended = "unbounded";
	kill(-1, SIGKILL);
	hung = 0;
}

static void install_filter(struct sock_filter *filter, unsigned short *length)
{
	unsigned short n = 0;
	const unsigned int low = offsetof(struct seccomp_data, args);

#define ADD(...) (filter[n++] = (struct sock_filter)__VA_ARGS__)
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		     offsetof(struct seccomp_data, arch)));
	ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0));
	ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		     offsetof(struct seccomp_data, nr)));
	for (size_t i = 0; i < CALLS; i++) {
		if (calls[i].flags == NONE) {
			ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
				     (unsigned int)calls[i].nr, 0, 1));
			ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
			continue;
		}
		/* What opens a file for reading alone is none of our business. */
		ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
			     (unsigned int)calls[i].nr, 0, 4));
		ADD(BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			     low + (8U * (unsigned int)calls[i].flags)));
		ADD(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K,
			     O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 1, 0));
		ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
		ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
	}
	ADD(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_execve, 0, 1));
	ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF));
	ADD(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
#undef ADD
	*length = n;
}

static void send_fd(int channel, int fd)
{
	char byte = 0, control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec iov = { &byte, 1 };
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = control,
			      .msg_controllen = sizeof(control) };
	struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(head), &fd, sizeof(int));
	if (sendmsg(channel, &msg, 0) != 1)
		die("sendmsg");
}

static int receive_fd(int channel)
{
	char byte, control[CMSG_SPACE(sizeof(int))];
	struct iovec iov = { &byte, 1 };
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = control,
			      .msg_controllen = sizeof(control) };
	struct cmsghdr *head;
	int fd;

	if (recvmsg(channel, &msg, MSG_CMSG_CLOEXEC) != 1)
		die("no listener");
	head = CMSG_FIRSTHDR(&msg);
	if (!head)
		die("no listener");
	memcpy(&fd, CMSG_DATA(head), sizeof(int));

	return fd;
}

static pid_t start(char **command)
{
	struct sock_filter filter[4 + (5 * CALLS) + 3];
	struct sock_fprog program = { .filter = filter };
	int channel[2], fd;
	pid_t pid;

	install_filter(filter, &program.len);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel))
		die("socketpair");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (!pid) {
		/* Once it is asked, it waits for the answer, whatever signal comes. */
		fd = (int)syscall(
			__NR_seccomp, SECCOMP_SET_MODE_FILTER,
			SECCOMP_FILTER_FLAG_NEW_LISTENER |
				SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV,
			&program);
		if (fd < 0)
			die("seccomp");
		send_fd(channel[1], fd);
		execvp(command[0], command);
		die(command[0]);
	}
	close(channel[1]);
	listener = receive_fd(channel[0]);
	close(channel[0]);

	return pid;
}

/* Takes the options; the index of what comes behind them. */
static int take_options(int argc, char **argv, double *limit)
{
	int i = 1;

	for (; i + 1 < argc && argv[i][0] == '-'; i += 2) {
		const char *value = argv[i + 1];

		if (!strcmp(argv[i], "--log")) {
			log_file = fopen(value, "we");
			if (!log_file)
				die(value);
		} else if (!strcmp(argv[i], "--at")) {
			at = strtol(value, NULL, 10);
		} else if (!strcmp(argv[i], "--limit")) {
			*limit = strtod(value, NULL);
		} else if (!strcmp(argv[i], "--kind")) {
			for (size_t k = 0; k < KINDS; k++) {
				if (!strcmp(kinds[k].name, value))
					kind = &kinds[k];
			}
		}
	}

	return i;
}

/* Answers until all that was started has ended; the status of the first of it. */
static int serve(pid_t first, const struct timespec *begin, double limit)
{
	int status = 0, first_status = 0;
	pid_t pid;

	do {
		struct pollfd poll_fd = { .fd = listener, .events = POLLIN };
		struct seccomp_notif ask;

		if (poll(&poll_fd, 1, 100) > 0 && (poll_fd.revents & POLLIN)) {
			memset(&ask, 0, sizeof(ask));
			if (!ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &ask))
				take(&ask);
		}
		while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
			if (pid == first)
				first_status = status;
		}
		watch_hung();
		if (since(begin) > limit && strcmp(ended, "limit")) {
			ended = "limit";
			kill(-1, SIGKILL);
		}
	} while (!pid);

	return first_status;
}

int main(int argc, char **argv)
{
	struct timespec begin;
	double limit = 600;
	int status, i = take_options(argc, argv, &limit);
	FILE *file;

	if (i + 1 >= argc || (at && !kind) || getpid() != 1) {
		fputs("usage: inject [--log FILE] [--at N --kind KIND] [--limit SECONDS] RESULT COMMAND..., as process 1\n",
		      stderr);
		return 125;
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	status = serve(start(argv + i + 1), &begin, limit);
	if (!strcmp(ended, "exit") && WIFSIGNALED(status))
		ended = "signal";

	if (!access(CUT_HOOK, X_OK) && system(CUT_HOOK))
		die(CUT_HOOK);
	file = fopen(argv[i], "we");
	if (!file)
		die(argv[i]);
	fprintf(file,
		"operations=%ld\nfired=%d\n%sbound=%s\nended=%s\nstatus=%d\nseconds=%.1f\n",
		count, fired, what, bound, ended,
		WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
				      WEXITSTATUS(status),
		since(&begin));
	if (fclose(file) || (log_file && fclose(log_file)))
		die(argv[i]);

	return 0;
}

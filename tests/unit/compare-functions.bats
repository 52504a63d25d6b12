#!/usr/bin/env bats
# compare-functions on small objects that gcc makes here as kbuild does a module's: no kernel needed.
# Each test changes one thing (a -D of the source below) and expects one class.
bats_require_minimum_version 1.5.0

setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	cat >base.c <<-'SOURCE'
	extern int out(const char *fmt, ...), at(const char *path, int line, int n);
	extern void bad(const char *what) __attribute__((cold, noreturn));
	extern int start(int), halt(int), wait(int), step(int), back(int), look(int);
	int table[4];
	#ifndef LIMIT
	#define LIMIT 1000
	#endif
	#ifndef TEXT
	#define TEXT "plain"
	#endif
	#ifndef COLDTEXT
	#define COLDTEXT "out of range"
	#endif
	#ifndef N
	#define N 5
	#endif
	#ifndef WORTH
	#define WORTH 41
	#endif
	#ifndef FIRST
	#define FIRST 0
	#define FOURTH 3
	#endif
	#ifndef LINE
	#define LINE 200
	#endif
	#ifndef FILE
	#define FILE "drivers/base.c"
	#endif
	#ifndef CASE
	#define CASE wait
	#endif
	#ifndef LIMITS
	#define LIMITS 0x37
	#endif
	#ifndef NAME
	#define NAME "SE"
	#endif
	#ifndef CALL
	#define CALL halt
	#endif
	#ifndef INTO
	#define INTO 2
	#endif
	#ifndef SMALL
	#define SMALL 2
	#endif
	#ifndef RARELY
	#define RARELY 2
	#endif
	#ifndef AT_INIT
	#define AT_INIT 2
	#endif
	#ifndef SPARE
	#define SPARE 6
	#endif
	#ifndef KEPT
	#define KEPT 2
	#endif
	#ifndef ROOM
	#define ROOM 6
	#endif
	#ifndef INIT
	#define INIT start
	#endif
	#ifndef EXIT
	#define EXIT halt
	#endif
	#ifndef ALIAS
	#define ALIAS "pci:v0000168Cd0000003E"
	#endif
	#ifndef ABOUT
	#define ABOUT "Which (default 0)"
	#endif
	#ifndef TYPE
	#define TYPE "uint"
	#endif
	#ifndef RIGHTS
	#define RIGHTS 0444
	#endif
	#ifndef VERSION
	#define VERSION "1"
	#endif
	#ifndef GPL
	#define GPL ""
	#endif
	#ifndef EXPORTED
	#define EXPORTED "count"
	#endif
	#ifndef CRC
	#define CRC "0x12345678"
	#endif
	#ifndef FLAG
	#define FLAG "0"
	#endif
	#define IN(section_) __attribute__((section(section_), used))
	#define INFO(name, text) static const char info_##name[] IN(".modinfo") = text
	#ifdef MOVED	/* code, data and strings before all others */
	static const short moved[] = { 9, 8, 7, 6, 5, 4, 3 };
	INFO(moved, "alias=usb:v0CF3p9378");
	int first(int i) { static int n[9] = { 1 }; n[i]++; out("a string before", n); return moved[i]; }
	#endif
	#ifdef ADDED
	int added(int i) { return i * 3; }
	#endif
	#ifndef REMOVED
	int removed(int i) { return i * 5; }
	#endif
	const struct { short limits; const char *name; int (*call)(int); } countries[] = {
		{ 0x10, "US", start }, { LIMITS, NAME, CALL }, { 0x40, "JP", step },
	};
	int *into = &table[INTO];
	const unsigned char digits[16] = { 0x80, [8] = SMALL };
	int rarely[] IN(".data..read_mostly") = { 1, RARELY };
	int at_init[] IN(".init.data") = { 1, AT_INIT };
	int spare[SPARE];
	int kept(int i) { static int kept_n[4] = { 1, KEPT }; return kept_n[i] += i; }
	int room(int i) { static int room_n[ROOM]; return (room_n[0] += i); }
	int IN(".init.text") on_load(int i) { return INIT(i) + 1; }
	int IN(".exit.text") on_leave(int i) { return EXIT(i) + 1; }
	#ifndef NO_ALIAS
	INFO(first, "alias=" ALIAS);
	#endif
	INFO(second, "alias=pci:v0000168Cd00000041");
	INFO(about, "parm=mode:" ABOUT);
	INFO(type, "parmtype=mode:" TYPE);
	INFO(version, "version=" VERSION);
	static const struct { const char *name; int rights; int *at; } __param_mode IN("__param") = { "mode", RIGHTS, table };
	#ifdef PARM
	INFO(more, "parm=more:More");
	#endif
	asm(".section __ksymtab_strings,\"aMS\",%progbits,1\n__kstrtab_count: .asciz \"" EXPORTED "\"\n.previous\n"
		".section __ksymtab" GPL ",\"a\"\n__ksymtab_count: .long count - ., __kstrtab_count - .\n.previous\n"
		".section __kcrctab,\"a\"\n__crc_count: .long " CRC "\n.previous\n"
		".section __kflagstab,\"a\"\n__flags_count: .byte " FLAG "\n.previous");
	static int counter = 3;
	int count(int i) { counter += i; return counter; }
	int sum(const char *p) { int n = 0; while (*p) n += *p++ * 3; return n; }
	int compare(int i) { return i > LIMIT; }
	int print(int i) { return out(TEXT, i) + 1; }
	int split(int i) { if (i > 64) bad(COLDTEXT); return table[i & 3]; }
	int jump(int i)
	{
		switch (i) {
		case FIRST: return start(i) + 1;
		case 1: return CASE(i) + 2;
		case 2: return halt(i) + 3;
		case FOURTH: return step(i) + 4;
		case 4: return back(i) + 5;
		case 5: return look(i) + 6;
		}
		return 0;
	}
	int look_up(int i)
	{
		switch (i) {
		case 0: return 17;
		case 1: return WORTH;
		case 2: return 3;
		case 3: return 1999;
		case 4: return 6;
		}
		return 0;
	}
	static struct { } key;
	int lock(int i) { return out("lock", &key) + i; }
	#line LINE FILE
	int place(int i) { return at(__FILE__, __LINE__, N) + i; }
	int bounded(int i) { table[i] = i; return i; }
	#ifdef __x86_64__	/* WARN_ON(), as the kernel writes it */
	#ifndef FLAGS
	#define FLAGS 9
	#endif
	int warn(int i)
	{
		if (i)
			asm volatile("1: ud2\n.pushsection __bug_table,\"aw\"\n2: .long 1b - .\n.long %c0 - .\n"
				".word %c1\n.word %c2\n.org 2b + 12\n.popsection"
				: : "i" (__FILE__), "i" (__LINE__), "i" (FLAGS));
		return i;
	}
	#endif
	SOURCE
	export COMPARE="$BATS_TEST_DIRNAME/../../scripts/compare-functions"
	build base.ko
}

setup() { cd "$BATS_FILE_TMPDIR" || return; }

build() {	# build OUT [GCC OPTION...]
	local out=$1 model=
	shift
	[ "$(uname -m)" != x86_64 ] || model=-mcmodel=kernel
	gcc -c -O2 -fno-pic -fno-pie $model -fcf-protection=none -fno-asynchronous-unwind-tables \
		-fno-stack-protector -fno-builtin -fsanitize=bounds "$@" -o "$out" base.c
}

differ() {	# differ EXPECTED [GCC OPTION...]: base against a build with the options
	local expected=$1
	shift
	build other.ko "$@"
	run "$COMPARE" --plain base.ko other.ko
	[ "$status" -eq 0 ]
	[ "$output" = "$(printf '%b' "$expected")" ] || { printf 'got:\n%s\n' "$output"; return 1; }
}

address() {	# address MODULE SYMBOL
	readelf -Ws "$1" | awk -v name="$2" '$8 == name { print $2 }'
}

refuse() {	# refuse MESSAGE ARGUMENT...
	local message=$1
	shift
	run "$COMPARE" "$@"
	[ "$status" -eq 2 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == "compare-functions: "*"$message"* ]] || { echo "got: $output"; return 1; }
}

@test "same: an identical build" {
	differ ''
	run "$COMPARE" base.ko base.ko
	[ "$status" -eq 0 ]
	[[ $output =~ ^base:\ ([0-9]+)\ functions\ and\ tables,\ ([0-9]+)\ same,\ 0\ differ\ in\ line\ numbers\ only,\ 0\ differ,\ 0\ added,\ 0\ removed$ ]]
	[ "${BASH_REMATCH[1]}" -ge 8 ]
	[ "${BASH_REMATCH[1]}" -eq "${BASH_REMATCH[2]}" ]
}

@test "same: with and without debug sections, compressed or not" {
	differ '' -g
	xz -k -c other.ko >debug.ko.xz
	run "$COMPARE" debug.ko.xz base.ko
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == base:* ]]
	gzip -c other.ko >debug.ko.gz
	run "$COMPARE" --plain debug.ko.gz base.ko
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "same: code, data and strings moved" {
	differ 'added\talias=usb:v0CF3p9378\nadded\tfirst\nadded\tmoved' -DMOVED
	differ '' -fno-toplevel-reorder
	local to
	to=$(address other.ko countries)
	[ "$(address base.ko countries)" != "$to" ]
}

@test "same: what a build says of itself" { differ '' -DVERSION='"2"'; }

@test "same: another object where one of no size is" {
	echo 'char beside[4];' | gcc -c -x c -o beside.o -
	ld -r -o other.ko base.ko beside.o
	readelf -Ws other.ko | awk '{ at[$8] = $2 } END { exit at["key"] != at["beside"] }'
	run "$COMPARE" --plain base.ko other.ko
	[ "$status" -eq 0 ]
	[ "$output" = $'added\tbeside' ]
}

@test "same: sections that have addresses, as newer kernels link them" {
	echo 'SECTIONS { .text 0x1230 : { *(.text) } .rodata 0x123 : { *(.rodata) } }' >addresses.lds
	ld -r -T addresses.lds -o other.ko base.ko
	run "$COMPARE" --plain base.ko other.ko
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "same: padding inside a function" { differ '' -falign-loops=64; }

@test "same: numbers and suffixes from the compiler" {
	objcopy --redefine-sym table=table.3 base.ko numbered.ko
	objcopy --redefine-sym compare=compare.isra.0 --redefine-sym print=print.constprop.3 \
		--redefine-sym table=table.7 base.ko renamed.ko
	run "$COMPARE" --plain numbered.ko renamed.ko
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "code: a constant" { differ 'code\tcompare' -DLIMIT=1001; }
@test "code: a string's text" { differ 'code\tprint' -DTEXT='"plainer"'; }
@test "code: the cold part counts to its function" {
	readelf -Ws base.ko | grep 'split\.cold' >/dev/null
	differ 'code\tsplit' -DCOLDTEXT='"out of bounds"'
}
@test "code: a case of a switch" { differ 'code\tjump' -DCASE=look; }
@test "code: a value in a table that the compiler made" { differ 'code\tlook_up' -DWORTH=42; }
@test "code: a constant next to __LINE__" { differ 'code\tplace' -DN=6; }
@test "code: flags of a WARN" {
	[ "$(uname -m)" = x86_64 ] || skip "written for x86"
	differ 'code\twarn' -DFLAGS=11
}
@test "code: two targets of a jump table swapped" { differ 'code\tjump' -DFIRST=3 -DFOURTH=0; }

@test "code: static data inside a function, and its size" {
	differ 'code\tkept' -DKEPT=3
	differ 'code\troom' -DROOM=7
}
@test "code: of init and exit" {
	differ 'code\ton_load' -DINIT=wait
	differ 'code\ton_leave' -DEXIT=wait
}

@test "data: an entry of a table" { differ 'data\tcountries' -DLIMITS=0x10; }
@test "data: an entry where all digits are decimal" { differ 'data\tdigits' -DSMALL=3; }
@test "data: a pointer to a function, to a string, into a table" {
	differ 'data\tcountries' -DCALL=wait
	differ 'data\tcountries' -DNAME='"SI"'
	differ 'data\tinto' -DINTO=3
}
@test "data: in sections of other names, and of init" {
	differ 'data\trarely' -DRARELY=3
	differ 'data\tat_init' -DAT_INIT=3
}
@test "data: the size of what is zero" { differ 'data\tspare' -DSPARE=7; }
@test "data: a table that became constant" {
	objcopy --rename-section .data..read_mostly=.data..ro_after_init base.ko other.ko
	run "$COMPARE" --plain base.ko other.ko
	[ "$output" = $'data\trarely' ]
}
@test "data: a parameter's description, type and struct" {
	differ 'data\tparm=mode' -DABOUT='"Which (default 1)"'
	differ 'data\tparmtype=mode' -DTYPE='"int"'
	differ 'data\tparm=mode' -DRIGHTS=0644
}
@test "data: an export's checksum, name and licence" {
	differ 'data\texport=count' -DCRC='"0x12345679"'
	differ 'data\texport=count' -DEXPORTED='"counts"'
	differ 'data\texport=count' -DGPL='"_gpl"'
	differ 'data\texport=count' -DFLAG='"1"'
}
@test "data: an export's checksum that is a symbol, as older kernels have it" {
	objcopy --strip-symbol __crc_count --add-symbol __crc_count=0xf2345678 base.ko older.ko
	objcopy --strip-symbol __crc_count --add-symbol __crc_count=0xf2345679 base.ko other.ko
	run "$COMPARE" --plain older.ko other.ko
	[ "$output" = $'data\texport=count' ]
}
@test "added and removed: aliases, parameters" {
	differ 'added\talias=pci:v0000168Cd00000042\nremoved\talias=pci:v0000168Cd0000003E' -DALIAS='"pci:v0000168Cd00000042"'
	differ 'removed\talias=pci:v0000168Cd0000003E' -DNO_ALIAS
	differ 'added\tparm=more' -DPARM
}

@test "line: __LINE__, WARN's and UBSAN's line" {
	local warn=
	[ "$(uname -m)" != x86_64 ] || warn='\nline\twarn'
	differ "line\tbounded\nline\tplace$warn" -DLINE=300
}

@test "line: at the end of a text, also where texts are not in a section of their own" {
	local merge
	for merge in -fmerge-constants -fno-merge-constants; do
		build older.ko "$merge" -DTEXT='"field of base.c:200"'
		build newer.ko "$merge" -DTEXT='"field of base.c:201"'
		run "$COMPARE" --plain older.ko newer.ko
		[ "$status" -eq 0 ]
		[ "$output" = $'line\tprint' ] || { printf 'got:\n%s\n' "$output"; return 1; }
	done
}

@test "line: __FILE__ and UBSAN's path; for WARN the directory is nothing" {
	differ 'line\tbounded\nline\tplace' -DFILE='"/build/elsewhere/drivers/base.c"'
}

@test "added and removed" {
	differ 'added\tadded\nremoved\tremoved' -DADDED -DREMOVED
	run "$COMPARE" base.ko other.ko
	[[ ${lines[0]} == "other: "*", 0 differ, 1 added, 1 removed" ]]
	[ "${lines[1]}" = "added   added" ]
	[ "${lines[2]}" = "removed removed" ]
}

@test "--touched: what may differ, and what may not" {
	build other.ko -DLIMIT=1001 -DN=6 -DADDED -DREMOVED -DLINE=300
	echo '# base removed' >list
	echo 'base compare' >>list
	mkdir -p made
	mv other.ko made/base.ko
	run "$COMPARE" --plain --touched list base.ko made/base.ko
	output=$(grep -v ^line <<<"$output")
	[ "$output" = "$(printf 'added\tadded\ntouched\tcompare\nother\tplace\nother\tremoved')" ] || { echo "got: $output"; return 1; }
	# tables as well; what a module offers has to be listed even when it is added
	build made/base.ko -DLIMITS=0x10 -DSPARE=7 -DPARM -DMOVED
	echo 'base countries' >list
	run "$COMPARE" --plain --touched list base.ko made/base.ko
	[ "$output" = "$(printf 'other\talias=usb:v0CF3p9378\nadded\tfirst\nadded\tmoved\nother\tparm=more\ntouched\tcountries\nother\tspare')" ] ||
		{ echo "got: $output"; return 1; }
	echo 'base parm=more' >>list
	run "$COMPARE" --plain --touched list base.ko made/base.ko
	[[ $output == *"touched	parm=more"* ]] || { echo "got: $output"; return 1; }
	# a module that the list doesn't have
	build made/base.ko -DLIMIT=1001 -DADDED
	echo 'other compare' >list
	run "$COMPARE" --plain --touched list base.ko made/base.ko
	[[ $output == *"other	added"*"other	compare"* && $output != *touched* ]] || { echo "got: $output"; return 1; }
}

@test "--equal: the exit status says whether anything but a line differs" {
	build other.ko -DLINE=300
	run -0 "$COMPARE" --equal base.ko other.ko
	[ -z "$output" ]
	for option in LIMIT=1001 LIMITS=0x10 ADDED REMOVED; do
		build other.ko "-D$option"
		run -1 "$COMPARE" --equal base.ko other.ko
		[[ $output =~ ^(code|data|added|removed)$'\t'[a-z]+$ ]] || { echo "$option: $output"; return 1; }
	done
	# where nothing is compared, or nothing can be, nothing is equal
	printf '.data\n.type f, @function\n.size f, 4\nf: .long 0\n' | gcc -c -x assembler -o nothing.ko -
	run -1 "$COMPARE" --equal nothing.ko nothing.ko
	ln -sf "$(type -P false)" awk
	PATH=$PWD:$PATH run -2 "$COMPARE" --equal base.ko base.ko
	rm awk
}

@test "--show: the difference of one function or table" {
	build other.ko -DLIMIT=1001
	run "$COMPARE" --show compare base.ko other.ko
	[ "$status" -eq 0 ]
	[[ $output == *'-code'*'3e8'*'+code'*'3e9'* ]]
	build other.ko -DCALL=wait
	run "$COMPARE" --show countries base.ko other.ko
	[[ $output == *'-data'*'{halt}'*'+data'*'{wait}'* ]]
}

@test "bad input: one line and exit 2" {
	refuse usage:
	refuse usage: base.ko
	refuse usage: base.ko base.ko base.ko
	refuse usage: --nonsense base.ko base.ko
	refuse usage: --plain --touched none base.ko base.ko
	refuse "none.ko: no such file" base.ko none.ko
	refuse "base.c: not a kernel module" base.c base.ko
	refuse "$(command -v bash): not a kernel module" base.ko "$(command -v bash)"
	head -c 400 base.ko >short.ko
	refuse "short.ko: " base.ko short.ko
	echo nonsense >broken.ko.xz
	refuse "broken.ko.xz: does not unpack with xz" broken.ko.xz base.ko
	echo 'int only_data;' | gcc -c -x c -o data.ko -
	refuse "data.ko: holds no function symbols" base.ko data.ko
	refuse "nobody: no such function or table" --show nobody base.ko base.ko
}

# The front door. See README.md; "make" alone says what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# A kernel release (uname -r), by default the running kernel or the newest that
# has headers. It goes to the scripts through the environment, never through
# the text of a command.
KREL ?=
export KREL

# build/ is the tree's owner's, whoever runs this: root gives away what it has made.
owner := $(shell stat -c %U .)
goals := $(or $(MAKECMDGOALS),$(.DEFAULT_GOAL))
ifneq ($(if $(BUILD_IS_GIVEN),,$(and $(filter-out help install uninstall,$(goals)),$(filter-out $(owner),$(shell id -un)))),)
.PHONY: $(goals) as-owner
$(goals): as-owner
	@:
as-owner:
	@[[ $$EUID = 0 || ! -e build || -w build ]] || { echo "build is not yours, but $(owner)'s; next: run it as $(owner)" >&2; exit 1; }
	@[[ $$EUID != 0 ]] || trap '[[ ! -e build ]] || chown -hR --reference=. build' EXIT; \
	$(MAKE) --no-print-directory BUILD_IS_GIVEN=1 $(goals)
else

.PHONY: help
help: ## say what there is
	@awk -F ':.*## ' '/^[a-z0-9 -]+:.*## / { split($$1, t, " "); for (i = 1; i in t; i++) printf "  make %-14s %s\n", t[i], $$2 }' $(MAKEFILE_LIST)

# What the command is built with.
cli_packages := gcc libc6-dev libnl-3-dev libnl-genl-3-dev libkmod-dev libcjson-dev pkgconf
# What the Debian packages are made with.
deb_packages := debhelper dpkg-dev make $(cli_packages)
# What the RPM packages are made with, where rpm is a guest; where it is at home
# rpmbuild says itself what is missing.
rpm_packages := rpm make $(cli_packages)

.PHONY: install
install: ## install this tree's packages, with all that they need, for every kernel (KREL=: look at one)
	@packaging/install $${KREL:+--kernel "$$KREL"} $(deb_packages)

.PHONY: uninstall
uninstall: ## take everything away again; the stock modules are back
	@packaging/uninstall

.PHONY: deb
deb: ## make the Debian packages of the last commit in build/deb
	@tests/setup $(deb_packages) $(git)
	@packaging/make-deb build/deb

.PHONY: rpm
rpm: ## make the RPM packages of the last commit in build/rpm
	@tests/setup $(rpm_packages) $(git)
	@packaging/make-rpm build/rpm

# The last commit takes git to read.
git := $(if $(wildcard .git),git)

.PHONY: cli
cli: ## build the command in build/cli, install nothing
	@tests/setup $(cli_packages)
	@$(MAKE) -s -C src/cli

.PHONY: modules
# Root's cache is root's alone.
ifneq ($(shell id -u),0)
modules: export ATH_USER_REGD_CACHE ?= $(CURDIR)/build/cache
endif
# What checks has to be installed first, with -j too; who builds alone has what it takes.
modules: | $(if $(filter check check-%,$(goals)),setup-check)
modules: ## build the modules of one kernel in build/KREL, install nothing
	@set -e; krel=$${KREL:-$$(scripts/kernels --default)}; \
	scripts/kernel-identity "$$krel" >/dev/null; \
	rm -rf "build/$$krel"; mkdir -p build; \
	scripts/build "$$krel" "build/$$krel"; \
	ls "build/$$krel"/*.ko "build/$$krel"/*/*.ko

# What building the modules takes, beside the kernel's headers, and booting the kernel
# for the contract.
vm_packages := gcc libc6-dev make binutils patch quilt bzip2 xz-utils zstd pkgconf libnl-3-dev libnl-genl-3-dev \
	libkmod-dev kmod cpio busybox-static qemu-system-x86 iw hostapd wireless-regdb
# What the tests need beside what make install does.
check_packages := $(vm_packages) bats openssl gpg gpg-agent gpgconf gpgv curl \
	$(cli_packages) libcmocka-dev valgrind python3 mmdebstrap git dkms gnuplot-nox iso-codes systemd \
	linux-headers-$(shell dpkg --print-architecture 2>/dev/null)
# What a kernel is built with, for check-debug alone.
debug_packages := bc bison flex libelf-dev libssl-dev perl python3 xz-utils
# What the fuzzers are built with.
fuzz_packages := clang libclang-rt-dev
lint_packages := shellcheck codespell clang-format clang-tidy cppcheck perl python3

.PHONY: setup-check
setup-check: # install, with apt, what check and lint need
	@tests/setup $(check_packages) $(lint_packages)

# A bare system needs no more for the kernels of its suite.
.PHONY: setup-vm
setup-vm: # install, with apt, what building and booting take
	@tests/setup $(vm_packages)

# Not every release that we run on has all that packages are made with.
.PHONY: setup-packages
setup-packages: setup-check # install what check-packages needs beside
	@tests/setup build-essential $(deb_packages) lintian

# The longest first, one more at once than there are processors: they wait for the network,
# for each other's locks and for drips; but harsh after upgrade, which compiles the same, and
# what is compiled is kept. ALSO= names more. The roads other than the package's are
# check-upgrade's: all of them take too long for CI. A sample of faults can still be red:
# DKMS alone does not heal of each.
ALSO ?=
check_suites := upgrade vm $(ALSO) road harsh ath10k dkms regd unit near cli packages fuzz inject

.PHONY: check
check: setup-check setup-packages modules ## prove it: scripts, packages, bare systems, the contract in a booted kernel
	@SAMPLE=$${SAMPLE:-100} RUNS=$${RUNS:-30} POINTS=$${POINTS:-5} JOBS=$${JOBS:-$$(($$(nproc) + 1))} tests/run $(check_suites)

.PHONY: check-quick
check-quick: setup-check ## lint, the scripts, the packages in a bare system (SUITE=trixie: of another release)
	@tests/run quick

.PHONY: check-unit check-near check-road check-dkms check-vm check-series check-packages check-upgrade check-harsh check-sources check-initramfs
check-unit: setup-check ## a part of check: the scripts
check-near: setup-check ## a part of check: a source that is not exact
check-road: setup-check ## a part of check: make install and make uninstall (SUITE=sid: in another release)
check-dkms: setup-check ## a part of check: plain DKMS and its failures (SUITE=sid: in another release)
check-packages: setup-packages ## a part of check: the packages
check-harsh: setup-packages ## a part of check: Secure Boot, two at once, the plug pulled, a full disk (SUITE=sid: in another release)
check-sources: setup-check ## the source, by the real package managers (SUITE=sid: of another release)
check-initramfs: setup-packages ## initramfs-tools and dracut, the timer's service (SUITE=sid: in another release)
check-series: setup-check ## the patches on the source of every kernel series of Debian's
check-unit check-near check-road check-dkms check-packages check-harsh check-sources check-initramfs check-series:
	@tests/run $(@:check-%=%)
check-upgrade: setup-packages ## kernels come and go, on each road onto a machine (SUITE=sid: in another release)
	@tests/run upgrade plain takeover
check-vm: setup-check modules ## a part of check: the contract, in a booted kernel
	@tests/run vm

.PHONY: check-faults
check-faults: setup-packages ## the install and the upgrade with each single operation on a file failing, weeks (FAULTS=500: a sample)
	@FAULTS=$${FAULTS:-all} tests/run inject faults

.PHONY: setup-system
setup-system: setup-packages # install what check-system needs beside
	@tests/setup ovmf mtools fdisk e2fsprogs qemu-system-x86 mmdebstrap

.PHONY: check-system
check-system: setup-system ## a whole Debian, booted: Secure Boot and the like (SUITE=sid: of another release; ONLY=NAME)
	@tests/run system

.PHONY: check-mutants
check-mutants: setup-check ## can the tests fail: changes that have to turn one red (ONLY=NAME: these)
	@tests/run mutants

.PHONY: check-rpm
check-rpm: setup-packages ## the RPM packages, and their scriptlets
	@tests/setup $(rpm_packages) rpmlint
	@tests/run rpm

.PHONY: setup-archive
setup-archive: setup-packages # install what check-archive needs beside
	@tests/setup piuparts

.PHONY: check-archive
check-archive: setup-archive ## piuparts and autopkgtest (SUITE=sid: in another release)
	@tests/run archive

# For check-distro.
SUITES ?= bullseye bookworm trixie sid
export SUITES

.PHONY: check-distro
check-distro: setup-archive ## the roads, the package in the life of systems, of each release, two hours (SUITES="trixie sid": in these)
	@tests/distro/releases road upgrade plain takeover harsh initramfs archive

.PHONY: check-cli
check-cli: setup-check modules ## a part of check: the command, in a booted kernel
	@tests/run cli

.PHONY: fuzz
fuzz: setup-check ## what the command reads of others, a minute each (SECONDS_EACH=)
	@tests/setup $(fuzz_packages)
	@$(MAKE) -s -C tests/cli fuzz

.PHONY: check-kernels
check-kernels: setup-check ## every kernel series of Debian's, built and booted: docs/kernels.md (KERNELS=: some)
	@tests/run misfit kernels

.PHONY: setup-debug
setup-debug: setup-check # install what check-debug builds its kernel with
	@tests/setup $(debug_packages)

.PHONY: check-debug
check-debug: setup-debug ## the contract in a kernel of our own with KASAN, lockdep, kmemleak; radars for LOOP_SECONDS (1800)
	@tests/run detectors debug pulses

.PHONY: check-regd
check-regd: setup-check modules ## every EEPROM code, every country, in a booted kernel
	@tests/run regd

.PHONY: picture
picture: ## show what the last check-regd has compared in README.md
	@[ -e build/regd/combinations.svg ] || { echo "there is nothing to show yet; first: make check-regd" >&2; exit 2; }
	@mkdir -p docs && cp -- build/regd/combinations.svg docs/

.PHONY: screens
screens: ## show in README.md how the command looked in the last check-cli
	@tests/cli/screens docs/screens build/log/cli/*.data

.PHONY: check-ath10k
check-ath10k: setup-check modules ## the real ath10k and hostapd, with a virtual QCA9377
	@tests/run ath10k

.PHONY: check-fuzz
check-fuzz: setup-check modules ## cards that have lost their mind: ours against stock (RUNS=500)
	@tests/run fuzz

.PHONY: bench
bench: setup-check ## what it costs: seconds, disk, functions that differ (needs root)
	@tests/bench/run $${KREL:+"$$KREL"}

.PHONY: bench-cli
bench-cli: ## what the command costs, by the last check-cli: milliseconds, KB
	@tests/bench/command build/log/cli/*.data

.PHONY: lint
lint: setup-check ## shellcheck, checkpatch --strict and their like
	@tests/run lint

endif

# The front door. See README.md; "make" alone says what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# A kernel release (uname -r), by default the running kernel or the newest that
# has headers. It goes to the scripts through the environment, never through
# the text of a command.
KREL ?=
export KREL

.PHONY: help
help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: ## build and install the modules with DKMS, for every kernel (KREL=: for one)
	@scripts/install $${KREL:+"$$KREL"}

.PHONY: uninstall
uninstall: ## take everything away again; the stock modules are back
	@scripts/uninstall

.PHONY: modules
modules: ## build the modules of one kernel in build/KREL, install nothing
	@set -e; krel=$${KREL:-$$(scripts/kernels --default)}; \
	scripts/kernel-version "$$krel" >/dev/null; \
	rm -rf "build/$$krel"; mkdir -p build; \
	scripts/build "$$krel" "build/$$krel"; \
	ls "build/$$krel"/*.ko "build/$$krel"/*/*.ko

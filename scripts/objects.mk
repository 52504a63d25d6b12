# Counts the objects that kbuild compiles in TREE for the kernel behind KDIR:
# what the two Kbuilds of ath and ath10k list under its configuration. The
# .mod.o that comes with each module is counted too, and the .module-common.o that
# all of them share from 6.12 on.

include $(KDIR)/include/config/auto.conf

src := $(TREE)
include $(TREE)/Kbuild
modules := $(patsubst %.o,%,$(filter %.o,$(obj-m)))

obj-m :=
src := $(TREE)/ath10k
include $(TREE)/ath10k/Kbuild
modules += $(patsubst %.o,%,$(filter %.o,$(obj-m)))

objects := $(foreach m,$(modules),$(m).mod.o $($(m)-objs) $($(m)-y))
objects += $(notdir $(firstword $(wildcard $(KDIR)/scripts/module-common.c $(KDIR)/source/scripts/module-common.c)))

.PHONY: count
count:
	@echo $(words $(objects))

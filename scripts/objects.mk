# Counts the objects that kbuild compiles in TREE for the kernel behind KDIR:
# what the two Kbuilds of ath and ath10k list under its configuration. The
# .mod.o that comes with each module is counted too.

include $(KDIR)/include/config/auto.conf

src := $(TREE)
include $(TREE)/Kbuild
modules := $(patsubst %.o,%,$(filter %.o,$(obj-m)))

obj-m :=
src := $(TREE)/ath10k
include $(TREE)/ath10k/Kbuild
modules += $(patsubst %.o,%,$(filter %.o,$(obj-m)))

objects := $(foreach m,$(modules),$(m).mod.o $($(m)-objs) $($(m)-y))

.PHONY: count
count:
	@echo $(words $(objects))

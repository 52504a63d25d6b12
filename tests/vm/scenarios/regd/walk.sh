dmesg -n 5
proof walk

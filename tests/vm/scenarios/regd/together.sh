dmesg -n 5
proof together closed refused

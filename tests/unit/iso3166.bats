# The module's table of countries, against iso-codes and the regulatory database.

setup() {
  mkdir -p "$BATS_TEST_TMPDIR/linux"
  echo '#include <ctype.h>' >"$BATS_TEST_TMPDIR/linux/ctype.h"
  printf '#include <stdbool.h>\n#include <string.h>\n' >"$BATS_TEST_TMPDIR/linux/string.h"
  cat >"$BATS_TEST_TMPDIR/countries.c" <<'C'
#include <stdio.h>
#include "iso3166.h"

/* Every pair of bytes that the table takes for a country. */
int main(void)
{
	for (int a = 0; a < 256; a++)
		for (int b = 0; b < 256; b++) {
			char alpha2[3] = { a, b, 0 };

			if (iso3166_is_country(alpha2))
				puts(alpha2);
		}
	return 0;
}
C
  gcc -Wall -Werror -I"$BATS_TEST_TMPDIR" -I"$BATS_TEST_DIRNAME/../../src/module" \
    -o "$BATS_TEST_TMPDIR/countries" "$BATS_TEST_TMPDIR/countries.c"
  "$BATS_TEST_TMPDIR/countries" | LC_ALL=C sort >"$BATS_TEST_TMPDIR/table"
}

@test "the table is ISO 3166-1 and AN, in either case, and nothing else" {
  { sed -n 's/.*"alpha_2": "\([A-Z]*\)".*/\1/p' /usr/share/iso-codes/json/iso_3166-1.json; echo AN; } |
    sed 's/\(.\)\(.\)/\1\2 \1\l\2 \l\1\2 \l\1\l\2/' | tr ' ' '\n' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/iso"
  (($(wc -l <"$BATS_TEST_TMPDIR/iso") >= 1000))
  diff "$BATS_TEST_TMPDIR/iso" "$BATS_TEST_TMPDIR/table"
}

@test "every country of the regulatory database is in the table" {
  # struct fwdb_header, then struct fwdb_country: alpha2, pointer; ends with zeros
  od -An -v -c -w4 -j8 /lib/firmware/regulatory.db | awk '
    $1 $2 == "\\0\\0" { exit }
    $1 $2 != "00" { print $1 $2 }' | LC_ALL=C sort >"$BATS_TEST_TMPDIR/db"
  (($(wc -l <"$BATS_TEST_TMPDIR/db") >= 100))
  [[ -z $(LC_ALL=C comm -23 "$BATS_TEST_TMPDIR/db" "$BATS_TEST_TMPDIR/table") ]]
}

# combinations, table and picture: from what the guests say to the picture in README.md.

bats_require_minimum_version 1.5.0

setup() {
  PROOF=$BATS_TEST_DIRNAME/../vm/proof
  cd "$BATS_TEST_TMPDIR" || return
  # Two guests, two codes, three countries; the codes not in their order.
  printf 'country %s\n' 00 DE US | tee 1.data >2.data
  for setting in stock off relax; do
    printf 'cells %s 0x8114 before =~-\nprogress codes 1 of 2\n' "$setting"
    printf 'cells %s 0x8114 after ~+~\n' "$setting"
  done >>1.data
  for setting in stock off; do
    printf 'cells %s 0x0000 before ---\ncells %s 0x0000 after -=-\n' "$setting" "$setting"
  done >>2.data
  printf 'cells relax 0x0000 %s ===\n' before after >>2.data
  printf 'cells on 0x8114 %s ===\n' before after >>1.data
  printf 'cells on 0x0000 %s ===\n' before after >>2.data
  for setting in openwrt override armbian; do
    printf "cells $setting 0x8114 %s =+~\n" before after >>1.data
    printf "cells $setting 0x0000 %s -=+\n" before after >>2.data
  done
}

# One line that says where and what, and the old file as it was.
refused() { # TEXT
  echo old >csv
  run "$PROOF/combinations" csv 1.data 2.data
  echo "status $status: $output"
  ((status == 1))
  [[ ${#lines[@]} == 1 && $output == "combinations: $1" ]]
  [[ $(cat csv) == old && $(echo csv*) == csv ]]
}

@test "a line a combination, in the order of setting, code, order and country" {
  "$PROOF/combinations" csv 1.data 2.data
  (($(wc -l <csv) == 1 + 7 * 2 * 2 * 3))
  diff - <(head -n 13 csv) <<'CSV'
setting,code,country,order,verdict
stock,0x0000,00,before,restrictive
stock,0x0000,DE,before,restrictive
stock,0x0000,US,before,restrictive
stock,0x0000,00,after,restrictive
stock,0x0000,DE,after,equal
stock,0x0000,US,after,restrictive
stock,0x8114,00,before,equal
stock,0x8114,DE,before,both
stock,0x8114,US,before,restrictive
stock,0x8114,00,after,both
stock,0x8114,DE,after,permissive
stock,0x8114,US,after,both
CSV
  [[ $(cut -d, -f1 csv | uniq | xargs) == \
    "setting stock off relax on openwrt override armbian" ]]
  # whichever guest did which code
  "$PROOF/combinations" csv2 2.data 1.data
  cmp csv csv2
}

@test "the table counts each setting's verdicts" {
  "$PROOF/combinations" csv 1.data 2.data
  "$PROOF/table" csv | tr -s ' ' >table
  diff - table <<'TABLE'
# setting combinations equal more permissive more restrictive both
# stock 12 2 1 6 3
# off 12 2 1 6 3
# relax 12 7 1 1 3
# on 12 12 0 0 0
# openwrt 12 4 4 2 2
# override 12 4 4 2 2
# armbian 12 4 4 2 2
TABLE
}

@test "data that is cut off, twice there or no verdict is refused, the old file stays" {
  cp 2.data whole
  sed -i '$d' 2.data
  refused "0x0000: no cells of armbian, after"
  { head -c -2 whole; echo; } >2.data
  refused "2.data:17: 2 verdicts for 3 countries"
  sed 's/on 0x0000 after ===/on 0x0000 after =x=/' whole >2.data
  refused '2.data:11: not "cells SETTING CODE ORDER VERDICTS"'
  { cat whole; tail -n 1 whole; } >2.data
  refused "2.data:18: armbian 0x0000 after is there twice"
  { cat whole; echo "cells maybe 0x0000 after ==="; } >2.data
  refused "cells: a setting or an order that is not known"
  sed 's/country DE/country SE/' whole >2.data
  refused "2.data:2: SE is not the country that 1.data has there"
  # as if stock's had been loaded in its place
  sed '/armbian/s/-=+/---/; /armbian .* after/s/---/-=-/' whole >2.data
  sed -i '/armbian .* after/s/ [^ ]*$/ ~+~/; /armbian .* before/s/ [^ ]*$/ =~-/' 1.data
  refused "armbian: no cell differs from stock's"
  : >2.data
  refused "2.data: 0 countries, 1.data has 3"
  sed -i '/^cells/d' 1.data
  cp 1.data 2.data
  refused "1.data: no cells"
}

@test "the picture has a cell's colour where the cell is, and each panel's count" {
  "$PROOF/combinations" csv 1.data 2.data
  "$PROOF/picture" 6.1.0-1-test csv svg
  grep -q 'kernel 6.1.0-1-test; a cell is one of 2 EEPROM codes and one of 3 countries' svg
  [[ $(grep -oE '[0-9]+ of 6 equal' svg | xargs) == \
    "$(printf '%s of 6 equal\n' 1 1 6 1 1 6 2 2 2 2 2 2 | xargs)" ]]
  grep -o 'base64,[^"'\'']*' svg | sed 's/base64,//' >images
  (($(wc -l <images) == 12))
  # a middle pixel of each of the six cells; gnuplot counts lines from below
  for n in {1..12}; do
    sed -n "${n}p" images | base64 -d >"$n.png"
    gnuplot -e "set table '$n.pixels'; plot '$n.png' binary filetype=png with rgbimage"
    awk '
      $1 ~ /^[0-9]+$/ {
        rgb[$1, $2] = sprintf("%02x%02x%02x", $3, $4, $5)
        if ($2 + 0 > top) top = $2 + 0
      }
      END {
        for (code = 0; code < 2; code++)
          for (country = 0; country < 3; country++)
            print rgb[3 * country + 1, int(top * (code ? 0.25 : 0.75))]
      }' "$n.pixels" | xargs
  done >cells
  equal=0072b2 less=f0e442 both=e69f00 more=d55e00
  diff - cells <<CELLS
$less $less $less $equal $both $less
$less $less $less $equal $both $less
$equal $equal $equal $equal $equal $equal
$less $equal $less $both $more $both
$less $equal $less $both $more $both
$equal $equal $equal $equal $equal $equal
$(for n in {1..6}; do echo $less $equal $more $equal $more $both; done)
CELLS
}

@test "a picture that can't be drawn leaves the old one" {
  echo old >svg
  echo setting,code,country,order,verdict >csv
  run "$PROOF/picture" 6.1.0-1-test csv svg
  echo "status $status: $output"
  ((status))
  [[ $(cat svg) == old && $(echo svg*) == svg ]]
}

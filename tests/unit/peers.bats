# What others have done to ath is written into its source where it belongs, or not at all.

bats_require_minimum_version 1.5.0

# A regd.c that has each of the places and no more.
setup() {
  PEERS=$BATS_TEST_DIRNAME/../vm/proof/peers
  cd "$BATS_TEST_TMPDIR" || return
  cat >regd.c <<'C'
#include "regd_common.h"
static int ath_regd_init_wiphy(struct ath_regulatory *reg);
static const struct
ieee80211_regdomain *ath_world_regdomain(struct ath_regulatory *reg)
{
	stock;
}
/* not ath_is_radar_freq() */
static bool ath_is_radar_freq(u16 center_freq,
			      struct ath_regulatory *reg)

{
	stock;
}
static const struct ieee80211_regdomain *ath_default_world_regdomain(void)
{
	stock;
}
static bool ath_reg_dyn_country_user_allow(struct ath_regulatory *reg)
{
	stock;
}
static void
__ath_reg_apply_beaconing_flags(void)
{
	ath_is_radar_freq(0, NULL);
	stock;
}
static void
ath_reg_apply_beaconing_flags(void)
{
	stock;
}
static void
ath_reg_apply_ir_flags(void)
{
	stock;
}
static void ath_reg_apply_radar_flags(void)
{
	stock;
}
static int
ath_regd_init_wiphy(struct ath_regulatory *reg)
{
	stock;
}
static int __ath_regd_init(struct ath_regulatory *reg)
{
	if (!ath_regd_is_eeprom_valid(reg)) {
	if (reg->country_code == CTRY_DEFAULT &&
	if (reg->country_code == CTRY_DEFAULT) {
}
C
  cp regd.c stock.c
}

# What is new behind each line of the source, joined by a bar.
changes() {
  diff stock.c regd.c | sed -n 's/^> *//p' | tr -d '\t' | paste -sd '|'
}

@test "each peer's changes are where they belong" {
  "$PEERS" --edit openwrt regd.c
  diff - <(changes) <<<'return true;|return;|return;|return;|wiphy->reg_notifier = reg_notifier; return 0;'
  # the places themselves, not what is named alike
  grep -A 2 '^ath_reg_apply_beaconing_flags' regd.c | grep -q 'return;'
  [[ $(grep -A 2 '^__ath_reg_apply_beaconing_flags' regd.c) != *return* ]]
  cp stock.c regd.c
  "$PEERS" --edit override regd.c
  grep -B 1 -A 1 'reg->country_code = country_override;' regd.c | tr -d '\t' | paste -sd '|' |
    grep -xF 'if (country_override >= 0)|reg->country_code = country_override;|if (reg->country_code == CTRY_DEFAULT) {'
  cp stock.c regd.c
  "$PEERS" --edit armbian regd.c
  [[ $(grep -c 'return &widened;' regd.c) == 2 ]]
  [[ $(grep -A 4 '^static bool ath_is_radar_freq' regd.c | grep -c 'return false;') == 1 ]]
}

@test "a source without one of the places is refused, and says which" {
  for place in "openwrt ath_reg_apply_ir_flags" "override ath_regd_init_wiphy" "armbian ath_is_radar_freq" \
    "override ath_regd_is_eeprom_valid" "armbian regd_common.h"; do
    sed "s/\<${place#* }\>/renamed/" stock.c >regd.c
    run "$PEERS" --edit "${place% *}" regd.c
    echo "$place: $status: $output"
    ((status == 1))
    [[ $output == *"${place#* }"* ]]
  done
  # once and once only
  { cat stock.c; echo '#include "regd_common.h"'; } >regd.c
  run "$PEERS" --edit armbian regd.c
  ((status == 1))
}

@test "a peer that nobody knows is wrong usage" {
  run "$PEERS" --edit nobody regd.c
  ((status == 2))
  cmp regd.c stock.c
}

# shellcheck shell=bash
# Completion for ath-user-regd, which knows its words itself.

_ath_user_regd() {
  mapfile -t COMPREPLY < <(ath-user-regd --complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _ath_user_regd ath-user-regd

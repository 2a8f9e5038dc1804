# shellcheck shell=bash
# Shared by setup.sh and verify.sh; sourced, never run. The caller sets usage.
: "${usage:?}"

# The estate command; ESTATE_BIN replaces it.
estate() {
  if [[ -n "${ESTATE_BIN:-}" ]]; then "$ESTATE_BIN" "$@"; else npx estate "$@"; fi
}

say() {
  echo "$*" >&2
}

# Ends with code 1: a check failed or a person refused.
stop() {
  say "$1"
  exit 1
}

# Ends with code 64: the command line is wrong.
usage_error() {
  say "$1"
  say "Usage: $usage"
  exit 64
}

require_environment() {
  case "$1" in
    dev | staging | production) ;;
    *) usage_error "Unknown environment \"$1\": dev, staging or production." ;;
  esac
}

# The value of an option, or a usage error when the command line ends after the option's name.
option_value() {
  [[ $# -ge 2 && "$2" != --* ]] || usage_error "$1 needs a value."
  echo "$2"
}

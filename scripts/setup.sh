#!/usr/bin/env bash
# Takes one environment of a system from nothing to deployed and verified, asking before anything happens. [001-setup-script]
# Every step is an `estate` command that can be run by itself; the order is documented in docs/deployment.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
usage="scripts/setup.sh [--environment dev|staging|production] [--system omnirapeutic] [--baa-signed] [--auto-approve] [--sandbox]"
# shellcheck source=scripts/common.sh
source scripts/common.sh
system="omnirapeutic"
environment=""
baa_signed=false
auto_approve=false
target=()

# An answer from the terminal; end of input is no answer.
ask() {
  local answer=""
  read -r -p "$1 " answer || true
  echo "$answer"
}

read_options() {
  while [[ $# -gt 0 ]]; do
    case "$1" in
      --environment)
        environment="$(option_value "$@")"
        shift 2
        ;;
      --system)
        system="$(option_value "$@")"
        shift 2
        ;;
      --baa-signed) baa_signed=true && shift ;;
      --auto-approve) auto_approve=true && shift ;;
      --sandbox) target=(--sandbox) && shift ;;
      --help) say "Usage: $usage" && exit 0 ;;
      *) usage_error "Unknown option \"$1\"." ;;
    esac
  done
}

choose_environment() { # [001-setup-environment-selection]
  [[ -n "$environment" ]] || environment="$(ask "Environment (dev, staging, production):")"
  require_environment "$environment"
}

# Health data may enter AWS only under a Business Associate Agreement: 164.308(b)(1). [001-setup-baa-check]
require_baa() {
  [[ "$environment" == production && "$baa_signed" == false ]] || return 0
  say "Production holds health data. AWS must have signed a Business Associate Agreement (docs/compliance/checklist.md)."
  [[ "$(ask "Is the AWS BAA signed? Type yes:")" == yes ]] ||
    stop "Stopped: production needs a signed AWS BAA. Without a terminal: --baa-signed."
}

confirm_apply() { # [001-setup-plan-review] [001-setup-apply-confirmation]
  [[ "$auto_approve" == false ]] || return 0
  [[ "$(ask "Apply this plan to $1? Type yes:")" == yes ]] ||
    stop "Stopped: nothing was applied. Without a terminal: --auto-approve."
}

# Plans and shows the changes. Returns 0 when there is something to apply, 1 when there is nothing; ends on any failure.
plan() {
  local code=0
  estate plan "$1" ${target[@]+"${target[@]}"} || code=$?
  case "$code" in
    0) return 1 ;;
    2) return 0 ;;
    *) say "Stopped: the plan of $1 failed or is blocked." && exit "$code" ;;
  esac
}

deploy() {
  local deployment="$system-$environment"
  estate doctor
  if [[ ${#target[@]} -gt 0 ]]; then estate sandbox up; fi
  estate backend setup "$deployment" ${target[@]+"${target[@]}"}
  if plan "$deployment"; then
    confirm_apply "$deployment"
    # The plan that was just shown. Without --auto-approve: were it gone, estate would ask again.
    estate deploy "$deployment" ${target[@]+"${target[@]}"}
  fi
  scripts/verify.sh --system "$system" --environment "$environment" ${target[@]+"${target[@]}"}
  estate outputs "$deployment" ${target[@]+"${target[@]}"}
}

read_options "$@"
choose_environment
require_baa
deploy

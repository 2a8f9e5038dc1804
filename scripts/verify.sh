#!/usr/bin/env bash
# Verifies a running environment: network, keys, secrets, database. Reads only; exits 1 when a check fails. [001-verify-script]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
usage="scripts/verify.sh [--environment dev|staging|production] [--system omnirapeutic] [--sandbox] [--json]"
# shellcheck source=scripts/common.sh
source scripts/common.sh
system="omnirapeutic"
environment="production"
passed_on=()

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
    --sandbox | --json) passed_on+=("$1") && shift ;;
    --help) say "Usage: $usage" && exit 0 ;;
    *) usage_error "Unknown option \"$1\"." ;;
  esac
done

require_environment "$environment"
estate verify "$system-$environment" ${passed_on[@]+"${passed_on[@]}"}

#!/usr/bin/env bash
# Hands files that may hold secrets from one CI job to the next, or to a person: through the deployment's own state
# bucket (its key, TLS only, versioned, never public), because an artifact is readable by everybody who reads the repository.
#
#   scripts/ci-store.sh put-plan <deployment>            prints the digest of what it stored
#   scripts/ci-store.sh get-plan <deployment> <digest>   refuses a plan with another digest
#   scripts/ci-store.sh put-errored-state <deployment>   does nothing when Terraform left none
#
# Environment: PLANS is the folder of the saved plans, GITHUB_RUN_ID names the run; AWS credentials as for any aws command.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")/.."

die() {
  echo "ci-store: $1" >&2
  exit 1
}

action="${1:-}"
deployment="${2:-}"
[[ "$deployment" =~ ^[a-z0-9-]+$ ]] || die "which deployment? Usage: scripts/ci-store.sh put-plan|get-plan|put-errored-state <deployment> [digest]"
[[ "${GITHUB_RUN_ID:-}" =~ ^[0-9]+$ ]] || die "GITHUB_RUN_ID is not set: this script serves the workflows."

stack="cdktf.out/stacks/$deployment"
plans="${PLANS:?is not set: the folder of the saved plans, .estate/plans/aws}"
archive="$(mktemp)"
trap 'rm -f "$archive"' EXIT

# Where Terraform keeps the state is where these files belong; the synthesized backend says it.
location() {
  local bucket
  bucket="$(jq -er '.terraform.backend.s3.bucket' "$stack/cdk.tf.json")" || die "no S3 backend in $stack/cdk.tf.json: synthesize $deployment first."
  echo "s3://$bucket/ci/$deployment/$GITHUB_RUN_ID/$1"
}

digest() {
  sha256sum "$archive" | cut -d ' ' -f 1
}

put_plan() {
  [[ -d "$plans/$deployment" ]] || die "no saved plan in $plans/$deployment: plan $deployment first."
  tar -C "$plans" -czf "$archive" "$deployment"
  aws s3 cp --only-show-errors "$archive" "$(location plan.tar.gz)" >&2
  digest
}

get_plan() {
  [[ -n "$1" ]] || die "which digest? The job that stored the plan printed it."
  aws s3 cp --only-show-errors "$(location plan.tar.gz)" "$archive" >&2
  [[ "$(digest)" == "$1" ]] || die "the stored plan of $deployment is not the one that was approved (digest $(digest), wanted $1). Plan again."
  mkdir -p "$plans"
  tar -C "$plans" -xzf "$archive"
}

put_errored_state() {
  [[ -f "$stack/errored.tfstate" ]] || exit 0
  aws s3 cp --only-show-errors "$stack/errored.tfstate" "$(location errored.tfstate)" >&2
  echo "Terraform could not save its state. It is kept at $(location errored.tfstate): follow docs/runbooks/state-lock.md before anything else." >&2
}

case "$action" in
  put-plan) put_plan ;;
  get-plan) get_plan "${3:-}" ;;
  put-errored-state) put_errored_state ;;
  *) die "unknown action \"$action\": put-plan, get-plan or put-errored-state." ;;
esac

#!/usr/bin/env bash
# Whether the saved plan of a deployment does what was reviewed on the pull request that became this commit. Writes
# `as_reviewed=true` or `false` to GITHUB_OUTPUT and why to GITHUB_STEP_SUMMARY; what cannot be compared counts as not reviewed.
#
#   scripts/ci-reviewed.sh <deployment>
#
# Environment: GH_TOKEN may read actions and pull requests; GITHUB_REPOSITORY, GITHUB_SHA, RUNNER_TEMP as GitHub sets them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deployment="${1:-}"
[[ "$deployment" =~ ^[a-z0-9-]+$ ]] || {
  echo "ci-reviewed: which deployment? Usage: scripts/ci-reviewed.sh <deployment>" >&2
  exit 1
}
folder="${RUNNER_TEMP:?is not set: this script serves the workflows}/reviewed"

end() {
  echo "as_reviewed=$1" >> "$GITHUB_OUTPUT"
  printf '%s\n' "" "$2" >> "$GITHUB_STEP_SUMMARY"
  exit 0
}

# The commit that the pull request's plans were made of: the head of the branch, before the merge.
head="$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" --jq 'map(select(.merge_commit_sha == env.GITHUB_SHA))[0].head.sha // empty')"
[[ -n "$head" ]] || end false "No pull request became this commit: nobody reviewed this plan."
run="$(gh run list --workflow terraform-plan.yml --event pull_request --commit "$head" --limit 1 --json databaseId --jq '.[0].databaseId // empty')"
[[ -n "$run" ]] || end false "The pull request was never planned: nobody reviewed this plan."
rm -rf "$folder"
gh run download "$run" --name "review-$deployment" --dir "$folder" >&2 ||
  end false "The pull request's plans (run $run) hold none of $deployment: nobody reviewed this plan."

code=0
said="$(npx estate compare "$deployment" "$folder/plan.meta.json")" || code=$?
case "$code" in
  0) end true "$said" ;;
  2) end false "$said" ;;
  *) exit "$code" ;;
esac

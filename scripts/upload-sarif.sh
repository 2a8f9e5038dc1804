#!/usr/bin/env bash
# Hands a SARIF log to GitHub code scanning, which shows each finding at its TypeScript line. By GitHub's own gh, present on
# every runner, instead of one more action to pin. Usage: scripts/upload-sarif.sh <file>
# https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
set -euo pipefail

file="${1:?Usage: scripts/upload-sarif.sh <file>}"
[[ -f "$file" ]] || {
  echo "upload-sarif: no $file: the scan ended before it could write one. Its step says why." >&2
  exit 1
}
: "${GITHUB_REPOSITORY:?is not set: this script serves the workflows}"

gzip --stdout "$file" | base64 --wrap=0 |
  jq --raw-input --slurp --arg commit "$GITHUB_SHA" --arg ref "$GITHUB_REF" \
    '{commit_sha: $commit, ref: $ref, sarif: ., tool_name: "estate scan"}' |
  gh api --method POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" --input -

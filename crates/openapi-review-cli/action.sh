# The review of the action: from two revisions to a summary, annotations and outputs.
#
# It ends with 0 whatever the review says; the output `status` is what the job ends with, after the
# comment. SPEC, BASE, HEAD, MANIFEST, FAIL_ON and WIRE are the inputs.
set -eu

results="$RUNNER_TEMP"
review="$RUNNER_TEMP/openapi-review/bin/openapi-review"

# What the document says may look like a command to the runner; until the token comes, none is one.
quietly() {
  token="$(cat /proc/sys/kernel/random/uuid)"
  echo "::stop-commands::$token"
  cat "$1"
  echo
  echo "::$token::"
}

# What is accepted is the base's to say: no pull request accepts its own changes.
git show "$BASE:review.toml" > "$results/review.toml" 2> "$results/stderr" || : > "$results/review.toml"

arguments=(--spec "$SPEC" --fail-on "$FAIL_ON" --policy "$results/review.toml")
[ -z "$MANIFEST" ] || arguments+=(--manifest "$MANIFEST")
[ "$WIRE" != true ] || arguments+=(--wire)
arguments+=(-- "$BASE" "$HEAD")

# A path that is no plain text has no links, and neither has a revision that is not there: why it is not,
# the tool says better.
links=()
if [[ $SPEC =~ ^[A-Za-z0-9._/-]+$ ]]; then
  at="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/blob"
  for side in "base $BASE" "head $HEAD"; do
    id="$(git rev-parse --verify --quiet --end-of-options "${side#* }^{commit}")" || continue
    links+=("--${side%% *}-url" "$at/$id/${SPEC#./}")
  done
fi

status=0
"$review" --format markdown "${links[@]}" "${arguments[@]}" > "$results/review.md" 2> "$results/stderr" || status=$?
quietly "$results/stderr"
if [ "$status" -gt 1 ]; then
  printf '## API review\n\n❌ **The document cannot be reviewed.** The log of the job says why.\n' > "$results/review.md"
fi
cat "$results/review.md" >> "$GITHUB_STEP_SUMMARY"

# A line of the document could end the output; nobody guesses this one.
delimiter="$(cat /proc/sys/kernel/random/uuid)"
{
  echo "status=$status"
  echo "markdown<<$delimiter"
  cat "$results/review.md"
  echo "$delimiter"
} >> "$GITHUB_OUTPUT"

"$review" --format github "${arguments[@]}" 2> "$results/stderr" || true

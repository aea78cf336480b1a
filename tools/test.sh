#!/usr/bin/env bash
# Everything that has to hold before a change goes in: `make test`.
#
#   tools/test.sh              all of it
#   tools/test.sh rules        formatting and the scripts' own syntax
#   tools/test.sh clippy       clippy for the server's and the browser's half
#   tools/test.sh rust         cargo's tests, on SQLite and on PostgreSQL
#   tools/test.sh browser      the journeys in a browser
#   tools/test.sh screenshots  only the journeys that take pictures
#
# Words after `rust` go to cargo test, words after `browser` to Playwright:
# `tools/test.sh browser sign-in`. The first step that fails ends the run.
# The last line says how many tests passed and failed.
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"

part=${1:-all}
rest=("${@:2}")
results=$target_dir/test-results

main() {
    case $part in
        rules) steps=1; rules ;;
        clippy) steps=3; setup rust lint wasm; clippy ;;
        rust) steps=5; setup rust wasm postgres; build; rust ;;
        browser) steps=4; setup rust wasm browser; build; browser ;;
        screenshots) steps=4; rest=(--grep @shots --project=scripts); export RAPPORT_SHOTS=1; setup rust wasm browser; build; browser ;;
        all) steps=9; setup rust lint wasm postgres browser; rules; clippy; build; rust; browser ;;
        *) fail "there is no part '$part' (rules, clippy, rust, browser, screenshots)" ;;
    esac
}

setup() { step "setting up what is missing" tools/setup.sh "$@"; }
rules() { step "formatting" check_format; }

clippy() {
    step "clippy" cargo clippy --workspace --all-targets -- -D warnings
    step "clippy for the browser's half" cargo run --quiet --package rapport-build -- lint
}

# The whole workspace at once, here and below: cargo chooses the features of
# shared crates by what is built together, and other choices mean building
# everything again.
build() {
    step "compiling" cargo build --workspace --all-targets
    step "assets" "$target_dir/debug/rapport-build" assets
}

rust() {
    step "PostgreSQL, to throw away" start_postgres
    step "cargo test" cargo_test
}

browser() { step "journeys in the browser" playwright; }

# --- the steps --------------------------------------------------------------

check_format() {
    local script
    cargo fmt --all --check
    for script in tools/*.sh .ci/run; do bash -n "$script"; done
}

start_postgres() {
    local settings
    if [ -n "${TEST_POSTGRES_URL:-}" ]; then
        say "using the cluster that TEST_POSTGRES_URL names"
    else
        settings=$(tools/postgres.sh start)
        # shellcheck disable=SC2163 # these are assignments
        while read -r setting; do export "$setting"; done <<<"$settings"
        our_postgres=$TEST_POSTGRES_DIR
    fi
}

cargo_test() {
    cargo test --workspace --no-fail-fast ${rest[@]+"${rest[@]}"} | tee "$results/cargo.log"
}

playwright() {
    (
        cd end2end
        node_modules/.bin/tsc --noEmit
        RAPPORT_BIN=$target_dir/debug/rapport PLAYWRIGHT_JSON_OUTPUT_FILE=$results/playwright.json \
            node_modules/.bin/playwright test ${rest[@]+"${rest[@]}"} </dev/null
    )
}

# --- the end ----------------------------------------------------------------

finish() {
    local status=$?
    trap - EXIT INT TERM
    [ -z "${our_postgres:-}" ] || tools/postgres.sh stop "$our_postgres" || true
    report
    count "$status"
    exit "$status"
}

# Adds up what cargo's tests and Playwright said. A run that failed elsewhere,
# in clippy say, counts as one failure.
count() {
    local passed=0 failed=0 journeys
    if [ -f "$results/cargo.log" ]; then
        passed=$(add_up passed)
        failed=$(add_up failed)
    fi
    if [ -f "$results/playwright.json" ]; then
        # shellcheck disable=SC2016 # JavaScript's dollars
        journeys=$(node -p 'const { expected, unexpected, flaky } = JSON.parse(fs.readFileSync(process.argv[1])).stats; `${expected} ${unexpected + flaky}`' "$results/playwright.json")
        passed=$((passed + ${journeys% *})) failed=$((failed + ${journeys#* }))
    fi
    [ "$1" = 0 ] || [ "$failed" -gt 0 ] || failed=1
    echo "$passed passed, $failed failed"
}

add_up() {
    awk -v what="$1;" '/^test result: / { for (i = 2; i <= NF; i++) if ($i == what) sum += $(i - 1) } END { print sum + 0 }' "$results/cargo.log"
}

our_postgres=
rm -rf "$results"
mkdir -p "$results"
trap finish EXIT
trap 'exit 130' INT TERM
main

#!/usr/bin/env bash
# How fast a release build is, on SQLite and on PostgreSQL: `make bench`.
# Writes docs/benchmarks.md. Never part of the tests.
#
#   tools/bench.sh --seconds 3 --customers 100     words go to rapport-bench
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"

steps=5
our_postgres=

setup() { tools/setup.sh rust wasm shrink postgres; }
assets() { cargo run --package rapport-build -- assets --release; }
build() { cargo build --release --package rapport --package rapport-bench; }

# A cluster that keeps what it acknowledges, as one in use would.
start_postgres() {
    local settings
    settings=$(DURABLE=1 tools/postgres.sh start)
    # shellcheck disable=SC2163 # these are assignments
    while read -r setting; do export "$setting"; done <<<"$settings"
    our_postgres=$TEST_POSTGRES_DIR
    psql --quiet --command='CREATE DATABASE bench' "$TEST_POSTGRES_URL"
}

measure() {
    "$target_dir/release/rapport-bench" --rapport "$target_dir/release/rapport" \
        --site "$target_dir/site" --postgres "${TEST_POSTGRES_URL%/*}/bench" "$@"
}

finish() {
    trap - EXIT
    [ -z "$our_postgres" ] || tools/postgres.sh stop "$our_postgres" || true
    report
}

trap finish EXIT
step "setting up what is missing" setup
step "assets" assets
step "release build (some minutes the first time)" build
step "PostgreSQL, to throw away" start_postgres
step "measuring" measure "$@"

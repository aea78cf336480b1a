#!/usr/bin/env bash
# From a fresh checkout to a portal in the browser: `make run`.
#
# DATABASE_URL and LISTEN (or PORT) are handed on; without them the data lives
# in ./data and the portal listens on 127.0.0.1:3000.
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"

export DATABASE_URL=${DATABASE_URL:-sqlite:$PWD/data/rapport.sqlite}
export LISTEN=${LISTEN:-127.0.0.1:${PORT:-3000}}
rapport=$target_dir/release/rapport
steps=5

setup() { tools/setup.sh rust wasm wasmopt; }
assets() { cargo run --quiet --package rapport-build -- assets --release; }

# RUSTFLAGS= takes the place of the flags for debug builds in .cargo/config.toml.
server() { RUSTFLAGS='' cargo build --release --package rapport; }

# Fills an empty installation and leaves any other alone.
demo() { "$rapport" demo --if-empty; }

trap report EXIT
step "setting up: compiler, wasm, wasm-opt" setup
step "assets: wasm, CSS, scripts (some minutes the first time)" assets
step "server (some minutes the first time)" server
step "demo data" demo
trap - EXIT
report
say ""
say "[5/5] serving on http://$LISTEN, until Ctrl-C"
exec "$rapport" serve --listen "$LISTEN"

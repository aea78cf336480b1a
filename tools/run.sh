#!/usr/bin/env bash
# From a fresh checkout to a portal in the browser: `make run`.
#
# Listens on 127.0.0.1:3000 unless LISTEN or PORT say otherwise; keeps its data
# in ./data. The program's own variables (RAPPORT_…, DATABASE_URL) work too.
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"

export RAPPORT_LISTEN=${RAPPORT_LISTEN:-${LISTEN:-127.0.0.1:${PORT:-3000}}}
rapport=$target_dir/release/rapport
steps=5

setup() { tools/setup.sh rust wasm shrink; }
assets() { cargo run --package rapport-build -- assets --release; }
server() { cargo build --release --package rapport; }

# Fills an empty installation. One with real data it refuses, and that is served
# as it is.
demo() { "$rapport" demo || say "  serving what is there"; }

# Said before minutes of building, and not after them.
port=${RAPPORT_LISTEN##*:}
if [ "$port" != 0 ] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    fail "something listens on port $port already: end it, or choose another one (PORT=3001 make run)."
fi

trap report EXIT
step "setting up: compiler, wasm, wasm-opt, esbuild" setup
step "assets: wasm, CSS, scripts (some minutes the first time)" assets
step "server (some minutes the first time)" server
step "demo data" demo
trap - EXIT
report
say ""
say "[5/5] serving, until Ctrl-C"
exec "$rapport" serve

#!/usr/bin/env bash
# A PostgreSQL cluster to throw away, for tests:
#
#   export $(tools/postgres.sh start)   sets TEST_POSTGRES_URL and TEST_POSTGRES_DIR
#   tools/postgres.sh stop              stops and removes the one TEST_POSTGRES_DIR names
#
# It lives in a temporary folder, on a free port of the loopback address, and
# forgets about durability unless DURABLE=1 says otherwise, as benchmarks do. Tests
# connect as the role `rapport`, which owns the databases it makes and is no
# superuser: row level security binds it too.
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"

# PostgreSQL refuses to run as root; then its own user runs it.
as_owner() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# The newest server programs that are installed; Debian keeps them off the PATH.
find_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) $(dirname "$(command -v initdb)" 2>/dev/null); do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && { echo "$folder"; return; }
    done
    fail "PostgreSQL's server programs are missing: install Debian's package postgresql (tools/setup.sh postgres does)."
}

start() {
    local bin folder port attempt
    bin=$(find_programs)
    [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1 || fail "there is no user postgres to run PostgreSQL as: tools/setup.sh postgres makes one."
    folder=$(as_owner mktemp -d /tmp/rapport-postgres.XXXXXX)
    # What ends this too early leaves nothing behind.
    # shellcheck disable=SC2064 # the folder as it is called now
    trap "stop '$folder'" EXIT
    trap 'exit 130' INT TERM
    cd "$folder"
    as_owner "$bin/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >"$folder.log" 2>&1 \
        || { cat "$folder.log" >&2; fail "initdb could not make a cluster in $folder; above is what it said"; }
    rm "$folder.log"
    as_owner tee -a data/postgresql.conf >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
max_connections = 300
shared_buffers = '256MB'
wal_level = minimal
max_wal_senders = 0
CONF
    [ -n "${DURABLE:-}" ] || as_owner tee -a data/postgresql.conf >/dev/null <<CONF
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
CONF
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 12000))
        as_owner "$bin/pg_ctl" start --pgdata=data --silent --wait --log=log --options="-p $port" >/dev/null 2>&1 && break
        [ "$attempt" != 5 ] || { cat log >&2; fail "PostgreSQL did not start; above is what it said"; }
    done
    as_owner "$bin/psql" --quiet --host="$folder" --port="$port" --username=postgres --command="CREATE ROLE rapport LOGIN CREATEDB CREATEROLE" postgres >&2
    trap - EXIT INT TERM
    echo "TEST_POSTGRES_URL=postgres://rapport@127.0.0.1:$port/postgres"
    echo "TEST_POSTGRES_DIR=$folder"
}

stop() {
    local folder=${1:-${TEST_POSTGRES_DIR:-}}
    [[ $folder == /tmp/rapport-postgres.* ]] || fail "which one? TEST_POSTGRES_DIR does not name a cluster of ours"
    [ -d "$folder" ] || return 0
    cd "$folder"
    as_owner "$(find_programs)/pg_ctl" stop --pgdata=data --silent --mode=immediate >/dev/null 2>&1 || true
    cd /
    rm -rf "$folder" "$folder.log"
}

case ${1:-} in
    start) start ;;
    stop) shift; stop "$@" ;;
    *) fail "usage: tools/postgres.sh start | stop [folder]" ;;
esac

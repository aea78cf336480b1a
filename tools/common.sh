# Words that the other scripts in this folder share. Sourced, never run.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say()  { printf '%s\n' "$*" >&2; }
fail() { say "rapport: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The same command up to three times: networks stutter.
retry() {
    local attempt
    for attempt in 1 2 3; do
        "$@" && return
        [ "$attempt" = 3 ] || { say "  … that failed; once more in $attempt s"; sleep "$attempt"; }
    done
    return 1
}

# Steps: each says where it is in the story, and `report` prints what they took.
# A script sets `steps` to how many there will be.
steps=0
step_names=() step_seconds=()

step() {
    local name=$1 start=$EPOCHREALTIME
    shift
    step_names+=("$name")
    say ""
    say "[${#step_names[@]}/$steps] $name"
    current_step=$name
    "$@"
    step_seconds+=("$(elapsed_since "$start")")
    current_step=
}

elapsed_since() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'; }

report() {
    local i
    say ""
    for i in "${!step_names[@]}"; do
        say "$(printf '%8s s  %s' "${step_seconds[$i]:-failed}" "${step_names[$i]}")"
    done
    [ -z "${current_step:-}" ] || { say "rapport: stopped at '$current_step'"; full_disks; }
}

# What stops for want of room rarely says so.
full_disks() {
    local folder left
    mkdir -p "$target_dir" 2>/dev/null || true
    for folder in "$target_dir" "${TMPDIR:-/tmp}"; do
        left=$(df -Pm "$folder" 2>/dev/null | awk 'NR == 2 { print $4 }') || true
        [ "${left:-9999}" -ge 500 ] || say "rapport: only $left MB are left on the disk with $folder: make room and run this again"
    done
}

# Where cargo puts what it builds, also when somebody moved it.
export target_dir=${CARGO_TARGET_DIR:-$PWD/target}

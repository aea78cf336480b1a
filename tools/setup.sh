#!/usr/bin/env bash
# Installs what building and testing need, and only what is missing.
#
#   tools/setup.sh rust       cargo, a C compiler
#   tools/setup.sh lint       rustfmt and clippy
#   tools/setup.sh wasm       a compiler for the browser's half
#   tools/setup.sh shrink     wasm-opt and esbuild, which make releases smaller (npm: binaryen, esbuild)
#   tools/setup.sh postgres   PostgreSQL's server programs, for the tests
#   tools/setup.sh browser    Chromium and Playwright, for the journeys
#   tools/setup.sh all        everything
#
# For Debian 12 or newer, as root or with sudo. Elsewhere it says what is
# missing and leaves installing to you.
set -euo pipefail
# shellcheck source=tools/common.sh
source "$(dirname "$0")/common.sh"
export DEBIAN_FRONTEND=noninteractive RUSTUP_AUTO_INSTALL=0

main() {
    [ $# -gt 0 ] || set -- all
    [ "$*" != all ] || set -- rust lint wasm shrink postgres browser
    local part number=0
    for part in "$@"; do
        number=$((number + 1))
        case $part in
            rust | lint | wasm | shrink | postgres | browser)
                say "  setup $number/$#: $part"
                "setup_$part"
                ;;
            *) fail "setup knows no part '$part' (rust, lint, wasm, shrink, postgres, browser, all)" ;;
        esac
    done
}

# --- rust -------------------------------------------------------------------

setup_rust() {
    have cc || debian "a C compiler" gcc libc6-dev
    have curl || debian "curl" curl ca-certificates
    if cargo_is_new_enough; then return; fi
    if have rustup; then
        note "updating the stable toolchain"
        retry rustup toolchain install stable --profile minimal --component rustfmt,clippy || true
    else
        install_debian_rust || install_rustup
    fi
    cargo_is_new_enough || fail "cargo $(rust_version) or newer is needed; please install it from rustup.rs or as Debian's packages rustc-web and cargo-web."
}

rust_version() { sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml; }

cargo_is_new_enough() {
    have cargo && printf '%s\n%s\n' "$(rust_version)" "$(cargo --version | cut -d' ' -f2)" | sort -VC
}

# Debian keeps a current compiler for its browsers.
install_debian_rust() { try_debian "rustc and cargo" rustc-web cargo-web; }

install_rustup() {
    note "installing rustup"
    retry curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs -o /tmp/rustup-init.sh || return 0
    sh /tmp/rustup-init.sh -y --profile minimal --component rustfmt,clippy </dev/null >&2 || true
    rm -f /tmp/rustup-init.sh
    export PATH=$HOME/.cargo/bin:$PATH
}

setup_lint() {
    if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return; fi
    if have rustup; then
        note "adding rustfmt and clippy"
        retry rustup component add rustfmt clippy >&2 || fail "rustfmt and clippy could not be had from rustup."
    else
        debian "rustfmt and clippy" rustfmt-web rust-web-clippy
    fi
}

# --- wasm -------------------------------------------------------------------

# rustup's own target where its server can be reached. Where it can't: Debian's
# compiler, linked as the toolchain `web`, with a standard library built here.
setup_wasm() {
    if compiles_wasm || RUSTUP_TOOLCHAIN=web compiles_wasm; then return; fi
    if have rustup; then
        note "adding the target wasm32-unknown-unknown"
        if RUST_BACKTRACE=0 quiet rustup target add wasm32-unknown-unknown && compiles_wasm; then return; fi
        note "rustup can't fetch it; trying Debian's compiler instead"
    fi
    debian "Debian's current compiler" rustc-web cargo-web rust-web-src rust-web-clippy
    [ "$(id -u)" = 0 ] || have sudo || fail "the standard library for wasm goes into Debian's compiler folder, which needs root."
    local llvm
    llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    have "wasm-ld-$llvm" || debian "the linker for wasm" "lld-$llvm"
    if have rustup && ! rustup toolchain list | grep -q '^web\b'; then rustup toolchain link web /usr; fi
    PATH=/usr/bin:$PATH RUSTUP_TOOLCHAIN=web compiles_wasm || build_wasm_std
    PATH=/usr/bin:$PATH RUSTUP_TOOLCHAIN=web compiles_wasm || fail "the compiler still does not know the target wasm32-unknown-unknown."
}

compiles_wasm() {
    echo 'pub fn it_does() {}' |
        rustc --target wasm32-unknown-unknown --crate-type=lib --emit=metadata --out-dir="${TMPDIR:-/tmp}" --crate-name=rapport_probe - >/dev/null 2>&1
}

# Debian ships the standard library's source but no build of it for wasm.
build_wasm_std() {
    local nothing into
    note "building the standard library for wasm, once (about a minute)"
    nothing=$(mktemp -d)
    mkdir "$nothing/src"
    touch "$nothing/src/lib.rs"
    printf '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$nothing/Cargo.toml"
    # Bitcode is what link-time optimisation reads.
    retry in_folder "$nothing" env -u CARGO_TARGET_DIR -u CARGO_ENCODED_RUSTFLAGS \
        RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
        /usr/bin/cargo build --quiet --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,proc_macro \
        --config 'build.rustc="/usr/bin/rustc"' \
        || fail "the standard library for wasm could not be built."
    rm "$nothing"/target/wasm32-unknown-unknown/release/deps/libnothing-*.rlib
    into=$(/usr/bin/rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib
    as_root rm -rf "$into"
    as_root mkdir -p "$into"
    as_root cp "$nothing"/target/wasm32-unknown-unknown/release/deps/*.rlib "$into"
    rm -rf "$nothing"
}

# The version is pinned in tools/build/package-lock.json.
setup_shrink() {
    local programs=tools/build/node_modules/.bin
    [ ! -x $programs/wasm-opt ] || [ ! -x $programs/esbuild ] || return 0
    setup_node
    note "npm: binaryen, esbuild"
    retry npm_ci tools/build || fail "the npm packages binaryen and esbuild could not be had; releases need their wasm-opt and esbuild."
}

# --- tests ------------------------------------------------------------------

setup_postgres() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || have initdb || debian "PostgreSQL's server programs" postgresql
    [ "$(id -u)" != 0 ] || id postgres >/dev/null 2>&1 || useradd --system --user-group --no-create-home postgres
}

setup_browser() {
    setup_node
    [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || debian "a browser" chromium
    if [ end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]; then return; fi
    note "npm: Playwright"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 retry npm_ci end2end || fail "Playwright could not be had from npm."
}

setup_node() {
    have node || debian "Node.js" nodejs
    have npm || debian "npm" npm
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || fail "Node.js 18 or newer is needed (Debian's package nodejs)."
}

npm_ci() { in_folder "$1" npm ci --no-audit --no-fund --loglevel=error </dev/null >&2; }

# --- Debian -----------------------------------------------------------------

# debian WHAT PACKAGE…: installs, or says in a sentence what is missing.
debian() { try_debian "$@" || fail "$1 could not be installed; Debian's packages are: ${*:2}. Install them, or see that the network and the disk's room allow it, and run this again."; }

try_debian() {
    have apt-get || return 1
    if [ "$(id -u)" != 0 ] && ! have sudo; then
        note "installing $1 needs root, and there is no sudo"
        return 1
    fi
    note "Debian: ${*:2}"
    apt_install "${@:2}" || { quiet as_root apt-get update && retry apt_install "${@:2}"; }
}

apt_install() { quiet as_root apt-get install --yes --no-install-recommends -o Dpkg::Options::=--force-confold "$@"; }

# Who calls this has seen that one of both works.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo DEBIAN_FRONTEND=noninteractive "$@"; fi
}

# --- small words ------------------------------------------------------------

note() { say "    $*"; }
in_folder() { (cd "$1" && shift && "$@"); }

# Shows a command's output only if it fails.
quiet() {
    local log
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then rm "$log"; else tail -n 8 "$log" >&2; rm "$log"; return 1; fi
}

main "$@"

//! The browser's half: compiled, given its glue by wasm-bindgen and, for a
//! release, made smaller.

use crate::Mode;
use crate::shrink::Shrink;
use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";
const LINKER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";

/// What cargo is told to take, by every command of this file.
const HALF: [&str; 5] = [
    "--package=rapport-app",
    "--no-default-features",
    "--features=hydrate",
    "--target",
    TARGET,
];

/// Crates that belong to the server. One of them in the wasm is a mistake in
/// some Cargo.toml, and is better named here than by a linker.
const SERVER_ONLY: [&str; 7] = [
    "sqlx",
    "sqlx-core",
    "libsqlite3-sys",
    "axum",
    "axum-core",
    "hyper",
    "mio",
];

/// wasm with the script that loads it.
pub struct Bound {
    pub glue: Vec<u8>,
    pub wasm: Vec<u8>,
}

pub fn build(root: &Path, mode: Mode, shrink: Option<&Shrink>) -> Result<Bound> {
    let toolchain = Toolchain::find()?;
    refuse_server_crates(root, &toolchain)?;
    let target = target_folder(root);
    let mut cargo = toolchain.cargo(root);
    cargo.args(["build", "--lib"]).args(HALF);
    match mode {
        // The flag that .cargo/config.toml sets would make the wasm larger.
        Mode::Release => cargo.arg("--profile=wasm-release").env("RUSTFLAGS", ""),
        // Nobody reads line tables in a browser, and they are half of the file.
        Mode::Dev => cargo
            .env_remove("RUSTFLAGS")
            .env("CARGO_PROFILE_DEV_DEBUG", "false"),
    };
    succeed(&mut cargo, "the wasm does not compile")?;
    let profile = if mode == Mode::Release {
        "wasm-release"
    } else {
        "debug"
    };
    let raw = target.join(TARGET).join(profile).join("app.wasm");
    bind(&raw, &target.join("bound").join(mode.name()), mode, shrink)
}

/// clippy with the features and the target of the browser's half.
pub fn lint(root: &Path) -> Result<()> {
    let mut cargo = Toolchain::find()?.cargo(root);
    cargo
        .env_remove("RUSTFLAGS")
        .env("CARGO_PROFILE_DEV_DEBUG", "false");
    cargo
        .args(["clippy", "--lib"])
        .args(HALF)
        .args(["--", "-D", "warnings"]);
    succeed(&mut cargo, "clippy complains about the browser's half")
}

/// A folder of its own: cargo locks the folder it builds in, and the wasm may
/// come from another compiler than the rest.
fn target_folder(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("wasm")
}

fn refuse_server_crates(root: &Path, toolchain: &Toolchain) -> Result<()> {
    let mut cargo = toolchain.cargo(root);
    cargo.args(["tree", "--quiet"]).args(HALF).args([
        "--edges=normal",
        "--prefix=none",
        "--format={p}|{f}",
    ]);
    let tree = output(&mut cargo)?;
    for line in tree.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default();
        let tokio_net = name == "tokio" && features.split(',').any(|feature| feature == "net");
        ensure!(
            !SERVER_ONLY.contains(&name) && !tokio_net,
            "{name} has got into the wasm; `cargo tree -p rapport-app --no-default-features \
             --features hydrate --target {TARGET} -i {name}` shows how"
        );
    }
    Ok(())
}

/// Runs wasm-bindgen and makes its work smaller, unless the last run did for the
/// same wasm.
fn bind(raw: &Path, into: &Path, mode: Mode, shrink: Option<&Shrink>) -> Result<Bound> {
    let (glue, wasm) = (into.join("rapport.js"), into.join("rapport_bg.wasm"));
    let metadata = fs::metadata(raw).with_context(|| format!("{} is missing", raw.display()))?;
    let origin = format!(
        "{} bytes, {:?}, shrunk: {}",
        metadata.len(),
        metadata.modified()?,
        shrink.is_some()
    );
    let origin_file = into.join("origin");
    if fs::read_to_string(&origin_file).ok() != Some(origin.clone()) {
        if into.exists() {
            fs::remove_dir_all(into)?;
        }
        Bindgen::new()
            .input_path(raw)
            .out_name("rapport")
            .web(true)?
            .typescript(false)
            .remove_name_section(mode == Mode::Release)
            .remove_producers_section(mode == Mode::Release)
            .generate(into)
            .context("wasm-bindgen")?;
        // Scripts that crates bring along would need names with hashes too.
        ensure!(
            !into.join("snippets").exists(),
            "a crate brings scripts of its own, which rapport-build can't serve"
        );
        if let Some(shrink) = shrink {
            shrink.wasm(&wasm)?;
            fs::write(&glue, shrink.script(&fs::read(&glue)?)?)?;
        }
        fs::write(&origin_file, origin)?;
    }
    Ok(Bound {
        glue: fs::read(glue)?,
        wasm: fs::read(wasm)?,
    })
}

/// A compiler that knows the target: the one cargo uses anyway, or the one
/// linked as `web` by `tools/setup.sh wasm`.
struct Toolchain {
    name: Option<&'static str>,
    linker: Option<PathBuf>,
}

impl Toolchain {
    fn find() -> Result<Toolchain> {
        for name in [None, Some("web")] {
            let toolchain = Toolchain { name, linker: None };
            if toolchain.knows_the_target() {
                return Ok(Toolchain {
                    linker: toolchain.find_linker()?,
                    ..toolchain
                });
            }
        }
        bail!("no compiler here knows the target {TARGET}; `tools/setup.sh wasm` installs one")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        // `cargo run` points at the libraries of its own compiler.
        command.env_remove("LD_LIBRARY_PATH");
        if let Some(name) = self.name {
            command.env("RUSTUP_TOOLCHAIN", name);
        }
        command
    }

    fn cargo(&self, root: &Path) -> Command {
        let mut cargo = self.command("cargo");
        cargo
            .current_dir(root)
            .env("CARGO_TARGET_DIR", target_folder(root));
        if let Some(linker) = &self.linker {
            cargo.env(LINKER, linker);
        }
        cargo
    }

    fn print(&self, what: &[&str]) -> Option<PathBuf> {
        let text = output(self.command("rustc").arg("--print").args(what)).ok()?;
        Some(PathBuf::from(text.trim()))
    }

    fn knows_the_target(&self) -> bool {
        self.print(&["target-libdir", "--target", TARGET])
            .and_then(|folder| fs::read_dir(folder).ok())
            .is_some_and(|mut files| {
                files.any(|file| {
                    file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
                })
            })
    }

    /// rustup's compilers bring a linker; Debian's needs `wasm-ld`, which has
    /// its version in its name.
    fn find_linker(&self) -> Result<Option<PathBuf>> {
        let own = self
            .print(&["target-libdir"])
            .and_then(|libraries| Some(libraries.parent()?.join("bin/rust-lld")));
        if env::var_os(LINKER).is_some() || own.is_some_and(|own| own.exists()) {
            return Ok(None);
        }
        let mut found: Vec<(u32, PathBuf)> =
            env::split_paths(&env::var_os("PATH").unwrap_or_default())
                .filter_map(|folder| fs::read_dir(folder).ok())
                .flatten()
                .flatten()
                .filter_map(|file| {
                    let name = file.file_name().into_string().ok()?;
                    let version = name
                        .strip_prefix("wasm-ld")?
                        .trim_start_matches('-')
                        .to_owned();
                    Some((version.parse().unwrap_or_default(), file.path()))
                })
                .collect();
        found.sort();
        let (_, newest) = found
            .pop()
            .context("there is no wasm-ld; `tools/setup.sh wasm` installs it (Debian: lld)")?;
        Ok(Some(newest))
    }
}

fn succeed(command: &mut Command, complaint: &str) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} can't be run", command.get_program().display()))?;
    ensure!(status.success(), "{complaint}");
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{} can't be run", command.get_program().display()))?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}

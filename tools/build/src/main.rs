//! Builds what browsers load, into `target/site`:
//!
//! ```text
//! rapport-build assets             quickly, for working and for the tests
//! rapport-build assets --release   small, for production
//! rapport-build lint               clippy for the browser's half, no warning allowed
//! ```
//!
//! The server embeds `target/site` and finds every name in its manifest. What
//! has not changed since the last run is not built again.

mod shrink;
mod site;
mod style;
mod wasm;

use anyhow::{Context, Result, bail};
use shrink::Shrink;
use site::Site;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// For whom to build.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Compiles fast, compresses lightly.
    Dev,
    /// As small as it gets.
    Release,
}

impl Mode {
    const fn name(self) -> &'static str {
        match self {
            Mode::Dev => "dev",
            Mode::Release => "release",
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rapport-build: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let root = workspace()?;
    match words.as_slice() {
        ["assets"] => assets(&root, Mode::Dev),
        ["assets", "--release"] => assets(&root, Mode::Release),
        ["lint"] => wasm::lint(&root),
        _ => bail!("usage: rapport-build assets [--release] | lint"),
    }
}

/// The workspace is two folders up from this crate.
fn workspace() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .context("this crate has left the workspace")
}

fn assets(root: &Path, mode: Mode) -> Result<()> {
    let start = Instant::now();
    let mut site = Site::open(&root.join("target/site"), mode)?;
    let shrink = match mode {
        Mode::Dev => None,
        Mode::Release => Shrink::find(root),
    };
    let bound = wasm::build(root, mode, shrink.as_ref())?;
    site.add_wasm("rapport", &bound)?;
    let style = root.join("style");
    for (name, bytes) in style::static_files(&style.join("static"))? {
        site.add_static(&name, &bytes)?;
    }
    let css = style::sheet(&style, |name| site.address_of(name))?;
    site.add_css("site", css.as_bytes())?;
    let mut script = style::scripts(&style.join("scripts"))?.into_bytes();
    if let Some(shrink) = &shrink {
        script = shrink.script(&script)?;
    }
    site.add_script("site", &script)?;
    site.finish()?;
    println!(
        "assets: {} in {:.1} s",
        mode.name(),
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

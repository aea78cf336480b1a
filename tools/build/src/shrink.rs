//! Programs from npm that make smaller what browsers of a release load. Where
//! they are missing, a release works all the same.

use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What rustc assumes of every browser.
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "bulk-memory-opt",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// wasm-opt and esbuild.
pub struct Shrink {
    wasm_opt: PathBuf,
    esbuild: PathBuf,
}

impl Shrink {
    /// None, and a word to whoever builds, if one of them is missing.
    pub fn find(root: &Path) -> Option<Shrink> {
        let programs = root.join("tools/build/node_modules/.bin");
        let shrink = Shrink {
            wasm_opt: programs.join("wasm-opt"),
            esbuild: programs.join("esbuild"),
        };
        let both = shrink.wasm_opt.exists() && shrink.esbuild.exists();
        if !both {
            eprintln!(
                "wasm-opt or esbuild is missing, so wasm and scripts stay larger than need be; \
                 `tools/setup.sh shrink` installs them (npm: binaryen, esbuild)"
            );
        }
        both.then_some(shrink)
    }

    /// Makes the file smaller.
    pub fn wasm(&self, wasm: &Path) -> Result<()> {
        let mut command = Command::new(&self.wasm_opt);
        command.arg(wasm).arg("-o").arg(wasm).arg("-Oz");
        command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
        let status = command.status().context("wasm-opt can't be run")?;
        ensure!(status.success(), "wasm-opt");
        Ok(())
    }

    /// The script without what only readers need.
    pub fn script(&self, script: &[u8]) -> Result<Vec<u8>> {
        let mut esbuild = Command::new(&self.esbuild)
            .args(["--minify", "--loader=js", "--log-level=warning"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("esbuild can't be run")?;
        // Reads everything before it writes anything, and dropping the pipe ends it.
        esbuild
            .stdin
            .take()
            .context("esbuild does not listen")?
            .write_all(script)?;
        let output = esbuild.wait_with_output()?;
        ensure!(output.status.success(), "esbuild");
        Ok(output.stdout)
    }
}

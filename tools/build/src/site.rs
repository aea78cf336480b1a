//! The folder the server embeds: files named after their content, compressed
//! siblings beside them, and a manifest that knows the names.

use crate::Mode;
use crate::wasm::Bound;
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The address under which the server shows the folder.
const PREFIX: &str = "/assets/";

/// A site that is being put together.
pub struct Site {
    folder: PathBuf,
    mode: Mode,
    /// The last run compressed as this one does, so its siblings are good.
    same_mode: bool,
    manifest: Map<String, Value>,
    statics: BTreeMap<String, String>,
    sizes: BTreeMap<String, (usize, Option<u64>)>,
    kept: BTreeSet<PathBuf>,
    // Held until the site is done: two runs at once would remove each other's files.
    _lock: File,
}

impl Site {
    pub fn open(folder: &Path, mode: Mode) -> Result<Site> {
        fs::create_dir_all(folder.join("assets"))?;
        let lock = File::create(folder.with_extension("lock"))?;
        lock.lock()?;
        let before: Value = fs::read(folder.join("manifest.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Ok(Site {
            folder: folder.to_path_buf(),
            mode,
            same_mode: before.get("mode").and_then(Value::as_str) == Some(mode.name()),
            manifest: Map::from_iter([("mode".to_owned(), json!(mode.name()))]),
            statics: BTreeMap::new(),
            sizes: BTreeMap::new(),
            kept: BTreeSet::new(),
            _lock: lock,
        })
    }

    /// The glue and its wasm share one hash, since the page knows one name
    /// and derives both files from it.
    pub fn add_wasm(&mut self, stem: &str, bound: &Bound) -> Result<()> {
        let name = format!("{stem}-{}", hash(&[&bound.glue, &bound.wasm]));
        self.put(&format!("{name}.js"), &bound.glue)?;
        self.put(&format!("{name}_bg.wasm"), &bound.wasm)?;
        self.manifest.insert("wasm_name".to_owned(), json!(name));
        Ok(())
    }

    pub fn add_css(&mut self, stem: &str, bytes: &[u8]) -> Result<()> {
        self.add_named("css", stem, "css", bytes)
    }

    pub fn add_script(&mut self, stem: &str, bytes: &[u8]) -> Result<()> {
        self.add_named("script", stem, "js", bytes)
    }

    fn add_named(&mut self, key: &str, stem: &str, extension: &str, bytes: &[u8]) -> Result<()> {
        let name = format!("{stem}-{}.{extension}", hash(&[bytes]));
        self.put(&name, bytes)?;
        self.manifest.insert(key.to_owned(), json!(name));
        Ok(())
    }

    /// Folders are left behind: one folder of names with hashes is enough.
    pub fn add_static(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let file = name.rsplit('/').next().unwrap_or(name);
        let hashed = match file.rsplit_once('.') {
            Some((stem, extension)) => format!("{stem}-{}.{extension}", hash(&[bytes])),
            None => format!("{file}-{}", hash(&[bytes])),
        };
        self.put(&hashed, bytes)?;
        self.statics.insert(name.to_owned(), hashed);
        Ok(())
    }

    /// The address of a static file, given as style sheets write it:
    /// `/assets/fonts/a.woff2`.
    pub fn address_of(&self, written: &str) -> Option<String> {
        let hashed = self.statics.get(written.strip_prefix(PREFIX)?)?;
        Some(format!("{PREFIX}{hashed}"))
    }

    /// Writes a file and its compressed siblings, unless they are there: a
    /// name made from the content vouches for the content.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join("assets").join(name);
        if !path.exists() {
            write(&path, bytes)?;
        }
        let mut brotli_size = None;
        if compresses_well(name) {
            let brotli = self.sibling(&path, "br", |mode| brotli(bytes, mode))?;
            brotli_size = Some(fs::metadata(&brotli)?.len());
            if self.mode == Mode::Release {
                self.sibling(&path, "gz", |_| gzip(bytes))?;
            }
        }
        self.sizes
            .insert(name.to_owned(), (bytes.len(), brotli_size));
        self.kept.insert(path);
        Ok(())
    }

    fn sibling(
        &mut self,
        path: &Path,
        extension: &str,
        compress: impl FnOnce(Mode) -> Result<Vec<u8>>,
    ) -> Result<PathBuf> {
        let mut sibling = path.as_os_str().to_owned();
        sibling.push(format!(".{extension}"));
        let sibling = PathBuf::from(sibling);
        if !(self.same_mode && sibling.exists()) {
            write(&sibling, &compress(self.mode)?)?;
        }
        self.kept.insert(sibling.clone());
        Ok(sibling)
    }

    /// Writes the manifest (only if it says something new, since the server
    /// is built again when it changes), then removes what it no longer names.
    pub fn finish(mut self) -> Result<()> {
        self.manifest
            .insert("static".to_owned(), json!(self.statics));
        let sizes: Map<String, Value> = self
            .sizes
            .iter()
            .map(|(name, (raw, br))| (name.clone(), json!({ "raw": raw, "br": br })))
            .collect();
        self.manifest
            .insert("sizes".to_owned(), Value::Object(sizes));
        let text = serde_json::to_vec_pretty(&self.manifest)?;
        let path = self.folder.join("manifest.json");
        if fs::read(&path).ok().as_ref() != Some(&text) {
            write(&path, &text)?;
        }
        self.remove_old_files(&self.folder.join("assets"))?;
        self.print_sizes();
        Ok(())
    }

    fn remove_old_files(&self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                fs::remove_dir_all(&path)?;
            } else if !self.kept.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn print_sizes(&self) {
        let width = self.sizes.keys().map(String::len).max().unwrap_or_default();
        println!("{:width$}  {:>10}  {:>10}", "", "bytes", "brotli");
        for (name, (raw, br)) in &self.sizes {
            let br = br.map_or_else(|| "-".to_owned(), |br| br.to_string());
            println!("{name:width$}  {raw:>10}  {br:>10}");
        }
    }
}

/// Twelve hexadecimal digits that stand for the content.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher
        .finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Pictures and fonts of today are compressed already.
fn compresses_well(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    [
        "wasm",
        "js",
        "css",
        "svg",
        "json",
        "webmanifest",
        "txt",
        "ico",
        "ttf",
        "otf",
    ]
    .contains(&extension)
}

fn brotli(bytes: &[u8], mode: Mode) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if mode == Mode::Release { 11 } else { 4 },
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Under another name first: a server that reads the folder while we write
/// never sees half a file.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(".draft");
    fs::write(&draft, bytes)
        .and_then(|()| fs::rename(&draft, path))
        .with_context(|| format!("{} can't be written", path.display()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn build(folder: &Path, css: &str) -> Value {
        let mut site = Site::open(folder, Mode::Release).unwrap();
        let bound = Bound {
            glue: b"glue".to_vec(),
            wasm: b"wasm".to_vec(),
        };
        site.add_wasm("rapport", &bound).unwrap();
        site.add_static("logos/a.svg", b"<svg/>").unwrap();
        site.add_css("site", css.as_bytes()).unwrap();
        site.finish().unwrap();
        serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
    }

    #[test]
    fn every_name_of_the_manifest_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let manifest = build(&site, "a{}");
        let wasm = manifest["wasm_name"].as_str().unwrap();
        for name in [
            format!("{wasm}.js"),
            format!("{wasm}.js.br"),
            format!("{wasm}_bg.wasm.gz"),
            manifest["css"].as_str().unwrap().to_owned(),
            manifest["static"]["logos/a.svg"]
                .as_str()
                .unwrap()
                .to_owned(),
        ] {
            assert!(
                site.join("assets").join(&name).exists(),
                "{name} is missing"
            );
        }
    }

    #[test]
    fn old_files_go_and_unchanged_ones_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let time_of = |name: &str| {
            fs::metadata(site.join("assets").join(name))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = build(&site, "a{}");
        let logo = before["static"]["logos/a.svg"].as_str().unwrap();
        let written = time_of(logo);
        let after = build(&site, "b{}");
        assert!(
            !site
                .join("assets")
                .join(before["css"].as_str().unwrap())
                .exists()
        );
        assert!(
            site.join("assets")
                .join(after["css"].as_str().unwrap())
                .exists()
        );
        assert_eq!(time_of(logo), written);
    }
}

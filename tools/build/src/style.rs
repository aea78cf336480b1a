//! What people see before any script runs: the style sheets in their order,
//! the plain scripts, and the files that are served as they are.

use anyhow::{Context, Result, anyhow, bail};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// All style sheets of the folder as one, in the order that `order.txt` gives
/// (one file name per line, `#` begins a remark). A sheet that is not in the
/// list is an error: nobody would notice that it has no effect.
///
/// Addresses of static files (`url("/assets/fonts/a.woff2")`) become the names
/// with hashes that `address_of` knows.
pub fn sheet(folder: &Path, address_of: impl Fn(&str) -> Option<String>) -> Result<String> {
    let there = files(folder, "css")?;
    let order = fs::read_to_string(folder.join("order.txt")).unwrap_or_default();
    let listed: Vec<&str> = order
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|name| !name.is_empty())
        .collect();
    if let Some(forgotten) = there.keys().find(|name| !listed.contains(&name.as_str())) {
        bail!("style/{forgotten} is not listed in style/order.txt");
    }
    let mut all = String::new();
    for name in listed {
        let path = there
            .get(name)
            .with_context(|| format!("style/order.txt lists {name}, which is not there"))?;
        let text = fs::read_to_string(path)?;
        all.push_str(&minified(&format!("style/{name}"), &text, &address_of)?);
        all.push('\n');
    }
    Ok(all)
}

fn minified(name: &str, text: &str, address_of: impl Fn(&str) -> Option<String>) -> Result<String> {
    let options = ParserOptions {
        filename: name.to_owned(),
        ..ParserOptions::default()
    };
    let mut sheet = StyleSheet::parse(text, options).map_err(|error| anyhow!("{error}"))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| anyhow!("{name}: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            analyze_dependencies: Some(DependencyOptions::default()),
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{name}: {error}"))?;
    let mut css = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        match dependency {
            Dependency::Import(import) => {
                bail!(
                    "{name} imports {}: list it in style/order.txt instead",
                    import.url
                );
            }
            Dependency::Url(url) => {
                let line = url.loc.start.line;
                let address = if url.url.starts_with("data:") || url.url.starts_with('#') {
                    url.url
                } else {
                    address_of(&url.url).with_context(|| {
                        format!(
                            "{name}:{line}: no file in style/static has the address {}",
                            url.url
                        )
                    })?
                };
                css = css.replace(&url.placeholder, &address);
            }
        }
    }
    Ok(css)
}

/// The plain scripts one after the other, in the order of their names.
pub fn scripts(folder: &Path) -> Result<String> {
    let mut all = String::new();
    for path in files(folder, "js")?.values() {
        all.push_str(&fs::read_to_string(path)?);
        all.push_str("\n;\n");
    }
    Ok(all)
}

/// Everything below a folder, with `/` between the parts of the names.
pub fn static_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = waiting.pop() {
        for (name, path) in entries(&folder)? {
            if path.is_dir() {
                waiting.push((path, format!("{prefix}{name}/")));
            } else {
                all.insert(format!("{prefix}{name}"), fs::read(&path)?);
            }
        }
    }
    Ok(all)
}

fn files(folder: &Path, extension: &str) -> Result<BTreeMap<String, PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|_, path| path.extension().is_some_and(|its| its == extension));
    Ok(files)
}

/// What a folder holds, by name; nothing if there is no such folder.
fn entries(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    if !folder.exists() {
        return Ok(BTreeMap::new());
    }
    let mut entries = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.insert(name, entry.path());
        }
    }
    Ok(entries)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn known(name: &str) -> Option<String> {
        (name == "/assets/a.svg").then(|| "/assets/a-1.svg".to_owned())
    }

    #[test]
    fn sheets_come_in_the_order_of_the_list() {
        let folder = folder_with(&[
            ("order.txt", "b.css # first\n\na.css\n"),
            ("a.css", "a { color: red; } /* gone */"),
            ("b.css", "b { background: url(/assets/a.svg) }"),
        ]);
        let css = sheet(folder.path(), known).unwrap();
        assert_eq!(
            css,
            "b{background:url(\"/assets/a-1.svg\")}\na{color:red}\n"
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (order, css, complaint) in [
            ("", "a {}", "not listed"),
            ("a.css\nc.css", "a {}", "not there"),
            ("a.css", "@import 'b.css';", "imports"),
            (
                "a.css",
                "a { background: url(/assets/b.svg) }",
                "style/a.css:1: no file",
            ),
            ("a.css", "a { color: red; } } b {}", "style/a.css"),
        ] {
            let folder = folder_with(&[("order.txt", order), ("a.css", css)]);
            let error = sheet(folder.path(), known).unwrap_err().to_string();
            assert!(error.contains(complaint), "{css}: {error}");
        }
    }

    #[test]
    fn no_folder_is_an_empty_sheet() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("style");
        assert_eq!(sheet(&missing, known).unwrap(), "");
        assert_eq!(scripts(&missing).unwrap(), "");
        assert!(static_files(&missing).unwrap().is_empty());
    }
}

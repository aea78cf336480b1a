//! A packed file with a handbook, within limits: whoever packs can write anything,
//! so that nothing it says of itself is believed before it is counted.

use super::SourceFile;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most files of a handbook.
pub const MOST_FILES: usize = 5_000;
/// The most bytes that it unpacks to.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// How many bytes one packed byte may stand for. Text comes to five or ten; a bomb
/// comes to a thousand.
const MOST_RATIO: u64 = 100;
/// Up to so many bytes nobody asks for the ratio.
const SMALL: u64 = 1024 * 1024;

/// Why nothing was unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unpackable {
    /// It is no packed file (ZIP), or is broken.
    #[error("no packed file")]
    Broken,
    /// It has a password.
    #[error("it has a password")]
    Protected,
    /// It unpacks to more than anybody has: files, bytes, or bytes for a byte.
    #[error("it unpacks to too much")]
    TooMuch,
}

/// Unpacks a handbook. Takes as long as it takes: not for a thread that others wait
/// for.
///
/// # Errors
/// See [`Unpackable`].
pub fn unpack(bytes: &[u8]) -> Result<Vec<SourceFile>, Unpackable> {
    let mut packed = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unpackable::Broken)?;
    if packed.len() > MOST_FILES {
        return Err(Unpackable::TooMuch);
    }
    let mut left = MOST_BYTES;
    let mut files = Vec::new();
    for place in 0..packed.len() {
        let part = packed.by_index_raw(place).map_err(|_| Unpackable::Broken)?;
        if part.encrypted() {
            return Err(Unpackable::Protected);
        }
        let is_file = part.is_file();
        let small = part.compressed_size();
        if !is_believable(part.size(), small) || part.size() > left {
            return Err(Unpackable::TooMuch);
        }
        drop(part);
        if !is_file {
            continue;
        }
        let part = packed.by_index(place).map_err(|_| Unpackable::Broken)?;
        let path = tidy(&part.name().map_err(|_| Unpackable::Broken)?);
        let mut bytes = Vec::new();
        // One more than is believed, so that too much is seen to be.
        let most = left.min(small.saturating_mul(MOST_RATIO).max(SMALL));
        part.take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|_| Unpackable::Broken)?;
        let count = bytes.len() as u64;
        if count > most {
            return Err(Unpackable::TooMuch);
        }
        left -= count;
        // What a system puts into each of its folders is nobody's.
        let is_ours = !path.is_empty()
            && !path
                .split('/')
                .any(|part| part.starts_with('.') || part == "__MACOSX");
        if is_ours {
            files.push(SourceFile { path, bytes });
        }
    }
    Ok(files)
}

fn is_believable(bytes: u64, packed: u64) -> bool {
    bytes <= SMALL || bytes / MOST_RATIO <= packed
}

/// The path from the top, which no part of it leads above.
fn tidy(name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
        .join("/")
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn packed(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_come_out_with_their_paths() {
        let bytes = packed(&[
            ("kb/a.rst", b"x".to_vec()),
            ("kb/../../etc/b.md", b"y".to_vec()),
            ("kb/.hidden", b"z".to_vec()),
        ]);
        let files = unpack(&bytes).unwrap();
        let paths: Vec<&str> = files.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["kb/a.rst", "etc/b.md"]);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bytes = packed(&[("a.rst", vec![0; 64 * 1024 * 1024])]);
        assert!(bytes.len() < 200_000);
        assert_eq!(unpack(&bytes).unwrap_err(), Unpackable::TooMuch);
    }

    #[test]
    fn what_is_no_packed_file_is_refused() {
        assert_eq!(unpack(b"Hello").unwrap_err(), Unpackable::Broken);
        let mut bytes = packed(&[("a.rst", b"some text".to_vec())]);
        bytes.truncate(bytes.len() - 10);
        assert_eq!(unpack(&bytes).unwrap_err(), Unpackable::Broken);
    }
}

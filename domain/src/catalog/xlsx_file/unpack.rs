//! Unpacking a workbook into nothing, counting, before anything of it is believed.

use super::{broken, megabytes};
use crate::catalog::csv_file::{FileProblem, MOST_LINES};
use crate::catalog::xlsx_parts::{check_formats, check_texts, check_where};
use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom, Write};
use zip::ZipArchive;

/// What a workbook may unpack to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most files in it.
    pub(super) parts: usize,
    /// The most bytes of all of them.
    pub(super) bytes: u64,
    /// The most bytes of the table of texts, which is kept in memory.
    pub(super) texts: u64,
    /// The most texts in it.
    pub(super) text_count: u64,
    /// The most bytes of the formats of cells, and how many there may be.
    pub(super) formats: usize,
    pub(super) format_count: usize,
    /// The most bytes of the list of sheets and of where they are. In a part that
    /// is larger, no single text may be longer than `text`, and nothing is said that
    /// is no part of the table: a library holds a remark as a whole.
    pub(super) list: u64,
    pub(super) text: u64,
    /// The most bytes of what says where the list of sheets is.
    pub(super) first: usize,
    /// How many bytes one packed byte may stand for. Rows of a sheet are alike
    /// and come to twenty or forty; a bomb comes to a thousand.
    pub(super) ratio: u64,
    /// Up to so many bytes nobody asks for the ratio.
    pub(super) small: u64,
    /// The most rows of the sheet that is read, besides the header.
    pub(super) lines: i64,
}

pub(super) const LIMITS: Limits = Limits {
    parts: 5_000,
    bytes: 1024 * 1024 * 1024,
    texts: 128 * 1024 * 1024,
    text_count: 4_000_000,
    formats: 8 * 1024 * 1024,
    format_count: 131_072,
    list: 32 * 1024 * 1024,
    text: 1024 * 1024,
    first: 64 * 1024,
    ratio: 200,
    small: 4 * 1024 * 1024,
    lines: MOST_LINES,
};

/// Unpacks all of it into nothing: first asks how much it says it is, then
/// counts how much it really is. Also looks whether it is a workbook. Answers how
/// many rows a sheet may have, at most.
pub(super) fn examine(limits: Limits, file: &mut File) -> Result<i64, FileProblem> {
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    let mut packed = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if packed.len() > limits.parts {
        return Err(FileProblem::Bomb);
    }
    let mut said: u64 = 0;
    let mut is_workbook = false;
    for place in 0..packed.len() {
        let part = packed.by_index_raw(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        said = said.saturating_add(part.size());
        if said > limits.bytes || !is_believable(limits, part.size(), part.compressed_size()) {
            return Err(FileProblem::Bomb);
        }
        if is_texts(&name) && part.size() > limits.texts {
            return Err(FileProblem::TooLarge {
                most: megabytes(limits.texts),
            });
        }
    }
    if !is_workbook {
        return Err(FileProblem::NotASpreadsheet);
    }
    let mut left = limits.bytes;
    let mut rows = 0;
    for place in 0..packed.len() {
        let part = packed.by_index(place).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_lowercase();
        let small = part.compressed_size();
        let mut seen = Seen {
            limits,
            packed: small,
            most: most_of(limits, &name).min(left),
            count: 0,
            text: 0,
            brackets: 0,
            open: false,
            remark: false,
            kept: kept_of(limits, &name),
            head: Vec::new(),
            rows: Rows::default(),
            burst: false,
        };
        let unpacked = io::copy(&mut BufReader::new(part), &mut seen);
        if seen.burst {
            return Err(FileProblem::Bomb);
        }
        unpacked.map_err(broken)?;
        left = left.saturating_sub(seen.count);
        rows = rows.max(seen.rows.count);
        if is_texts(&name) && seen.count > 0 {
            // No text takes less than `<si/>`.
            check_texts(&seen.head, limits.text_count.min(seen.count / 5))?;
        }
        if is_formats(&name) {
            check_formats(&seen.head, limits.format_count)?;
        }
        if is_first(&name) {
            check_where(&seen.head)?;
        }
    }
    Ok(rows)
}

/// Counts what may be the beginnings of rows in a text that comes in pieces; rather
/// too many than too few.
#[derive(Default)]
struct Rows {
    count: i64,
    /// How the piece before ended.
    end: Vec<u8>,
}

impl Rows {
    fn see(&mut self, bytes: &[u8]) {
        const LONG: usize = 5;
        let is_row = |five: &&[u8]| {
            matches!(
                five,
                [
                    b'<' | b':',
                    b'r',
                    b'o',
                    b'w',
                    b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r'
                ]
            )
        };
        let seam = bytes.get(..LONG - 1).unwrap_or(bytes);
        let seam: Vec<u8> = self.end.iter().chain(seam).copied().collect();
        let found =
            bytes.windows(LONG).filter(is_row).count() + seam.windows(LONG).filter(is_row).count();
        self.count += i64::try_from(found).unwrap_or_default();
        let from = bytes.len().saturating_sub(LONG - 1);
        let last = bytes.get(from..).unwrap_or_default();
        self.end = if last.len() < LONG - 1 {
            let kept = seam.len().saturating_sub(LONG - 1);
            seam.get(kept..).unwrap_or_default().to_vec()
        } else {
            last.to_vec()
        };
    }
}

fn is_texts(name: &str) -> bool {
    name.ends_with("sharedstrings.xml")
}

fn is_formats(name: &str) -> bool {
    name.ends_with("styles.xml")
}

/// Whether it says where the list of sheets is.
fn is_first(name: &str) -> bool {
    let name = name.replace('\\', "/");
    name.trim_start_matches('/') == "_rels/.rels"
}

/// How many bytes a part of this name may have.
fn most_of(limits: Limits, name: &str) -> u64 {
    if is_texts(name) {
        limits.texts
    } else if is_formats(name) {
        limits.formats as u64
    } else if is_first(name) {
        limits.first as u64
    } else if name.ends_with("workbook.xml") || name.ends_with(".rels") {
        limits.list
    } else {
        limits.bytes
    }
}

/// How much of it is looked at afterwards: the first tag of the texts, all of the
/// formats and of where the list of sheets is.
fn kept_of(limits: Limits, name: &str) -> usize {
    if is_texts(name) {
        16 * 1024
    } else if is_formats(name) {
        limits.formats
    } else if is_first(name) {
        limits.first
    } else {
        0
    }
}

fn is_believable(limits: Limits, bytes: u64, packed: u64) -> bool {
    bytes <= limits.small || bytes / limits.ratio <= packed
}

/// Where unpacked bytes go: they are counted, and no more are taken than one
/// may believe.
struct Seen {
    limits: Limits,
    packed: u64,
    most: u64,
    count: u64,
    /// How many of the last follow on each other without a bracket: a text.
    text: u64,
    /// How many brackets were opened, and whether the last byte opened one.
    brackets: u64,
    open: bool,
    /// Whether there is something between brackets that is no tag: a remark, a text
    /// that may have brackets, a word to other programs.
    remark: bool,
    /// How it begins, so many bytes of it.
    kept: usize,
    head: Vec<u8>,
    rows: Rows,
    burst: bool,
}

impl Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count += bytes.len() as u64;
        let mut longest = 0;
        for text in bytes.split_inclusive(|byte| *byte == b'<') {
            // The first of all may say what the part is: `<?xml … ?>`.
            self.remark |= self.open
                && match text.first() {
                    Some(b'!') => true,
                    Some(b'?') => self.brackets > 1,
                    _ => false,
                };
            self.text += text.len() as u64;
            longest = longest.max(self.text);
            self.open = text.ends_with(b"<");
            if self.open {
                self.brackets += 1;
                self.text = 0;
            }
        }
        if self.count > self.most
            || !is_believable(self.limits, self.count, self.packed)
            || (self.count > self.limits.list && (longest > self.limits.text || self.remark))
        {
            self.burst = true;
            return Err(io::Error::other("more than is believable"));
        }
        let wanted = self.kept.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.rows.see(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_counted_wherever_the_pieces_end(
            rows in 0_usize..40, cuts in prop::collection::vec(1_usize..9, 1..60),
        ) {
            let text = format!("<x>{}</x>", "<row r=\"1\"><c/></row>".repeat(rows));
            let mut counted = Rows::default();
            let mut rest = text.as_bytes();
            for cut in cuts.iter().cycle() {
                let (piece, after) = rest.split_at((*cut).min(rest.len()));
                counted.see(piece);
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(counted.count, i64::try_from(rows).unwrap());
        }
    }
}

//! What a file is, by what it contains.

/// Whether it is to be looked at or to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A picture, in three sizes.
    Picture,
    /// A document, as it was sent.
    Document,
    /// Software, as it was sent.
    Package,
}

/// What of a file is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A picture in a list.
    Small,
    /// A picture on its product's page.
    Page,
    /// A picture as large as it is kept.
    Full,
    /// A document or software, as it was sent.
    Document,
}

impl Size {
    /// The sizes of pictures, the smallest first.
    pub const PICTURES: [Self; 3] = [Self::Small, Self::Page, Self::Full];

    /// The word it is stored as and asked for by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Page => "page",
            Self::Full => "full",
            Self::Document => "document",
        }
    }

    /// The size of this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::PICTURES.into_iter().chain([Self::Document]);
        all.find(|one| one.code() == code)
    }

    /// The longest side of a picture of this size, in pixels.
    #[must_use]
    pub const fn longest_side(self) -> u32 {
        match self {
            Self::Small => 96,
            Self::Page => 480,
            Self::Full | Self::Document => 1600,
        }
    }
}

/// The kinds of files that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// Either.
    Webp,
    /// A document for reading and printing.
    Pdf,
    /// Plain text.
    Text,
    /// A table as text.
    Csv,
    /// A table of Excel.
    Xlsx,
    /// A text of Word.
    Docx,
    /// A text of LibreOffice.
    Odt,
    /// A table of LibreOffice.
    Ods,
    /// Software: whatever it is, it is only ever saved.
    Package,
}

impl Media {
    const ALL: [Self; 11] = [
        Self::Png,
        Self::Jpeg,
        Self::Webp,
        Self::Pdf,
        Self::Text,
        Self::Csv,
        Self::Xlsx,
        Self::Docx,
        Self::Odt,
        Self::Ods,
        Self::Package,
    ];

    /// What browsers call it.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Package => "application/octet-stream",
        }
    }

    /// What is stored as this type.
    #[must_use]
    pub fn from_mime(mime: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.mime() == mime)
    }

    /// What a file of it ends with, which is also what people call it.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Package => "bin",
        }
    }

    /// Whether it is a picture, a document or software.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Png | Self::Jpeg | Self::Webp => Kind::Picture,
            Self::Package => Kind::Package,
            _ => Kind::Document,
        }
    }

    /// What these bytes are; none if that is nothing we take. The name only says
    /// whether a text is a table.
    #[must_use]
    pub fn of(bytes: &[u8], name: &str) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::Webp);
        }
        if bytes.starts_with(b"%PDF-") {
            // A file that broke off on its way has no end.
            let tail = bytes.get(bytes.len().saturating_sub(2_048)..)?;
            return contains(tail, b"%%EOF").then_some(Self::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return archive(bytes);
        }
        let is_table = name.to_lowercase().ends_with(".csv");
        is_text(bytes).then_some(if is_table { Self::Csv } else { Self::Text })
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|one| one == wanted)
}

/// Text in UTF-8 that nobody's browser would take for a page, a drawing or a
/// program.
fn is_text(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let begins = text.trim_start();
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    !begins.is_empty()
        && !begins.starts_with(['<', '{'])
        && !begins.starts_with("#!")
        && !begins.starts_with("%!")
        && !text.contains(is_control)
}

/// The documents that are archives, by the names in their directory. Nothing is
/// unpacked, so that it does not matter how large it would be.
fn archive(bytes: &[u8]) -> Option<Media> {
    let names = names_in_archive(bytes)?;
    let has = |name: &str| names.contains(&name.as_bytes());
    // Programs in documents are programs.
    let has_program = names.iter().any(|one| {
        let lower = one.to_ascii_lowercase();
        lower.ends_with(b"vbaproject.bin") || lower.starts_with(b"basic/")
    });
    if has_program {
        return None;
    }
    if has("[Content_Types].xml") {
        if has("xl/workbook.xml") {
            return Some(Media::Xlsx);
        }
        return has("word/document.xml").then_some(Media::Docx);
    }
    // These say what they are in their first file, which is not packed: its
    // name begins at byte 30, its content follows.
    let says = bytes.get(30..)?.strip_prefix(b"mimetype")?;
    if !has("content.xml") {
        return None;
    }
    [Media::Ods, Media::Odt]
        .into_iter()
        .find(|one| says.starts_with(one.mime().as_bytes()))
}

/// The most files that a document of this kind has in it.
const MOST_NAMES: usize = 5_000;

/// The names in the central directory of an archive; none if it has none, as
/// when its end is missing.
fn names_in_archive(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    // The directory's end is the last thing in it but for a comment.
    let from = bytes.len().saturating_sub(22 + 0xFFFF);
    let tail = bytes.get(from..)?;
    let end = tail.windows(4).rposition(|one| one == b"PK\x05\x06")? + from;
    let count = usize::from(short(bytes, end + 10)?);
    let mut at = usize::try_from(long(bytes, end + 16)?).ok()?;
    if count > MOST_NAMES {
        return None;
    }
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let length = |offset: usize| short(bytes, at + offset).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(names)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An archive with these files in it, not packed.
    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let at = u32::try_from(out.len()).unwrap();
            let size = u32::try_from(content.len()).unwrap().to_le_bytes();
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            out.extend(b"PK\x03\x04");
            out.extend([0; 14]);
            out.extend(size);
            out.extend(size);
            out.extend(length);
            out.extend([0, 0]);
            out.extend(name.as_bytes());
            out.extend(*content);
            directory.extend(b"PK\x01\x02");
            directory.extend([0; 24]);
            directory.extend(length);
            directory.extend([0; 12]);
            directory.extend(at.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let (at, size) = (out.len(), directory.len());
        let count = u16::try_from(files.len()).unwrap().to_le_bytes();
        out.extend(directory);
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend(count);
        out.extend(count);
        out.extend(u32::try_from(size).unwrap().to_le_bytes());
        out.extend(u32::try_from(at).unwrap().to_le_bytes());
        out.extend([0, 0]);
        out
    }

    #[test]
    fn documents_are_known_by_what_they_contain() {
        let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
        let sheet = zip(&[types, ("xl/workbook.xml", b"<x/>")]);
        assert_eq!(Media::of(&sheet, "picture.png"), Some(Media::Xlsx));
        let text = zip(&[types, ("word/document.xml", b"<x/>")]);
        assert_eq!(Media::of(&text, ""), Some(Media::Docx));
        let mime = Media::Odt.mime().as_bytes();
        let odt = zip(&[("mimetype", mime), ("content.xml", b"<x/>")]);
        assert_eq!(Media::of(&odt, ""), Some(Media::Odt));
        assert_eq!(Media::of(b"%PDF-1.7\n...\n%%EOF\n", ""), Some(Media::Pdf));
        assert_eq!(
            Media::of("Maß;Länge\n1;2".as_bytes(), "a.CSV"),
            Some(Media::Csv)
        );
        assert_eq!(Media::of(b"Read me", "a.exe"), Some(Media::Text));
        // Broken off, an archive of anything, with a program in it.
        assert_eq!(Media::of(&sheet[..sheet.len() - 30], ""), None);
        assert_eq!(Media::of(&zip(&[("a.txt", b"a")]), "a.zip"), None);
        let program: (&str, &[u8]) = ("xl/vbaProject.bin", b"x");
        let macros = zip(&[types, ("xl/workbook.xml", b"<x/>"), program]);
        assert_eq!(Media::of(&macros, "a.xlsx"), None);
        assert_eq!(Media::of(b"%PDF-1.7\n...", "a.pdf"), None);
    }

    #[test]
    fn pages_drawings_and_programs_are_refused() {
        for wrong in [
            &b"<!doctype html><script>"[..],
            b" \n<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"\xef\xbb\xbf<html>",
            b"#!/bin/sh\n",
            b"MZ\x90\0\x03",
            b"\x7fELF\x02",
            b"GIF89a\x01\0\x01\0",
            b"a\0b",
            b"   ",
            b"",
            b"\xff\xfe<\0h\0",
        ] {
            assert_eq!(Media::of(wrong, "harmless.txt"), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Media::of(&bytes, "a.csv");
            let mut archive = b"PK\x03\x04".to_vec();
            archive.extend(&bytes);
            archive.extend(b"PK\x05\x06\0\0\0\0");
            archive.extend(&bytes);
            let _ = Media::of(&archive, "");
        }
    }
}

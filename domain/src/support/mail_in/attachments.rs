//! What comes with a mail, and what of it is refused: programs, by their name and
//! by what they contain, and what is too large or too much.
//!
//! A name is believed when it says that something is a program, and never when it
//! says that it is none. An archive is looked into as far as its own table of
//! contents; what is packed twice or locked is for the virus scanner of whoever
//! runs this. Nothing refused is kept; the case tells what it was.

/// The largest attachment that is kept, in bytes: what the room `files` takes.
pub const LARGEST_ATTACHMENT: usize = crate::files::LARGEST_DOCUMENT;
/// The most attachments that are kept of one mail.
pub const MOST_ATTACHMENTS: usize = 30;

/// Something that came with a mail and is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without folders and without what hides its ending.
    pub name: String,
    /// What it says it is, in lower case: `image/png`. Not believed by the room
    /// `files`, which looks at the content.
    pub media_type: String,
    /// Its content, decoded.
    pub content: Vec<u8>,
    /// It is shown within the text: most often a logo.
    pub inline: bool,
}

/// Something that came with a mail and is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its name, as in [`Attachment::name`].
    pub name: String,
    /// How large it was, in bytes.
    pub size: usize,
    /// Why.
    pub why: NotKept,
}

/// Why an attachment is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotKept {
    /// It could be run, by its name, its content, or what an archive contains.
    Program,
    /// Larger than [`LARGEST_ATTACHMENT`].
    TooLarge,
    /// One more than [`MOST_ATTACHMENTS`].
    TooMany,
}

/// Why this is not kept; `None` if it is.
pub(super) fn refused(name: &str, content: &[u8]) -> Option<NotKept> {
    if content.len() > LARGEST_ATTACHMENT {
        return Some(NotKept::TooLarge);
    }
    let runs = runs_by_name(name) || runs_by_content(content) || contains_programs(content);
    runs.then_some(NotKept::Program)
}

/// A name that can be shown and stored: the last part of a path, without control
/// characters and those that turn the direction of writing, which make
/// `exe.pdf` of `fdp.exe`. At most 200 characters, the ending kept.
pub(super) fn clean_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = name
        .chars()
        .filter(|c| !c.is_control() && !turns(*c) && !"<>:\"|?*".contains(*c))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let name = words.join(" ");
    // Windows leaves out points and blanks at the end.
    let name = name.trim_end_matches(['.', ' ']);
    let length = name.chars().count();
    let Some(cut) = length.checked_sub(MOST_NAME).filter(|cut| *cut > 0) else {
        return name.to_owned();
    };
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let kept = stem.chars().count().saturating_sub(cut);
    stem.chars().take(kept).collect::<String>() + &ending
}

const MOST_NAME: usize = 200;

const fn turns(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// Endings of what a computer runs when it is opened, or what carries such: of
/// programs, scripts, shortcuts, installers, disks, documents with macros.
const PROGRAMS: [&str; 80] = [
    "ade",
    "adp",
    "apk",
    "app",
    "appx",
    "bat",
    "chm",
    "class",
    "cmd",
    "com",
    "cpl",
    "deb",
    "dex",
    "diagcab",
    "dll",
    "dmg",
    "docm",
    "dotm",
    "elf",
    "exe",
    "gadget",
    "hta",
    "img",
    "inf",
    "ins",
    "iso",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "lib",
    "lnk",
    "mde",
    "msc",
    "msi",
    "msix",
    "msp",
    "mst",
    "nsh",
    "ocx",
    "one",
    "pif",
    "pkg",
    "potm",
    "ppam",
    "ppsm",
    "pptm",
    "ps1",
    "ps1xml",
    "psc1",
    "psm1",
    "reg",
    "rpm",
    "run",
    "scf",
    "scr",
    "sct",
    "settingcontent-ms",
    "sh",
    "shb",
    "sys",
    "so",
    "url",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "vxd",
    "wsc",
    "wsf",
    "wsh",
    "xlam",
    "xll",
    "xlsm",
    "xltm",
    "xnk",
    "bash",
    "command",
];

fn runs_by_name(name: &str) -> bool {
    let name = clean_name(name).to_lowercase();
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| PROGRAMS.contains(&ending.trim()))
}

fn runs_by_content(content: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 9] = [
        // Windows, and DOS before it.
        b"MZ",
        b"\x7fELF",
        // macOS, in both orders of bytes and for several processors; Java.
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        // A shortcut of Windows.
        b"\x4c\x00\x00\x00\x01\x14\x02\x00",
        // A script of Unix.
        b"#!",
    ];
    BEGINNINGS.iter().any(|one| content.starts_with(one))
}

/// Whether an archive names a program in its table of contents (APPNOTE.TXT of
/// PKWARE, section 4.3.12), or a document macros.
fn contains_programs(content: &[u8]) -> bool {
    const ENTRY: &[u8] = b"PK\x01\x02";
    if !content.starts_with(b"PK") {
        return false;
    }
    content.windows(ENTRY.len()).enumerate().any(|(at, found)| {
        if found != ENTRY {
            return false;
        }
        let number = |from: usize| -> Option<usize> {
            let bytes = content.get(at + from..at + from + 2)?;
            Some(usize::from(u16::from_le_bytes(bytes.try_into().ok()?)))
        };
        let name = number(28).and_then(|length| content.get(at + 46..at + 46 + length));
        let name = String::from_utf8_lossy(name.unwrap_or_default());
        runs_by_name(&name) || name.to_lowercase().ends_with("vbaproject.bin")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_refused_by_name() {
        for name in [
            "setup.exe",
            "SETUP.EXE",
            "invoice.pdf.exe",
            "invoice.pdf   .exe",
            "setup.exe. ",
            "C:\\temp\\run.bat",
            "photo\u{202e}gpj.scr",
            "set\u{200b}up.e\u{200b}xe",
            "letter.docm",
        ] {
            assert_eq!(refused(name, b"hello"), Some(NotKept::Program), "{name}");
        }
        for name in [
            "photo.png",
            "exe",
            "notes.exe.txt",
            "archive.zip",
            "",
            "log",
        ] {
            assert_eq!(refused(name, b"hello"), None, "{name}");
        }
    }

    #[test]
    fn programs_are_refused_by_content() {
        for content in [
            &b"MZ\x90\0"[..],
            b"\x7fELF\x02",
            b"#!/bin/sh\n",
            b"\xca\xfe\xba\xbe\0",
        ] {
            assert_eq!(refused("photo.png", content), Some(NotKept::Program));
        }
        assert_eq!(refused("photo.png", b"\x89PNG\r\n"), None);
        let large = vec![b' '; LARGEST_ATTACHMENT + 1];
        assert_eq!(refused("log.txt", &large), Some(NotKept::TooLarge));
    }

    /// An entry of the table of contents of an archive.
    fn archive(name: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04packed".to_vec();
        bytes.extend(b"PK\x01\x02");
        bytes.extend([0; 24]);
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend([0; 16]);
        bytes.extend(name.as_bytes());
        bytes
    }

    #[test]
    fn archives_are_looked_into() {
        for name in ["a/b/setup.exe", "word/vbaProject.bin", "x.js"] {
            assert_eq!(
                refused("x.zip", &archive(name)),
                Some(NotKept::Program),
                "{name}"
            );
        }
        assert_eq!(refused("x.docx", &archive("word/document.xml")), None);
        let mut cut = archive("setup.exe");
        cut.truncate(cut.len() - 3);
        assert_eq!(refused("x.zip", &cut), None);
    }

    #[test]
    fn names_are_shown_as_they_are() {
        assert_eq!(clean_name("../../etc/pass\u{0}wd"), "passwd");
        assert_eq!(clean_name("a\u{202e}fdp.exe"), "afdp.exe");
        assert_eq!(clean_name(" two \n words . "), "two words");
        let long = clean_name(&("ä".repeat(300) + ".png"));
        assert_eq!(long.chars().count(), MOST_NAME);
        assert!(long.ends_with(".png"));
    }
}

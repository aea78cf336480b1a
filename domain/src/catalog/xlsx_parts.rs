//! The parts of a workbook that a library keeps in memory as a whole: it makes room
//! for as many texts as their table says it has, and each format of cells gets a copy
//! of the name of its letters. So what they say is looked at before.
//!
//! It has to be seen here as the library sees it. What could hide something from us
//! (comments, other encodings) no program for sheets writes there, and is refused.

use super::csv_file::FileProblem;

/// The longest tag of the formats. Names of letters and of formats stand in tags, and no
/// program for sheets takes one of more than 255 letters.
const LONGEST_TAG: usize = 2_048;

/// Looks how many texts a table says it has; `head` is how it begins, in which its
/// first tag has to end.
///
/// # Errors
/// [`FileProblem::Bomb`] if there are more than `most`.
pub(super) fn check_texts(head: &[u8], most: u64) -> Result<(), FileProblem> {
    let head = String::from_utf8_lossy(head);
    let (before, from) = after_declaration(&head)
        .split_once('<')
        .ok_or(FileProblem::Broken)?;
    let (tag, _) = tag(from).ok_or(FileProblem::Broken)?;
    if !is_plain(before) || !is_plain(tag) || local_name(tag) != "sst" {
        return Err(FileProblem::Broken);
    }
    for (at, _) in tag.match_indices("uniqueCount") {
        let digits: String = tag
            .get(at..)
            .unwrap_or_default()
            .chars()
            .skip("uniqueCount".len())
            .skip_while(|c| c.is_whitespace() || matches!(c, '=' | '"' | '\''))
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.len() > 9 || digits.parse().unwrap_or(0) > most {
            return Err(FileProblem::Bomb);
        }
    }
    Ok(())
}

/// Looks at the formats of cells: how many there are, and how long what each of them gets
/// a copy of.
///
/// # Errors
/// [`FileProblem::Bomb`] if they are more than `most`, or a name is longer than any.
pub(super) fn check_formats(part: &[u8], most: usize) -> Result<(), FileProblem> {
    let text = std::str::from_utf8(part).map_err(|_| FileProblem::Broken)?;
    if !is_plain(text) {
        return Err(FileProblem::Broken);
    }
    let (mut rest, mut formats) = (after_declaration(text), 0);
    while let Some((_, from)) = rest.split_once('<') {
        if from.starts_with(['!', '?']) {
            return Err(FileProblem::Broken);
        }
        let (tag, after) = tag(from).ok_or(FileProblem::Broken)?;
        formats += usize::from(local_name(tag) == "xf");
        if tag.len() > LONGEST_TAG || formats > most {
            return Err(FileProblem::Bomb);
        }
        rest = after;
    }
    Ok(())
}

/// Looks where a workbook says that the list of its sheets is. Only a part called
/// `workbook.xml` may be it: that is how all programs call it, and the one that is
/// examined as such.
///
/// # Errors
/// [`FileProblem::Broken`] if it is called otherwise, or can't be read.
pub(super) fn check_where(part: &[u8]) -> Result<(), FileProblem> {
    let text = std::str::from_utf8(part).map_err(|_| FileProblem::Broken)?;
    // Letters by their numbers could say something else than they look like.
    if !is_plain(text) || text.contains('&') {
        return Err(FileProblem::Broken);
    }
    let mut rest = after_declaration(text);
    while let Some((_, from)) = rest.split_once('<') {
        if from.starts_with(['!', '?']) {
            return Err(FileProblem::Broken);
        }
        let (tag, after) = tag(from).ok_or(FileProblem::Broken)?;
        let is_list =
            local_name(tag) == "Relationship" && tag.contains("/relationships/officeDocument");
        if is_list && !targets(tag).all(leads_to_list) {
            return Err(FileProblem::Broken);
        }
        rest = after;
    }
    Ok(())
}

/// From each place on at which a tag says where it leads; not how (`TargetMode`).
fn targets(tag: &str) -> impl Iterator<Item = &str> {
    tag.match_indices("Target")
        .filter_map(|(at, _)| tag.get(at..))
        .filter(|rest| !rest.starts_with("TargetMode"))
}

/// Whether what is said here, `Target="xl/workbook.xml"`, is a list of sheets.
fn leads_to_list(rest: &str) -> bool {
    let said = rest.split_once('=');
    let said = said.map(|(_, said)| said.trim_start());
    let value = said.and_then(|said| {
        let quote = said.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        said.get(1..)?.split(quote).next()
    });
    value.is_some_and(|value| value.to_lowercase().ends_with("workbook.xml"))
}

/// What follows on what a text says of itself: `<?xml … ?>`.
fn after_declaration(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let declared = text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"));
    declared.map_or(text, |(_, rest)| rest)
}

/// The tag whose bracket was opened, and what follows on it. A bracket between
/// quotation marks closes none, but for `</…>`, where they mean nothing.
fn tag(from: &str) -> Option<(&str, &str)> {
    let mut open = None;
    for (at, byte) in from.bytes().enumerate() {
        match (open, byte) {
            (None, b'>') => return Some((from.get(..at)?, from.get(at + 1..)?)),
            (None, b'"' | b'\'') if !from.starts_with('/') => open = Some(byte),
            (Some(quote), _) if quote == byte => open = None,
            _ => {}
        }
    }
    None
}

/// A tag's name without the short name of where it is from: `xf` of `x:xf id="1"/`.
fn local_name(tag: &str) -> &str {
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    let name = tag.split([' ', '\t', '\r', '\n']).next().unwrap_or(tag);
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Whether bytes mean the letters that they look like.
fn is_plain(text: &str) -> bool {
    let is_odd = |c: char| c == '\u{fffd}' || (c.is_control() && !"\t\r\n".contains(c));
    !text.contains(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOST: usize = 3;

    #[test]
    fn only_one_name_is_that_of_the_list_of_sheets() {
        let says = |attributes: &str| {
            check_where(
                format!(
                    "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"1\" {attributes}/>\
                     <Relationship Type=\"x/core-properties\" Target=\"docProps/core.xml\"/>\
                     </Relationships>"
                )
                .as_bytes(),
            )
        };
        let kind = "Type=\"http://x/relationships/officeDocument\"";
        for good in [
            "\"xl/workbook.xml\"",
            "'/xl/Workbook.XML'",
            " = \"workbook.xml\"",
        ] {
            let equals = if good.contains('=') { "" } else { "=" };
            assert_eq!(
                says(&format!("{kind} Target{equals}{good}")),
                Ok(()),
                "{good}"
            );
        }
        let inside = format!("{kind} TargetMode=\"Internal\" Target=\"xl/workbook.xml\"");
        assert_eq!(says(&inside), Ok(()));
        for bad in [
            "Target=\"xl/book.xml\"",
            "Target=\"xl/book.xml\" Other=\"workbook.xml\"",
            "Target=\"xl/work&#98;ook.xml\"",
            "Target",
            "Target=workbook.xml",
        ] {
            let refused = says(&format!("{kind} {bad}"));
            assert_eq!(refused, Err(FileProblem::Broken), "{bad}");
        }
        let hidden =
            b"<Relationships><!-- <Relationship Target=\"workbook.xml\"/> --></Relationships>";
        assert_eq!(check_where(hidden), Err(FileProblem::Broken));
    }

    #[test]
    fn no_table_of_texts_hides_how_many_it_says_it_has() {
        let check = |text: &str| check_texts(text.as_bytes(), 1_000);
        let huge = "uniqueCount=\"99999999999999\"";
        let room = " ".repeat(32 * 1024);
        for good in [
            "<sst>",
            "<sst/>",
            "\u{feff}<?xml version=\"1.0\"?>\r\n<x:sst a='>' count=\"2\" uniqueCount=\"2\"><x:si>",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bomb in [
            format!("<sst {huge}>"),
            format!("<sst a='>' {huge}>"),
            format!("<?xml version='1.0'?><sst a=\"'\" {huge} b=\"'\">"),
            "<sst uniqueCount = '1001'>".to_owned(),
        ] {
            assert_eq!(check(&bomb), Err(FileProblem::Bomb), "{bomb}");
        }
        for odd in [
            String::new(),
            format!("<!--sst{room}--><sst {huge}>"),
            format!("<!-- <sst> --><sst {huge}>"),
            format!("<?xml x='>' ?><?sst?><sst {huge}>"),
            format!("<sst/x><sst {huge}>"),
            format!("<a:b:sst><sst {huge}>"),
            format!("<!DOCTYPE sst><sst {huge}>"),
            "<sst a='".to_owned(),
            "<\0s\0s\0t\0>\0".to_owned(),
        ] {
            assert_eq!(check(&odd), Err(FileProblem::Broken), "{odd}");
        }
        assert_eq!(check_texts(b"\xFF\xFE<sst>", 9), Err(FileProblem::Broken));
    }

    #[test]
    fn formats_are_counted_and_no_name_of_theirs_is_endless() {
        let check = |text: &str| check_formats(text.as_bytes(), MOST);
        let sheet =
            |inner: &str| format!("<?xml version=\"1.0\"?><styleSheet>{inner}</styleSheet>");
        let xfs = |count: usize| sheet(&"<x:xf fontId='0'/>".repeat(count));
        assert_eq!(check(""), Ok(()));
        assert_eq!(check(&xfs(MOST)), Ok(()));
        assert_eq!(check(&xfs(MOST + 1)), Err(FileProblem::Bomb));
        let named = |name: &str| sheet(&format!("<font><name val=\"{name}\"/></font>"));
        assert_eq!(check(&named("Größe <'>")), Ok(()));
        assert_eq!(
            check(&named(&"'>".repeat(LONGEST_TAG))),
            Err(FileProblem::Bomb)
        );
        let hidden = format!("<name val=\"{}\"/>", "a".repeat(LONGEST_TAG));
        assert_eq!(check(&hidden), Err(FileProblem::Bomb));
        for odd in [
            format!("<!-- \" -->{hidden}"),
            format!("<![CDATA[ ' ]]>{hidden}"),
            format!("<?php ' ?>{hidden}"),
            format!("<a b='{hidden}"),
            "<\0a\0>\0".to_owned(),
        ] {
            assert_eq!(check(&odd), Err(FileProblem::Broken), "{odd}");
        }
        assert_eq!(
            check(&format!("</a \">{hidden}")),
            Err(FileProblem::Bomb),
            "a quotation mark opens nothing where a tag ends"
        );
        assert_eq!(check_formats(b"<a>\xFF</a>", 9), Err(FileProblem::Broken));
    }

    proptest! {
        #[test]
        fn whatever_there_is_can_be_looked_at(text in "[<>/!?'\"a-c: \u{e4}sxft\n]{0,60}") {
            let _ = check_texts(text.as_bytes(), 9);
            let _ = check_formats(text.as_bytes(), 9);
        }
    }
}

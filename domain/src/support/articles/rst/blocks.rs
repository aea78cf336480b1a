//! What stands below each other.

use super::markers::{field, marker, option_line};
use super::{DEEPEST, Reading, directives, inline, key, tables};
use crate::support::articles::markdown;

/// How far a line is set in, in characters.
pub(super) fn indent(line: &str) -> usize {
    line.chars().take_while(|c| *c == ' ').count()
}

/// The line without so many blanks at its beginning.
fn less(line: &str, blanks: usize) -> String {
    line.chars().skip(blanks.min(indent(line))).collect()
}

/// The lines without what all of them are set in by, and without blank ones
/// around them.
pub(super) fn dedent(lines: &[String]) -> Vec<String> {
    let by = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(|line| indent(line))
        .min()
        .unwrap_or(0);
    let all: Vec<String> = lines.iter().map(|line| less(line, by)).collect();
    let first = all.iter().position(|line| !line.is_empty());
    let last = all.iter().rposition(|line| !line.is_empty());
    match (first, last) {
        (Some(first), Some(last)) => all.get(first..=last).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    }
}

/// Which character a line consists of, if it is one that marks titles.
fn mark(line: &str) -> Option<char> {
    let first = line.chars().next()?;
    (first.is_ascii_punctuation() && line.chars().count() >= 2 && line.chars().all(|c| c == first))
        .then_some(first)
}

/// Whether a line below another makes a title of it.
pub(super) fn is_title_mark(line: &str) -> bool {
    mark(line).is_some() && line.len() > 2
}

impl Reading<'_> {
    /// The blocks of these lines as Markdown. `from` is zero for the file itself,
    /// where titles may stand.
    pub(super) fn blocks(&mut self, lines: &[String], from: usize) -> Vec<String> {
        if self.depth > DEEPEST {
            return vec![code("", lines)];
        }
        self.depth += 1;
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.is_empty() {
                at += 1;
                continue;
            }
            let rest = lines.get(at..).unwrap_or_default();
            at += self.block(rest, from, &mut out).max(1);
        }
        self.depth -= 1;
        out
    }

    /// One block; answers how many lines it takes.
    fn block(&mut self, lines: &[String], from: usize, out: &mut Vec<String>) -> usize {
        let Some(line) = lines.first() else { return 0 };
        if indent(line) > 0 {
            return self.set_in(lines, out);
        }
        if let Some(taken) = self.title(lines, from, out) {
            return taken;
        }
        if line == ".." || line.starts_with(".. ") || line.starts_with("..\u{a0}") {
            let taken = 1 + below(lines.get(1..).unwrap_or_default());
            let body = lines.get(1..taken).unwrap_or_default();
            self.explicit(line.get(2..).unwrap_or_default().trim(), body, out);
            return taken;
        }
        if line.starts_with("__ ") {
            return 1;
        }
        if line == "::" {
            return 1 + literal(lines.get(1..).unwrap_or_default(), out);
        }
        if line == "|" || line.starts_with("| ") {
            return self.line_block(lines, out);
        }
        if let Some((table, taken)) = tables::grid(lines).or_else(|| tables::simple(lines)) {
            out.push(self.table(table));
            return taken;
        }
        if marker(line).is_some() {
            return self.list(lines, out);
        }
        if field(line).is_some() {
            return self.fields(lines, out);
        }
        if let Some(taken) = self.options(lines, out) {
            return taken;
        }
        if line.starts_with(">>> ") {
            let taken = lines.iter().take_while(|line| !line.is_empty()).count();
            out.push(code("", lines.get(..taken).unwrap_or_default()));
            return taken;
        }
        self.paragraph(lines, out)
    }

    /// A title with its line below, or above and below.
    fn title(&mut self, lines: &[String], from: usize, out: &mut Vec<String>) -> Option<usize> {
        let (first, second) = (lines.first()?, lines.get(1).map_or("", String::as_str));
        let (text, level, taken) = if let Some(over) = mark(first) {
            let third = lines.get(2).map(String::as_str).and_then(mark);
            if !second.trim().is_empty() && third == Some(over) {
                (second.trim(), (over, true), 3)
            } else if second.is_empty() && first.chars().count() >= 4 {
                out.push("---".to_owned());
                return Some(1);
            } else {
                return None;
            }
        } else {
            let under = mark(second)?;
            let (long, mark) = (first.chars().count(), second.chars().count());
            // A shorter line below is a slip that everybody's program forgives.
            if mark < 3 || mark + 3 < long.min(60) {
                return None;
            }
            (first.trim(), (under, false), 2)
        };
        let known = self.levels.iter().position(|one| *one == level);
        let depth = known.unwrap_or_else(|| {
            self.levels.push(level);
            self.levels.len() - 1
        });
        let text = self.inline(text);
        let plain = markdown::plain(&text);
        if from > 0 {
            out.push(format!("**{}**", text.replace("**", "")));
            return Some(taken);
        }
        let labels = std::mem::take(&mut self.waiting);
        if self.title.is_empty() {
            self.title = plain;
            self.labels
                .extend(labels.into_iter().map(|name| (name, None)));
            return Some(taken);
        }
        self.labels
            .extend(labels.into_iter().map(|name| (name, Some(plain.clone()))));
        let hashes = "#".repeat((depth + 1).clamp(2, 6));
        out.push(format!("{hashes} {text}"));
        Some(taken)
    }

    /// `.. ` and what follows.
    fn explicit(&mut self, head: &str, body: &[String], out: &mut Vec<String>) {
        if let Some(label) = head.strip_prefix('_') {
            if let Some(label) = label.strip_suffix(':') {
                self.waiting.push(key(label));
            }
            return;
        }
        if head.starts_with('|') {
            return;
        }
        if let Some((number, text)) = head.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let mut lines = vec![text.trim().to_owned()];
            lines.extend(dedent(body));
            let text = self.inline(&lines.join(" "));
            out.push(format!("\\[{number}\\] {text}"));
            return;
        }
        // A remark with one colon is a slip: what it says was meant to be read.
        let slip = head
            .strip_suffix(':')
            .filter(|name| directives::remark(&name.trim().to_lowercase()).is_some());
        let Some((name, arg)) = head.split_once("::").or(slip.map(|name| (name, ""))) else {
            // A comment says nothing to readers.
            return;
        };
        let name = name.trim().to_lowercase();
        let is_name = name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_:+. ".contains(c));
        if name.is_empty() || !is_name {
            return;
        }
        self.directive(&name, arg.trim(), body, out);
    }

    /// What is set in without anything that says why: a quote, unless it is a
    /// list, a table or a picture that somebody set in.
    fn set_in(&mut self, lines: &[String], out: &mut Vec<String>) -> usize {
        let taken = below(lines);
        let inner = dedent(lines.get(..taken).unwrap_or_default());
        let first = inner.first().map_or("", String::as_str);
        let is_text = marker(first).is_none()
            && !first.starts_with("..")
            && !first.starts_with(['|', '+', ':', '='])
            && first != "::";
        let blocks = self.blocks(&inner, 1);
        if is_text {
            out.push(quoted(&blocks.join("\n\n")));
        } else {
            out.extend(blocks);
        }
        taken
    }

    fn line_block(&mut self, lines: &[String], out: &mut Vec<String>) -> usize {
        let mut said: Vec<String> = Vec::new();
        let mut taken = 0;
        for line in lines {
            if let Some(text) = line.strip_prefix('|') {
                said.push(text.trim().to_owned());
            } else if indent(line) > 0 && taken > 0 {
                let Some(last) = said.last_mut() else { break };
                last.push(' ');
                last.push_str(line.trim());
            } else {
                break;
            }
            taken += 1;
        }
        let text: Vec<String> = said.iter().map(|line| self.inline(line)).collect();
        // A backslash at its end keeps the end of a line.
        let text = text
            .split(|line| line.is_empty())
            .filter(|part| !part.is_empty())
            .map(|part| begin_safely(&part.join("\\\n")));
        out.extend(text);
        taken
    }

    fn list(&mut self, lines: &[String], out: &mut Vec<String>) -> usize {
        let Some((kind, _)) = lines.first().and_then(|line| marker(line)) else {
            return 1;
        };
        let mut items: Vec<String> = Vec::new();
        let mut is_tight = true;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.is_empty() {
                at += 1;
                continue;
            }
            let Some((sign, wide)) = marker(line).filter(|one| one.0.is_like(kind)) else {
                break;
            };
            let more = below(lines.get(at + 1..).unwrap_or_default());
            let following = lines.get(at + 1..at + 1 + more).unwrap_or_default();
            let first: String = line.chars().skip(wide).collect();
            let mut inner = vec![first.trim_start().to_owned()];
            let by = following
                .iter()
                .filter(|line| !line.is_empty())
                .map(|line| indent(line))
                .min()
                .unwrap_or(0);
            inner.extend(following.iter().map(|line| less(line, by)));
            let blocks = self.blocks(&inner, 1);
            // A list right below its item's words belongs to them.
            let simple = match blocks.as_slice() {
                [] | [_] => true,
                [_, list] => marker(list.lines().next().unwrap_or_default()).is_some(),
                _ => false,
            };
            is_tight &= simple;
            let joined = blocks.join(if simple { "\n" } else { "\n\n" });
            items.push(hung(&sign.written(), &joined));
            at += 1 + more;
        }
        out.push(items.join(if is_tight { "\n" } else { "\n\n" }));
        at
    }

    fn fields(&mut self, lines: &[String], out: &mut Vec<String>) -> usize {
        let mut items = Vec::new();
        let mut at = 0;
        while let Some((name, text)) = lines.get(at).and_then(|line| field(line)) {
            let more = below(lines.get(at + 1..).unwrap_or_default());
            let mut inner = vec![text.to_owned()];
            inner.extend(dedent(lines.get(at + 1..at + 1 + more).unwrap_or_default()));
            let name = self.inline(name);
            let said = self.blocks(&inner, 1).join("\n\n");
            items.push(hung("-", &format!("**{name}:** {said}")));
            at += 1 + more;
        }
        out.push(items.join("\n"));
        at
    }

    /// What options of a command do.
    fn options(&mut self, lines: &[String], out: &mut Vec<String>) -> Option<usize> {
        // What is in them is read when all of them are known to be options: else it
        // would be read twice, and four times what is in it.
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((names, text)) = lines.get(at).and_then(|line| option_line(line)) {
            let more = below(lines.get(at + 1..).unwrap_or_default());
            let mut inner = vec![text.to_owned()];
            inner.extend(dedent(lines.get(at + 1..at + 1 + more).unwrap_or_default()));
            let says = inner.iter().any(|line| !line.is_empty());
            // Lines of a command look like one of these without what it does.
            if !says {
                return None;
            }
            found.push((names, inner));
            at += 1 + more;
        }
        if found.is_empty() {
            return None;
        }
        let mut items = Vec::new();
        for (names, inner) in found {
            let said = self.blocks(&inner, 1).join("\n\n");
            items.push(hung("-", &format!("{} {said}", inline::code(names))));
        }
        out.push(items.join("\n"));
        Some(at)
    }

    /// A paragraph, or a term with what it means below it.
    fn paragraph(&mut self, lines: &[String], out: &mut Vec<String>) -> usize {
        let mut taken = 0;
        for line in lines {
            let ends =
                line.is_empty() || (taken > 0 && (indent(line) > 0 || directive_begins(line)));
            if ends {
                break;
            }
            taken += 1;
        }
        let said = lines.get(..taken).unwrap_or_default();
        let after = lines.get(taken..).unwrap_or_default();
        let ends_in_code = said.last().is_some_and(|line| line.ends_with("::"));
        let is_term =
            taken == 1 && !ends_in_code && after.first().is_some_and(|line| indent(line) > 0);
        if is_term {
            let more = below(after);
            let term = self.inline(&said.join(" "));
            let inner = dedent(after.get(..more).unwrap_or_default());
            let meaning = self.blocks(&inner, 1).join("\n\n");
            let term = term.replace("**", "");
            out.push(hung("-", &format!("**{term}**\n\n{meaning}")));
            return taken + more;
        }
        let mut text = said
            .iter()
            .map(|line| line.trim())
            .collect::<Vec<_>>()
            .join(" ");
        if ends_in_code {
            text.truncate(text.len() - if text.ends_with(" ::") { 3 } else { 1 });
        }
        let text = self.inline(&text);
        if !text.trim().is_empty() {
            out.push(begin_safely(text.trim()));
        }
        if ends_in_code {
            return taken + literal(after, out);
        }
        // Lines set in right below belong to it, unless they are something else.
        if after.first().is_some_and(|line| indent(line) > 0) {
            let more = below(after);
            let inner = dedent(after.get(..more).unwrap_or_default());
            out.extend(self.blocks(&inner, 1));
            return taken + more;
        }
        taken
    }
}

fn directive_begins(line: &str) -> bool {
    line.starts_with(".. ") && line.contains("::")
}

/// How many of these lines are set in, blank ones before others included.
pub(super) fn below(lines: &[String]) -> usize {
    let all = lines
        .iter()
        .take_while(|line| line.is_empty() || indent(line) > 0)
        .count();
    lines
        .get(..all)
        .unwrap_or_default()
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |last| last + 1)
}

/// The block after `::`; answers how many lines it takes.
fn literal(lines: &[String], out: &mut Vec<String>) -> usize {
    let taken = below(lines);
    let body = dedent(lines.get(..taken).unwrap_or_default());
    if !body.is_empty() {
        out.push(code("", &body));
    }
    taken
}

/// Lines as a block of code.
pub(super) fn code(language: &str, lines: &[String]) -> String {
    let fence = if lines.iter().any(|line| line.contains("```")) {
        "~~~~"
    } else {
        "```"
    };
    let language: String = language
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "+-_".contains(*c))
        .collect();
    format!("{fence}{language}\n{}\n{fence}", lines.join("\n"))
}

/// Each line behind a `>`.
pub(super) fn quoted(text: &str) -> String {
    text.lines()
        .map(|line| match line {
            "" => ">".to_owned(),
            line => format!("> {line}"),
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The text behind a marker, its further lines set in below it.
pub(super) fn hung(marker: &str, text: &str) -> String {
    let blanks = " ".repeat(marker.len() + 1);
    let mut lines = text.lines();
    let mut out = format!("{marker} {}", lines.next().unwrap_or_default());
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&blanks);
            out.push_str(line);
        }
    }
    out.trim_end().to_owned()
}

/// A paragraph that does not begin as something else would.
pub(super) fn begin_safely(text: &str) -> String {
    inline::not_a_block(text)
}

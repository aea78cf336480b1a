//! Tables that are drawn: with lines around each cell, or with lines of `=` above
//! and below.

use super::blocks::dedent;
use super::{MOST_CELLS, Reading};

/// The lines of each cell, row by row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// How many rows are its head.
    pub head: usize,
    pub rows: Vec<Vec<Vec<String>>>,
}

fn is_border(line: &str) -> bool {
    line.starts_with('+')
        && line.ends_with('+')
        && line.len() > 2
        && line.chars().all(|c| "+-=".contains(c))
}

/// Part of a line, by characters.
fn piece(line: &[char], from: usize, to: usize) -> String {
    let to = to.min(line.len());
    line.get(from.min(to)..to)
        .unwrap_or_default()
        .iter()
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// A table with lines around its cells, and how many lines it takes.
pub(super) fn grid(lines: &[String]) -> Option<(Table, usize)> {
    let first = lines.first().filter(|line| is_border(line))?;
    let taken = lines
        .iter()
        .take_while(|line| line.starts_with(['+', '|']))
        .count();
    let drawn = lines.get(..taken)?;
    if taken < 3 || !is_border(drawn.last()?) {
        return None;
    }
    let wide = first.chars().count();
    if drawn.iter().any(|line| line.chars().count() != wide) {
        return None;
    }
    // Where any line has a corner, a column may begin.
    let mut bounds: Vec<usize> = drawn
        .iter()
        .filter(|line| is_border(line))
        .flat_map(|line| line.chars().enumerate().filter(|(_, c)| *c == '+'))
        .map(|(at, _)| at)
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let count = bounds.len().saturating_sub(1);
    let mut table = Table::default();
    // A line between some columns only makes several rows of one; a cell that goes on
    // beside it stands in the row that it began in.
    let mut rows = vec![vec![Vec::new(); count]];
    let mut began = vec![0; count];
    for line in drawn.iter().skip(1) {
        if is_border(line) {
            let whole = std::mem::replace(&mut rows, vec![vec![Vec::new(); count]]);
            table
                .rows
                .extend(whole.into_iter().filter(|row| has_text(row)));
            began = vec![0; count];
            if line.contains('=') {
                table.head = table.rows.len();
            }
            continue;
        }
        let pieces = pieces(line, &bounds);
        if pieces.iter().any(|one| one.is_line) {
            rows.push(vec![Vec::new(); count]);
            let this = rows.len() - 1;
            for one in pieces.iter().filter(|one| one.is_line) {
                for began in began.iter_mut().take(one.to).skip(one.column) {
                    *began = this;
                }
            }
        }
        for one in pieces.into_iter().filter(|one| !one.is_line) {
            let row = began.get(one.column).and_then(|at| rows.get_mut(*at));
            if let Some(cell) = row.and_then(|row| row.get_mut(one.column)) {
                cell.push(one.text);
            }
        }
    }
    Some((table, taken))
}

fn has_text(row: &[Vec<String>]) -> bool {
    row.iter().flatten().any(|line| !line.trim().is_empty())
}

/// What stands in a line between two drawn ones.
struct Piece {
    /// The column that it begins in, and the one that it ends before.
    column: usize,
    to: usize,
    text: String,
    /// It is a line between two cells.
    is_line: bool,
}

fn pieces(line: &str, bounds: &[usize]) -> Vec<Piece> {
    let chars: Vec<char> = line.chars().collect();
    let is_drawn = |at: usize| chars.get(at).is_some_and(|c| "|+".contains(*c));
    let mut found = Vec::new();
    let mut column = 0;
    while let (Some(from), Some(_)) = (bounds.get(column), bounds.get(column + 1)) {
        // A cell over several columns ends where there is a line.
        let mut to = column + 1;
        while to + 1 < bounds.len() && !bounds.get(to).is_some_and(|at| is_drawn(*at)) {
            to += 1;
        }
        let end = bounds.get(to).copied().unwrap_or(chars.len());
        let text = piece(&chars, from + 1, end);
        let has_corner = [*from, end].iter().any(|at| chars.get(*at) == Some(&'+'));
        let is_line = has_corner && !text.is_empty() && text.chars().all(|c| "-=+".contains(c));
        found.push(Piece {
            column,
            to,
            text,
            is_line,
        });
        column = to;
    }
    found
}

/// Where the columns of a line of such marks are.
fn columns_of(line: &str, mark: char) -> Option<Vec<(usize, usize)>> {
    if !line.starts_with(mark) || !line.chars().all(|c| c == mark || c == ' ') {
        return None;
    }
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in line.chars().chain(std::iter::once(' ')).enumerate() {
        match (c == mark, from) {
            (true, None) => from = Some(at),
            (false, Some(begin)) => {
                found.push((begin, at));
                from = None;
            }
            _ => {}
        }
    }
    Some(found)
}

/// A table between lines of `=` while it is read: a row may have columns of its own,
/// which a line below it says.
struct Simple<'l> {
    columns: Vec<(usize, usize)>,
    table: Table,
    /// The lines of the row under way.
    row: Vec<&'l String>,
}

impl Simple<'_> {
    /// The row under way is over; a line below it has these columns.
    fn finish(&mut self, below: &[(usize, usize)]) {
        if self.row.is_empty() {
            return;
        }
        let mut cells = vec![Vec::new(); self.columns.len()];
        for line in self.row.drain(..) {
            let chars: Vec<char> = line.chars().collect();
            for (place, (from, to)) in below.iter().enumerate() {
                // The last column is as wide as its text; a cell may reach into
                // the gap before the next one.
                let to = match below.get(place + 1) {
                    Some((next, _)) => (*next).max(*to),
                    None => chars.len(),
                };
                let column = self.columns.iter().rposition(|(begin, _)| begin <= from);
                if let Some(cell) = cells.get_mut(column.unwrap_or(0)) {
                    cell.push(piece(&chars, *from, to));
                }
            }
        }
        self.table.rows.push(cells);
    }

    /// Whether the row under way has text between its columns.
    fn crosses(&self) -> bool {
        let mut gaps = self.columns.iter().zip(self.columns.iter().skip(1));
        gaps.any(|((_, end), (next, _))| {
            self.row.iter().any(|line| {
                let mut gap = line.chars().skip(*end).take(next - end);
                gap.any(|c| c != ' ')
            })
        })
    }
}

/// A table between lines of `=`, and how many lines it takes.
pub(super) fn simple(lines: &[String]) -> Option<(Table, usize)> {
    let top = lines.first().filter(|line| line.starts_with("=="))?;
    let columns = columns_of(top, '=').filter(|found| found.len() > 1)?;
    let wide = top.chars().count();
    let mut borders = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(1) {
        let found = columns_of(line, '=').map_or(0, |found| found.len());
        // The line below may go all the way through.
        if found < 2 && !(found == 1 && line.chars().count() == wide) {
            continue;
        }
        borders.push(at);
        if borders.len() == 2 || lines.get(at + 1).is_none_or(String::is_empty) {
            break;
        }
    }
    let (head_end, end) = match borders.as_slice() {
        [end] => (None, *end),
        [head, end] => (Some(*head), *end),
        _ => return None,
    };
    if columns.len().saturating_mul(end) > MOST_CELLS {
        return None;
    }
    let first = columns.first().copied()?;
    let second = columns.get(1).map_or(first.1, |next| next.0);
    let mut reading = Simple {
        columns: columns.clone(),
        table: Table::default(),
        row: Vec::new(),
    };
    for (at, line) in lines.iter().enumerate().take(end + 1).skip(1) {
        if Some(at) == head_end || at == end {
            let below = columns_of(line, '=').unwrap_or_default();
            let spans = below.len() < columns.len() && reading.crosses();
            reading.finish(if spans { &below } else { &columns });
            if Some(at) == head_end {
                reading.table.head = reading.table.rows.len();
            }
            continue;
        }
        if line.starts_with("--")
            && let Some(below) = columns_of(line, '-')
        {
            reading.finish(&below);
            continue;
        }
        let chars: Vec<char> = line.chars().collect();
        let begins = !piece(&chars, first.0, second).trim().is_empty();
        if begins {
            reading.finish(&columns);
        }
        if !line.is_empty() || !reading.row.is_empty() {
            reading.row.push(line);
        }
    }
    Some((reading.table, end + 1))
}

impl Reading<'_> {
    /// A table as Markdown.
    pub(super) fn table(&mut self, table: Table) -> String {
        let wide = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let head = table.head;
        let mut rows: Vec<Vec<String>> = table
            .rows
            .into_iter()
            .map(|row| {
                let mut cells: Vec<String> = row.into_iter().map(|cell| self.cell(&cell)).collect();
                cells.resize(wide, String::new());
                cells
            })
            .collect();
        // Markdown has one line of headings: more are put together.
        let mut headings = vec![String::new(); wide];
        for row in rows.drain(..head.min(rows.len())) {
            for (heading, cell) in headings.iter_mut().zip(row) {
                if !heading.is_empty() && !cell.is_empty() {
                    heading.push(' ');
                }
                heading.push_str(&cell);
            }
        }
        as_markdown(&headings, &rows)
    }

    /// What stands in a cell, in one line.
    fn cell(&mut self, lines: &[String]) -> String {
        let lines = dedent(lines);
        let blocks = self.blocks(&lines, 1);
        in_one_line(&blocks.join("\n\n"))
    }
}

/// Markdown in one line of a table.
pub(super) fn in_one_line(text: &str) -> String {
    let mut said = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~~") {
            in_code = !in_code;
            continue;
        }
        if line.is_empty() {
            continue;
        }
        said.push(if in_code {
            super::inline::code(line)
        } else {
            let line = line.strip_suffix('\\').unwrap_or(line);
            match line.strip_prefix("- ") {
                Some(item) => format!("• {item}"),
                None => line.trim_start_matches("> ").to_owned(),
            }
        });
    }
    let line = said.join("<br>");
    // Within code a line between columns has to be marked, too.
    let mut out = String::with_capacity(line.len());
    let mut before = ' ';
    for c in line.chars() {
        if c == '|' && before != '\\' {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

pub(super) fn as_markdown(headings: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut out = vec![
        line(headings),
        line(&vec!["---".to_owned(); headings.len()]),
    ];
    out.extend(rows.iter().map(|row| line(row)));
    out.join("\n")
}

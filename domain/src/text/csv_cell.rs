//! Cells of files of comma-separated values, of which spreadsheets make no
//! formulas; and such cells read again.

/// One line of a file of comma-separated values (RFC 4180).
pub fn csv_row<T: AsRef<str>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut row = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        write_cell(&mut row, cell.as_ref());
    }
    row.push_str("\r\n");
    row
}

/// With these a spreadsheet begins a formula; the last four are how East Asian
/// keyboards write the first.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Here another cell may begin: where a list is separated by semicolons, the
/// comma and the quotes of ours mean nothing.
const SEPARATORS: [char; 6] = [';', '|', ',', '\t', '\r', '\n'];

/// A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front: what somebody typed into a field never becomes a command. The same
/// within a cell, where the spreadsheet may see the beginning of another.
fn write_cell(out: &mut String, cell: &str) {
    let quoted = cell.contains([',', ';', '"', '\n', '\r', '\t']);
    if quoted {
        out.push('"');
    }
    let mut begins = true;
    for c in cell.chars() {
        if begins && FORMULA.contains(&c) {
            out.push('\'');
        }
        // A space or a quote in front of it changes nothing.
        begins = SEPARATORS.contains(&c) || (begins && matches!(c, ' ' | '"'));
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if quoted {
        out.push('"');
    }
}

/// A cell as it was before [`csv_row`] wrote it: without the apostrophes in front
/// of what would have been a formula.
#[must_use]
pub fn plain_cell(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    let mut begins = true;
    let mut rest = cell.chars().peekable();
    while let Some(c) = rest.next() {
        let guards = c == '\'' && rest.peek().is_some_and(|next| FORMULA.contains(next));
        if begins && guards {
            continue;
        }
        begins = SEPARATORS.contains(&c) || (begins && matches!(c, ' ' | '"'));
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_typed_never_becomes_a_formula() {
        let written = |typed: &str| {
            let mut out = String::new();
            write_cell(&mut out, typed);
            out
        };
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"] {
            assert_eq!(written(typed), format!("'{typed}"));
        }
        assert_eq!(written("\t=1"), "\"\t'=1\"");
        assert_eq!(written(";=1+1"), "\";'=1+1\"");
        assert_eq!(written("a | =1"), "a | '=1");
        assert_eq!(written("PO-1, 2-3"), "\"PO-1, 2-3\"");
        assert_eq!(written(";\"=1"), "\";\"\"'=1\"");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(cell in "[ a=+@;|,\\-\"\t]{0,12}") {
            let row = csv_row([&cell]);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(row.as_bytes());
            let read = reader.records().next().map(|record| record.unwrap());
            let read = read.as_ref().and_then(|record| record.get(0)).unwrap_or_default();
            prop_assert_eq!(plain_cell(read), cell);
        }
    }
}

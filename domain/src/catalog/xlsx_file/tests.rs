use super::*;
use crate::catalog::csv_file::MOST_LINES;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::{self, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Read = Result<(Vec<String>, Vec<(i64, Vec<String>)>, Vec<FileNote>), FileProblem>;

fn read_bytes(limits: Limits, bytes: &[u8]) -> Read {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    let notes = read_within(limits, &mut file, |piece| {
        match piece {
            Piece::Columns(names) => columns = names,
            Piece::Rows(records) => {
                rows.extend(records.into_iter().map(|one| (one.line, one.cells)));
            }
        }
        true
    })?;
    Ok((columns, rows, notes))
}

fn read(book: &mut Workbook) -> Read {
    read_bytes(LIMITS, &book.save_to_buffer().unwrap())
}

/// A packed file of these parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet, written by hand: its rows and what follows
/// them, and its table of texts.
fn by_hand(rows: &str, texts: Option<&str>) -> Vec<u8> {
    let texts = texts.map(|texts| ("xl/sharedStrings.xml", texts));
    of_parts(rows, texts.as_slice())
}

/// The same with any parts.
fn of_parts(rows: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{document}\"><sheets>\
         <sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" \
         Type=\"{document}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let top = format!(
        "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" \
         Type=\"{document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", top.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    packed(&parts)
}

fn line(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn cells_are_read_as_they_are_meant() {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for (column, name) in ["sku", "from", "price", "stock", "until", "left"]
        .iter()
        .enumerate()
    {
        sheet.write(2, column as u16, *name).unwrap();
    }
    sheet.write(4, 0, "007").unwrap();
    let from = ExcelDateTime::from_ymd(2020, 1, 1).unwrap();
    sheet.write_with_format(4, 1, &from, &day).unwrap();
    sheet.write(4, 2, 0.1 + 0.2).unwrap();
    sheet.write(4, 3, true).unwrap();
    let noon = from.and_hms(12, 30, 0).unwrap();
    sheet.write_with_format(4, 4, &noon, &day).unwrap();
    sheet.write(5, 0, 4_006_381_333_931_i64).unwrap();
    sheet.write(5, 2, -0.0).unwrap();
    let (columns, rows, notes) = read(&mut book).unwrap();
    assert_eq!(columns, ["sku", "from", "price", "stock", "until", "left"]);
    assert_eq!(
        rows,
        [
            (
                5,
                line(&["007", "2020-01-01", "0.3", "true", "2020-01-01 12:30", ""])
            ),
            (6, line(&["4006381333931", "", "0", "", "", ""])),
        ]
    );
    assert_eq!(notes, []);
}

#[test]
fn what_is_odd_about_a_workbook_is_said() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    let sheet = book.add_worksheet().set_name("Prices").unwrap();
    for (column, name) in ["sku", "price"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    sheet.write(1, 0, "A-1").unwrap();
    sheet
        .write(1, 1, Formula::new("=1+1").set_result("2"))
        .unwrap();
    sheet
        .merge_range(2, 0, 3, 0, "A-2", &Format::new())
        .unwrap();
    sheet
        .write(2, 1, Formula::new("=1/0").set_result("#DIV/0!"))
        .unwrap();
    let hidden = book.add_worksheet().set_name("Notes").unwrap();
    hidden.set_hidden(true);
    let (_, rows, notes) = read(&mut book).unwrap();
    assert_eq!(
        rows,
        [(2, line(&["A-1", "2"])), (3, line(&["A-2", "#DIV/0!"]))]
    );
    assert_eq!(
        notes[..3],
        [
            FileNote::Sheet {
                name: "Prices".into(),
                others: vec!["Empty".into(), "Notes".into()]
            },
            FileNote::Formulas {
                count: 2,
                first: "B2".into()
            },
            FileNote::Merged {
                count: 1,
                ranges: vec!["A3:A4".into()]
            },
        ]
    );
}

#[test]
fn a_header_of_merged_cells_is_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 2, "Prices of May", &Format::new())
        .unwrap();
    sheet.write(1, 0, "sku").unwrap();
    assert_eq!(
        read(&mut book),
        Err(FileProblem::MergedHeader {
            range: "A1:C1".into()
        })
    );
}

#[test]
fn a_formula_that_was_never_reckoned_is_refused() {
    let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>sku</t></is></c></row>";
    let rows = format!("{head}<row r=\"2\"><c r=\"A2\"><f>1+1</f></c></row></sheetData>");
    assert_eq!(
        read_bytes(LIMITS, &by_hand(&rows, None)),
        Err(FileProblem::FormulaWithoutValue {
            cell: "A2".into(),
            count: 1
        })
    );
    let rows = format!("{head}<row r=\"2\"><c r=\"A2\"><f>1+1</f><v>2</v></c></row></sheetData>");
    let (_, rows, notes) = read_bytes(LIMITS, &by_hand(&rows, None)).unwrap();
    assert_eq!(rows, [(2, line(&["2"]))]);
    assert_eq!(notes.len(), 1);
}

#[test]
fn too_many_columns_or_none_at_all() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 0..1_000 {
        sheet.write(0, column, format!("c{column}")).unwrap();
    }
    assert_eq!(
        read(&mut book),
        Err(FileProblem::TooManyColumns { count: 1_000 })
    );
    assert_eq!(read(&mut Workbook::new()), Err(FileProblem::Empty));
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "sku").unwrap();
    assert_eq!(read(&mut book), Err(FileProblem::NoLines));
}

#[test]
fn more_than_a_million_rows_are_refused() {
    let mut sheet = Sheet {
        columns: Some(1),
        records: MOST_LINES,
        cells: vec!["x".to_owned()],
        ..Sheet::new(LIMITS)
    };
    assert_eq!(sheet.end_row(&mut |_| true), Err(FileProblem::TooManyLines));
}

#[test]
fn too_many_rows_are_refused_before_any_is_handed_over() {
    let book = |rows: u32, others: u32| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "sku").unwrap();
        for row in 1..=rows {
            sheet.write(row, 0, format!("A-{row}")).unwrap();
        }
        let other = book.add_worksheet();
        for row in 0..others {
            other.write(row, 0, "x").unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    let limits = Limits {
        lines: 2_500,
        ..LIMITS
    };
    let handed_over = |bytes: &[u8]| {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        let mut rows = 0;
        let outcome = read_within(limits, &mut file, |piece| {
            if let Piece::Rows(records) = piece {
                rows += records.len();
            }
            true
        });
        (outcome.map(|_| ()), rows)
    };
    assert_eq!(handed_over(&book(2_500, 0)), (Ok(()), 2_500));
    assert_eq!(
        handed_over(&book(2_501, 0)),
        (Err(FileProblem::TooManyLines), 0)
    );
    // What another sheet has counts for nothing.
    assert_eq!(handed_over(&book(3, 4_000)), (Ok(()), 3));
}

#[test]
fn what_is_no_workbook_is_recognised() {
    let zip = packed(&[("readme.txt", b"hello")]);
    assert_eq!(read_bytes(LIMITS, &zip), Err(FileProblem::NotASpreadsheet));
    let torn = &zip[..zip.len() / 2];
    assert_eq!(read_bytes(LIMITS, torn), Err(FileProblem::Broken));
    let mut old = COMPOUND.to_vec();
    old.resize(4096, 0);
    assert_eq!(read_bytes(LIMITS, &old), Err(FileProblem::OldSpreadsheet));
    assert_eq!(
        read_bytes(LIMITS, b"name,price\n"),
        Err(FileProblem::NotASpreadsheet)
    );
    let odd = packed(&[("xl/workbook.xml", b"<workbook")]);
    assert_eq!(read_bytes(LIMITS, &odd), Err(FileProblem::Broken));
}

#[test]
fn a_bomb_does_not_go_off() {
    // Ten megabytes of nothing.
    let zeros = vec![b' '; 10 * 1024 * 1024];
    let bomb = packed(&[
        ("xl/workbook.xml", b""),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bomb.len() < 20_000);
    assert_eq!(read_bytes(LIMITS, &bomb), Err(FileProblem::Bomb));
    // One that says of itself that it is small: the size that the
    // directory at the end states is written over.
    let declared = (zeros.len() as u32).to_le_bytes();
    let mut liar = bomb.clone();
    while let Some(at) = liar.windows(4).position(|four| four == declared) {
        liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert!(matches!(
        read_bytes(LIMITS, &liar),
        Err(FileProblem::Bomb | FileProblem::Broken)
    ));
    // One of many parts, each of which is believable.
    let limits = Limits {
        bytes: 1024 * 1024,
        ..LIMITS
    };
    let many: Vec<(String, Vec<u8>)> = (0..20)
        .map(|part| (format!("xl/{part}.xml"), vec![b' '; 64 * 1024]))
        .collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("xl/workbook.xml", b"")];
    parts.extend(many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])));
    assert_eq!(read_bytes(limits, &packed(&parts)), Err(FileProblem::Bomb));
    let limits = Limits {
        parts: 20,
        ..LIMITS
    };
    assert_eq!(read_bytes(limits, &packed(&parts)), Err(FileProblem::Bomb));
}

#[test]
fn a_table_of_texts_does_not_make_room_for_what_it_only_says() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row></sheetData>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let texts = |count: &str| {
        format!(
            "<sst xmlns=\"{main}\" count=\"2\" uniqueCount=\"{count}\">\
             <si><t>sku</t></si><si><t>A-1</t></si></sst>"
        )
    };
    let (columns, ..) = read_bytes(LIMITS, &by_hand(rows, Some(&texts("2")))).unwrap();
    assert_eq!(columns, ["sku"]);
    for count in ["4294967295", "99999999999999999999", "1000"] {
        assert_eq!(
            read_bytes(LIMITS, &by_hand(rows, Some(&texts(count)))),
            Err(FileProblem::Bomb)
        );
    }
}

proptest! {
    #[test]
    fn a_damaged_workbook_is_refused_or_read(
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..20 {
            sheet.write(row, 0, format!("A-{row}")).unwrap();
            sheet.write(row, 1, row).unwrap();
        }
        let mut bytes = book.save_to_buffer().unwrap();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes(LIMITS, &bytes);
    }
}

#[test]
fn a_table_of_texts_hides_behind_nothing_how_many_it_says_it_has() {
    let room = " ".repeat(32 * 1024);
    let huge = "uniqueCount=\"99999999999999\"><si><t>sku</t></si></sst>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
    for texts in [
        format!("<!-- sst {room}--><sst {huge}"),
        format!("<sst {room}{huge}"),
    ] {
        assert_eq!(
            read_bytes(LIMITS, &by_hand(rows, Some(&texts))),
            Err(FileProblem::Broken)
        );
    }
}

#[test]
fn no_workbook_is_read_that_stands_behind_an_older_file() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>";
    let book = by_hand(rows, None);
    assert!(read_bytes(LIMITS, &book).is_ok());
    let mut old = COMPOUND.to_vec();
    old.resize(512, 0);
    old.extend(&book);
    assert_eq!(read_bytes(LIMITS, &old), Err(FileProblem::OldSpreadsheet));
    // With a password its name stands there, wherever that is.
    for before in [600, 64 * 1024 - 9] {
        let mut protected = COMPOUND.to_vec();
        protected.resize(before, 0);
        protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        protected.resize(before + 9_000, 0);
        assert_eq!(read_bytes(LIMITS, &protected), Err(FileProblem::Protected));
    }
}

#[test]
fn one_text_in_many_cells_is_not_believed_either() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let texts = |text: &str| {
        format!("<sst xmlns=\"{main}\"><si><t>sku</t></si><si><t>{text}</t></si></sst>")
    };
    let sheet = |rows: usize, columns: &str| {
        let cells: String = columns
            .chars()
            .map(|column| format!("<c r=\"{column}2\" t=\"s\"><v>1</v></c>"))
            .collect();
        let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
        let rows: String = (0..rows)
            .map(|row| format!("<row>{}</row>", cells.replace('2', &(row + 2).to_string())))
            .collect();
        format!("{head}{rows}</sheetData>")
    };
    let long = texts(&"a".repeat(100_000));
    // A row of three hundred kilobytes.
    let wide = by_hand(&sheet(1, "ABC"), Some(&long));
    assert_eq!(read_bytes(LIMITS, &wide), Err(FileProblem::Bomb));
    // Two megabytes of rows, where there may be one, be they of nothing.
    let limits = Limits {
        bytes: 1024 * 1024,
        ..LIMITS
    };
    let blank = "<t xml:space=\"preserve\">".to_owned() + &" ".repeat(100_000);
    let blank = texts("").replace("<si><t></t>", &format!("<si>{blank}</t>"));
    for texts in [&long, &blank] {
        let tall = by_hand(&sheet(20, "A"), Some(texts));
        assert_eq!(read_bytes(limits, &tall), Err(FileProblem::Bomb));
    }
    // What is believed is handed over before it is too much to hold.
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&by_hand(&sheet(100, "AB"), Some(&long)))
        .unwrap();
    let mut rows = 0;
    read_within(LIMITS, &mut file, |piece| {
        if let Piece::Rows(records) = piece {
            let texts = records.iter().flat_map(|record| &record.cells);
            let bytes: usize = texts.map(String::len).sum();
            assert!(bytes < BYTES_AT_ONCE + LONGEST_RECORD);
            rows += records.len();
        }
        true
    })
    .unwrap();
    assert_eq!(rows, 100);
}

#[test]
fn no_single_text_is_as_large_as_a_sheet_may_be() {
    let limits = Limits {
        list: 2 * 1024 * 1024,
        ..LIMITS
    };
    let text = "a".repeat(3 * 1024 * 1024);
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData>"
    );
    assert_eq!(
        read_bytes(limits, &by_hand(&rows, None)),
        Err(FileProblem::Bomb)
    );
}

#[test]
fn formats_and_lists_are_kept_in_memory_and_so_are_small() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>";
    let styles = |name: &str, count: usize| {
        let xfs = "<xf fontId=\"0\"/>".repeat(count);
        format!(
            "<styleSheet><fonts><font><name val=\"{name}\"/></font></fonts>\
             <cellXfs>{xfs}</cellXfs></styleSheet>"
        )
    };
    let read = |limits: Limits, name: &str, text: &str| {
        read_bytes(limits, &of_parts(rows, &[(name, text)])).map(drop)
    };
    let limits = Limits {
        formats: 64 * 1024,
        format_count: 100,
        list: 64 * 1024,
        ..LIMITS
    };
    let name = "xl/styles.xml";
    assert_eq!(read(limits, name, &styles("Inter", 100)), Ok(()));
    for bomb in [
        styles("Inter", 101),
        styles(&"a".repeat(10_000), 1),
        styles("Inter", 0) + &" ".repeat(64 * 1024),
    ] {
        assert_eq!(read(limits, name, &bomb), Err(FileProblem::Bomb));
    }
    let list = "<Relationship/>".repeat(10_000);
    assert_eq!(
        read(limits, "xl/worksheets/_rels/sheet1.xml.rels", &list),
        Err(FileProblem::Bomb)
    );
}

#[test]
fn no_remark_is_as_large_as_a_sheet_may_be() {
    let limits = Limits {
        list: 2 * 1024 * 1024,
        ..LIMITS
    };
    let row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
               <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData>";
    let brackets = "<a>".repeat(1024 * 1024);
    for hidden in [
        format!("<!-- {brackets} -->"),
        format!("<![CDATA[{brackets}]]>"),
        format!("<?other {brackets}?>"),
    ] {
        let bomb = by_hand(&format!("{hidden}{row}"), None);
        assert_eq!(read_bytes(limits, &bomb), Err(FileProblem::Bomb));
    }
    // A small one is nobody's harm.
    let small = by_hand(&format!("<!-- as it was -->{row}"), None);
    assert!(read_bytes(limits, &small).is_ok());
}

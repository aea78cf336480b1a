use super::*;

fn known() -> Known {
    let mut known = Known::default();
    for (path, slug, title) in [
        ("manual/nat", "manual-nat", "NAT"),
        ("index", "index", "Start"),
    ] {
        known
            .articles
            .insert(path.to_owned(), (slug.to_owned(), title.to_owned()));
    }
    known.labels.insert(
        "port forward".to_owned(),
        Label {
            path: "manual/nat".to_owned(),
            anchor: "forward".to_owned(),
            title: "Forward".to_owned(),
        },
    );
    known.pictures.insert("manual/images/a.png".to_owned());
    known
}

fn made(source: &str) -> Converted {
    convert("manual/firewall", source, &known())
}

fn text(source: &str) -> String {
    let made = made(source);
    assert_eq!(made.unknown, BTreeSet::new());
    made.text
}

#[test]
fn titles_find_their_levels() {
    let made = made(
        "=====\nRules\n=====\n\n------\nFirst\n------\n\nWords.\n\nDeeper\n......\n\n-----\nSecond\n-----\n",
    );
    assert_eq!(made.title, "Rules");
    assert_eq!(made.text, "## First\n\nWords.\n\n### Deeper\n\n## Second");
}

#[test]
fn a_line_of_text_keeps_what_it_says() {
    assert_eq!(
        text(
            "Press :code:`3` in :menuselection:`System --> Settings`, *now*, **please**, or ``a*b``."
        ),
        "Press `3` in **System → Settings**, *now*, **please**, or `a*b`."
    );
    assert_eq!(
        text(
            "A 2*3 security_bsd <tag> [x] \\*y `z <https://z.example/>`__ and https://w.example/."
        ),
        "A 2\\*3 security_bsd \\<tag> \\[x\\] \\*y [z](<https://z.example/>) and <https://w.example/>."
    );
}

#[test]
fn links_between_articles_stay_links() {
    let made = made(
        "See :doc:`nat`, :doc:`the start </index>`, :ref:`port forward` and :ref:`this <nowhere>`, :doc:`/gone`.",
    );
    assert_eq!(
        made.text,
        "See [NAT](</help/articles/manual-nat>), [the start](</help/articles/index>), \
         [Forward](</help/articles/manual-nat#forward>) and this, /gone."
    );
    let lost: Vec<&str> = made.lost_links.iter().map(String::as_str).collect();
    assert_eq!(lost, ["/gone", "nowhere"]);
}

#[test]
fn labels_are_known_by_the_title_below_them() {
    let (title, labels) = outline("a", ".. _top:\n\nAAA\n===\n\n.. _two words:\n\nBee\n---\n");
    assert_eq!(title, "AAA");
    assert_eq!(labels.len(), 2);
    let (name, label) = labels.last().unwrap();
    assert_eq!(
        (name.as_str(), label.anchor.as_str(), label.title.as_str()),
        ("two words", "bee", "Bee")
    );
}

#[test]
fn a_table_of_contents_is_a_list_of_links() {
    assert_eq!(
        text(".. toctree::\n   :maxdepth: 2\n\n   nat.rst\n   The start </index>\n"),
        "- [NAT](</help/articles/manual-nat>)\n- [The start](</help/articles/index>)"
    );
}

#[test]
fn lists_stand_in_lists() {
    assert_eq!(
        text("* one\n  goes on\n\n  * inner\n\n* two\n\n#. first\n#. second\n"),
        "- one goes on\n  - inner\n- two\n\n1. first\n1. second"
    );
}

#[test]
fn remarks_and_code_are_kept() {
    assert_eq!(
        text(
            ".. Note::\n\n    Be **careful**.\n\n    Twice.\n\n.. code-block:: sh\n   :linenos:\n\n   ls -l\n     x\n"
        ),
        "> [!NOTE]\n> Be **careful**.\n>\n> Twice.\n\n```sh\nls -l\n  x\n```"
    );
    assert_eq!(
        text("For example::\n\n    a = 1\n\n::\n\n   b"),
        "For example:\n\n```\na = 1\n```\n\n```\nb\n```"
    );
}

#[test]
fn both_kinds_of_tables_are_read() {
    let simple = "======= ============\nName    Meaning\n======= ============\n**a**   | one\n        | two\nb       x|y\n======= ============\n\nAfter.\n";
    assert_eq!(
        text(simple),
        "| Name | Meaning |\n| --- | --- |\n| **a** | one<br>two |\n| b | x\\|y |\n\nAfter."
    );
    let grid = "+---+-----+\n| A | B   |\n+===+=====+\n| 1 | x   |\n|   | y   |\n+---+-----+\n| both    |\n+---+-----+\n";
    assert_eq!(
        text(grid),
        "| A | B |\n| --- | --- |\n| 1 | x y |\n| both |  |"
    );
}

#[test]
fn tables_of_values_and_of_lists_are_read() {
    assert_eq!(
        text(".. csv-table:: T\n   :header: \"A\", \"B\"\n\n   \"1\", \"x, y\"\n"),
        "**T**\n\n| A | B |\n| --- | --- |\n| 1 | x, y |"
    );
    assert_eq!(
        text(".. list-table::\n   :header-rows: 1\n\n   * - A\n     - B\n   * - 1\n     - 2\n"),
        "| A | B |\n| --- | --- |\n| 1 | 2 |"
    );
}

#[test]
fn pictures_that_are_there_are_shown_and_others_named() {
    let made = made(
        ".. image:: images/a.png\n    :width: 100%\n    :alt: A fan\n\nPress |b|.\n\n.. |b| image:: images/b.png\n",
    );
    assert_eq!(
        made.text,
        "![A fan](<picture:manual/images/a.png>)\n\nPress ."
    );
    assert!(made.pictures.contains("manual/images/a.png"));
    assert!(made.lost_files.contains("manual/images/b.png"));
}

#[test]
fn what_is_not_known_keeps_its_text_and_is_named() {
    let made = made(".. graphviz::\n   :scale: 100%\n\n   a -- b\n\nSee :abc:`words`.");
    assert_eq!(made.text, "```\na -- b\n```\n\nSee words.");
    let named: Vec<&str> = made.unknown.iter().map(String::as_str).collect();
    assert_eq!(named, ["directive graphviz", "role abc"]);
}

#[test]
fn a_diagram_is_said_in_words() {
    assert_eq!(
        text(".. blockdiag::\n   :caption: How it goes\n\n   blockdiag {\n     a -> b;\n   }\n"),
        "**How it goes**\n\n- a → b"
    );
}

#[test]
fn tabs_stand_below_each_other() {
    assert_eq!(
        text(".. tabs::\n\n   .. tab:: One\n\n      Words.\n\n   .. tab:: Two\n\n      More.\n"),
        "**One**\n\nWords.\n\n**Two**\n\nMore."
    );
}

#[test]
fn a_term_is_followed_by_what_it_means() {
    assert_eq!(
        text("Term\n    Meaning.\n\n:Field: Value\n"),
        "- **Term**\n\n  Meaning.\n\n- **Field:** Value"
    );
}

#[test]
fn paths_are_read_from_where_they_stand() {
    assert_eq!(join("manual/how-tos/a", "../nat"), "manual/nat");
    assert_eq!(join("manual/a", "/index"), "index");
    assert_eq!(join("a", "../../b"), "b");
}

proptest::proptest! {
    #[test]
    fn whatever_is_in_a_file_it_is_read(source in "[-.:=*`_|+<>#a-z0-9 \n]{0,400}") {
        let _ = outline("x", &source);
        let _ = made(&source);
    }

    /// Deeper than anybody writes.
    #[test]
    fn depth_is_bounded(depth in 1_usize..400) {
        let source: String = (0..depth).map(|level| format!("{}* x\n\n", " ".repeat(level * 2))).collect();
        let _ = made(&source);
    }
}

/// How many files of a handbook come through whole; for the figures:
/// `RAPPORT_RST=FOLDER cargo test … a_handbook -- --nocapture`.
#[test]
fn a_handbook() {
    let Some(folder) = std::env::var_os("RAPPORT_RST").map(std::path::PathBuf::from) else {
        return;
    };
    let mut files = Vec::new();
    let mut open = vec![folder.clone()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rst") {
                let name = path.strip_prefix(&folder).unwrap().with_extension("");
                files.push((
                    name.display().to_string(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    let mut known = Known::default();
    for (path, source) in &files {
        let (title, labels) = outline(path, source);
        known
            .articles
            .insert(path.clone(), (path.replace('/', "-"), title));
        known.labels.extend(labels);
    }
    let (mut whole, mut but_files) = (0, 0);
    for (path, source) in &files {
        let made = convert(path, source, &known);
        assert!(!made.text.is_empty() || !made.title.is_empty(), "{path}");
        let words = made.unknown.is_empty() && made.lost_links.is_empty() && !made.title.is_empty();
        whole += usize::from(words && made.lost_files.is_empty());
        but_files += usize::from(words);
        if !words {
            println!(
                "{path}: {:?} {:?} title {:?}",
                made.unknown, made.lost_links, made.title
            );
        }
    }
    println!(
        "{} files, {whole} whole, {but_files} whole but for files that are not there",
        files.len()
    );
}

#[test]
fn a_list_that_goes_on_keeps_its_number() {
    assert_eq!(
        text("1. One.\n\nBetween.\n\n2. Two.\n3. Three.\n\na) First.\nb) Second.\n"),
        "1. One.\n\nBetween.\n\n2. Two.\n3. Three.\n\n1) First.\n2) Second."
    );
}

#[test]
fn addresses_of_the_handbook_itself_are_articles() {
    let made = made(
        "See `NAT </manual/nat.html#two>`_, `the start <../index.html>`__, `gone </dev/x.html>`_ \
         and fake_name_ [1]_.\n\n.. _fake_name:\n   https://a.example/\n\n.. [1] Indeed.\n",
    );
    assert_eq!(
        made.text,
        "See [NAT](</help/articles/manual-nat#two>), [the start](</help/articles/index>), gone and \
         [fake_name](<https://a.example/>) \\[1\\].\n\n\\[1\\] Indeed."
    );
    assert!(made.lost_links.contains("/dev/x.html"));
}

#[test]
fn a_label_of_the_file_is_found_by_its_name() {
    let source = "Top\n===\n\nSee `rules`_.\n\n.. _rules:\n\nHow it is ruled\n---------------\n";
    let mut known = known();
    known.labels.extend(outline("manual/a", source).1);
    let slug = ("manual-a".to_owned(), "Top".to_owned());
    known.articles.insert("manual/a".to_owned(), slug);
    let made = convert("manual/a", source, &known);
    assert_eq!(
        made.text,
        "See [rules](<#how-it-is-ruled>).\n\n## How it is ruled"
    );
}

#[test]
fn what_is_said_in_html_is_said() {
    assert_eq!(
        text(
            ".. raw:: html\n\n   Use the <i class=\"fa fa-fw fa-plus\"></i> sign.\n\n.. raw:: latex\n\n   x\n"
        ),
        "Use the *plus* sign."
    );
}

#[test]
fn a_remark_with_one_colon_is_read_all_the_same() {
    assert_eq!(
        text("Before.\n\n.. Note:\n\n    Be careful.\n\n.. note to myself\n\n.. todo:\n\n    x\n"),
        "Before.\n\n> [!NOTE]\n> Be careful."
    );
}

#[test]
fn a_reference_without_a_name_takes_the_next_address() {
    assert_eq!(
        text(
            "See `one`__, `two`__ and `three <https://c.example/>`__.\n\n__ https://a.example/\n\n.. __: https://b.example/\n"
        ),
        "See [one](<https://a.example/>), [two](<https://b.example/>) and [three](<https://c.example/>)."
    );
}

#[test]
fn a_reference_to_a_title_leads_there_and_one_to_nothing_is_named() {
    let made = made("Top\n===\n\nSee `The rules`_ and `no such`_.\n\nThe rules\n---------\n");
    assert_eq!(
        made.text,
        "See [The rules](<#the-rules>) and no such.\n\n## The rules"
    );
    assert!(made.lost_links.contains("no such"));
}

#[test]
fn what_nobody_says_instead_of_a_name_is_named() {
    let made = made("Press |save| or a | b | c, at |now|.\n\n.. |now| replace:: **once**\n");
    assert_eq!(made.text, "Press \\|save\\| or a \\| b \\| c, at **once**.");
    let named: Vec<&str> = made.unknown.iter().map(String::as_str).collect();
    assert_eq!(named, ["substitution save"]);
}

#[test]
fn options_of_a_command_are_a_list() {
    assert_eq!(
        text("-a, --all  Everything,\n           always.\n-o FILE    Where to.\n"),
        "- `-a, --all` Everything, always.\n- `-o FILE` Where to."
    );
    assert_eq!(
        text("-scan plugin of what there is\n"),
        "\\-scan plugin of what there is"
    );
}

#[test]
fn what_is_typed_at_a_prompt_is_code() {
    assert_eq!(text(">>> 1 + 1\n2\n\nSo."), "```\n>>> 1 + 1\n2\n```\n\nSo.");
}

#[test]
fn roman_numbers_count() {
    assert_eq!(
        text("i. One.\nii. Two.\niii. Three.\niv. Four.\n"),
        "1) One.\n2) Two.\n3) Three.\n4) Four."
    );
    assert_eq!(text("ix. Nine.\n"), "9) Nine.");
}

#[test]
fn formulas_and_standards_are_said() {
    assert_eq!(
        text("As :rfc:`2324` says, :math:`a^2`.\n\n.. math:: a + b\n"),
        "As [RFC 2324](<https://www.rfc-editor.org/rfc/rfc2324>) says, `a^2`.\n\n```\na + b\n```"
    );
}

#[test]
fn lists_within_a_table_of_lists_stay_in_their_cell() {
    assert_eq!(
        text(
            ".. list-table::\n   :header-rows: 1\n\n   * - A\n     - B\n   * - one\n       more\n     - Either:\n\n       - two\n       - three\n   * -\n     - last\n"
        ),
        "| A | B |\n| --- | --- |\n| one more | Either:<br>• two<br>• three |\n|  | last |"
    );
}

#[test]
fn a_table_in_a_file_of_its_own_is_named() {
    let made = made(".. csv-table:: Sizes\n   :file: data/sizes.csv\n");
    assert_eq!(made.text, "**Sizes**");
    assert!(made.lost_files.contains("manual/data/sizes.csv"));
}

#[test]
fn a_line_all_the_way_through_ends_a_table() {
    assert_eq!(
        text(
            "===== =====\nA     B\n===== =====\n*all of them*\n===========\n\nAfter.\n\n===== =====\nc     d\n===========\n\nEnd."
        ),
        "| A | B |\n| --- | --- |\n| *all of them* |  |\n\nAfter.\n\n|  |  |\n| --- | --- |\n| c | d |\n\nEnd."
    );
}

#[test]
fn cells_of_a_table_go_over_columns_and_have_paragraphs() {
    assert_eq!(
        text(
            "===== ===== =====\nover both   one\n----------- -----\na     b     - c\n\n            - d\n===== ===== =====\n"
        ),
        "|  |  |  |\n| --- | --- | --- |\n| over both |  | one |\n| a | b | • c<br>• d |"
    );
}

#[test]
fn a_cell_beside_several_rows_stands_in_the_first() {
    assert_eq!(
        text(
            "+-----+---+---+\n|     | x | 1 |\n| all +---+---+\n|     | y | 2 |\n+-----+---+---+\n| a   |   |   |\n+-----+ z | 3 |\n| b   |   |   |\n+-----+---+---+\n"
        ),
        "|  |  |  |\n| --- | --- | --- |\n| all | x | 1 |\n|  | y | 2 |\n| a | z | 3 |\n| b |  |  |"
    );
}

#[test]
fn texts_that_stand_for_each_other_do_not_fill_the_memory() {
    let mut source = ".. |a| replace:: ha ha ha ha ha\n".to_owned();
    for (before, this) in "abcdefghijklm".chars().zip("bcdefghijklmn".chars()) {
        let ten = format!("|{before}| ").repeat(10);
        source.push_str(&format!(".. |{this}| replace:: {ten}\n"));
    }
    source.push_str("\nSay |n|.\n");
    let made = made(&source);
    assert!(made.text.len() < 4_000_000, "{}", made.text.len());
    assert!(
        made.unknown
            .iter()
            .any(|one| one.starts_with("substitution "))
    );
}

#[test]
fn one_wide_row_and_many_others_do_not_fill_the_memory() {
    let (wide, long) = (",".repeat(50_000), "   x\n".repeat(40_000));
    let drawn = format!(
        "==={}\n{}==={}\n",
        " =".repeat(40_000),
        "x\n".repeat(40_000),
        " =".repeat(40_000)
    );
    let csv = made(&format!(".. csv-table:: T\n\n   {wide}\n{long}"));
    assert!(csv.unknown.contains("table"));
    assert!(csv.text.contains("```\n"));
    let made = made(&drawn);
    assert!(made.text.contains('x'));
}

#[test]
fn options_in_options_that_are_none_are_read_once() {
    let blanks = |depth: usize| " ".repeat(depth * 2);
    let mut source = String::new();
    for depth in 0..23 {
        source.push_str(&format!("{}-a\n\n", blanks(depth)));
    }
    source.push_str(&format!("{}x\n", blanks(23)));
    for depth in (0..23).rev() {
        source.push_str(&format!("{}-b\n", blanks(depth)));
    }
    assert!(made(&source).text.contains('x'));
}

//! `.. name::` and what it does.

use super::blocks::{code, dedent, hung, indent, quoted};
use super::tables::{as_markdown, in_one_line};
use super::{MOST_CELLS, Reading, diagrams, inline, raw_html};
use crate::support::articles::address::article_path;

/// The kinds of remarks that Markdown knows, and which of ours each is.
pub(super) fn remark(name: &str) -> Option<&'static str> {
    Some(match name {
        "note" | "seealso" | "admonition" | "sidebar" | "topic" | "versionadded"
        | "versionchanged" => "NOTE",
        "tip" | "hint" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "attention" | "deprecated" => "WARNING",
        "caution" | "danger" | "error" => "CAUTION",
        _ => return None,
    })
}

/// `:name: value` at the beginning of a directive, and what comes after.
fn options(body: &[String]) -> (Vec<(String, String)>, Vec<String>) {
    let body = dedent(body);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((name, value)) = body
        .get(at)
        .and_then(|line| line.strip_prefix(':'))
        .and_then(|line| line.split_once(':'))
        .filter(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '-' || c == '_')
        })
    {
        found.push((name.to_owned(), value.trim().to_owned()));
        at += 1;
        // A long value goes on below, set in.
        while let Some(more) = body.get(at).filter(|line| line.starts_with(' ')) {
            if let Some((_, value)) = found.last_mut() {
                value.push(' ');
                value.push_str(more.trim());
            }
            at += 1;
        }
    }
    (found, dedent(body.get(at..).unwrap_or_default()))
}

fn option<'o>(options: &'o [(String, String)], name: &str) -> &'o str {
    options
        .iter()
        .find(|(known, _)| known == name)
        .map_or("", |(_, value)| value.as_str())
}

impl Reading<'_> {
    pub(super) fn directive(
        &mut self,
        name: &str,
        arg: &str,
        body: &[String],
        out: &mut Vec<String>,
    ) {
        if let Some(kind) = remark(name) {
            out.push(self.remark(kind, name, arg, body));
            return;
        }
        match name {
            // Written anew from the headings of whatever is shown.
            "contents" | "index" | "highlight" | "meta" | "tabularcolumns" | "sectnum"
            | "default-role" | "role" | "_" => {}
            "toctree" => self.toctree(body, out),
            "image" | "figure" => self.image(arg, body, out),
            "code-block" | "code" | "sourcecode" | "parsed-literal" | "highlights-code"
            | "prompt" | "console" => {
                let (options, body) = options(body);
                let caption = option(&options, "caption");
                if !caption.is_empty() {
                    out.push(format!("*{}*", inline::escaped(caption)));
                }
                out.push(code(arg, &body));
            }
            "rubric" | "centered" => {
                let text = self.inline(arg);
                out.push(format!("**{}**", text.replace("**", "")));
            }
            "raw" => self.raw(arg, body, out),
            "csv-table" => self.csv(arg, body, out),
            "list-table" => self.list_table(arg, body, out),
            "table" => {
                let (_, body) = options(body);
                self.caption(arg, out);
                out.extend(self.blocks(&body, 1));
            }
            // Tabs stand below each other, each under its name.
            "tab" | "group-tab" | "code-tab" => {
                let (_, body) = options(body);
                let text = self.inline(arg);
                out.push(format!("**{}**", text.replace("**", "")));
                if name == "code-tab" {
                    out.push(code(arg, &body));
                } else {
                    out.extend(self.blocks(&body, 1));
                }
            }
            "tabs" | "container" | "only" | "class" | "compound" | "rst-class" | "hlist" => {
                let (_, body) = options(body);
                out.extend(self.blocks(&body, 1));
            }
            "math" => {
                let (_, mut body) = options(body);
                if !arg.is_empty() {
                    body.insert(0, arg.to_owned());
                }
                out.push(code("", &body));
            }
            "glossary" => {
                let (_, body) = options(body);
                out.extend(self.blocks(&body, 1));
            }
            "highlights" | "epigraph" | "pull-quote" => {
                let (_, body) = options(body);
                let text = self.blocks(&body, 1).join("\n\n");
                out.push(quoted(&text));
            }
            "blockdiag" | "nwdiag" | "seqdiag" | "actdiag" => self.diagram(name, arg, body, out),
            _ => self.unknown_directive(name, arg, body, out),
        }
    }

    /// What a diagram says, in words: nobody draws it here.
    fn diagram(&mut self, name: &str, arg: &str, body: &[String], out: &mut Vec<String>) {
        let (options, lines) = options(body);
        let items = diagrams::in_words(&lines);
        if items.is_empty() {
            self.unknown_directive(name, arg, body, out);
            return;
        }
        self.caption(option(&options, "caption"), out);
        let items: Vec<String> = items.iter().map(|item| hung("-", item)).collect();
        out.push(items.join("\n"));
    }

    /// What is not known keeps its text and is named.
    fn unknown_directive(&mut self, name: &str, arg: &str, body: &[String], out: &mut Vec<String>) {
        self.unknown.insert(format!("directive {name}"));
        let (_, body) = options(body);
        if !arg.is_empty() {
            let text = self.inline(arg);
            out.push(super::blocks::begin_safely(&text));
        }
        if !body.is_empty() {
            out.push(code("", &body));
        }
    }

    fn remark(&mut self, kind: &str, name: &str, arg: &str, body: &[String]) -> String {
        let (_, body) = options(body);
        let mut inside = Vec::new();
        let has_title = matches!(name, "admonition" | "sidebar" | "topic");
        if has_title && !arg.is_empty() {
            let title = self.inline(arg);
            inside.push(format!("**{}**", title.replace("**", "")));
        }
        let mut lines = body;
        if !has_title && !arg.is_empty() {
            lines.insert(0, arg.to_owned());
        }
        inside.extend(self.blocks(&lines, 1));
        quoted(&format!("[!{kind}]\n{}", inside.join("\n\n")))
    }

    fn toctree(&mut self, body: &[String], out: &mut Vec<String>) {
        let (_, body) = options(body);
        let items: Vec<String> = body
            .iter()
            .filter(|line| !line.is_empty())
            .filter_map(|line| {
                let (name, said) = line
                    .strip_suffix('>')
                    .and_then(|line| line.rsplit_once('<'))
                    .map_or((None, line.as_str()), |(name, said)| {
                        (Some(name.trim()), said)
                    });
                let path = self.path_from_here(said.trim());
                let path = path.strip_suffix(".rst").unwrap_or(&path);
                let Some((slug, title)) = self.known.articles.get(path) else {
                    // All files of a folder, or one that is not there.
                    if !said.contains('*') {
                        self.lost_links.insert(said.trim().to_owned());
                    }
                    return None;
                };
                let name = inline::escaped(name.unwrap_or(title));
                Some(hung("-", &format!("[{name}](<{}>)", article_path(slug))))
            })
            .collect();
        if !items.is_empty() {
            out.push(items.join("\n"));
        }
    }

    fn image(&mut self, arg: &str, body: &[String], out: &mut Vec<String>) {
        let (options, body) = options(body);
        let shown = self.picture(arg, option(&options, "alt"));
        if !shown.is_empty() {
            out.push(shown);
        }
        out.extend(self.blocks(&body, 1));
    }

    /// Markup of somebody else's: what it says. What is for a printer says nothing
    /// here.
    fn raw(&mut self, arg: &str, body: &[String], out: &mut Vec<String>) {
        let (options, body) = options(body);
        if arg.split_whitespace().any(|kind| kind == "html") {
            self.elsewhere(&options);
            out.extend(raw_html::blocks(&body.join("\n")));
        }
    }

    /// What stands in a file of its own does not come through.
    fn elsewhere(&mut self, options: &[(String, String)]) {
        let file = option(options, "file");
        if !file.is_empty() {
            let path = self.path_from_here(file);
            self.lost_files.insert(path);
        }
    }

    fn caption(&mut self, arg: &str, out: &mut Vec<String>) {
        if !arg.is_empty() {
            let text = self.inline(arg);
            out.push(format!("**{}**", text.replace("**", "")));
        }
    }

    fn csv(&mut self, arg: &str, body: &[String], out: &mut Vec<String>) {
        let (options, body) = options(body);
        self.caption(arg, out);
        self.elsewhere(&options);
        let mut head = read_csv(option(&options, "header"));
        let mut rows = read_csv(&body.join("\n"));
        let more: usize = option(&options, "header-rows").parse().unwrap_or(0);
        if head.is_empty() {
            head = rows.drain(..more.min(rows.len())).collect();
        }
        self.cells(head, rows, out);
    }

    /// A list whose items are the rows, and whose items' items the cells.
    fn list_table(&mut self, arg: &str, body: &[String], out: &mut Vec<String>) {
        let (options, body) = options(body);
        self.caption(arg, out);
        // Cells begin where the first one does; what is set in further is in a cell,
        // lists included.
        let first = body.first().and_then(|line| line.find("- "));
        let at = first.unwrap_or(2);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in &body {
            let row = line.strip_prefix('*').map(str::trim_start);
            let set_in = indent(line);
            let cell = |text: &str| -> Option<String> {
                let rest = text.strip_prefix('-')?;
                (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start().to_owned())
            };
            if let Some(cell) = row.and_then(cell) {
                rows.push(vec![cell]);
            } else if set_in == at
                && let Some(cell) = cell(line.trim_start())
                && let Some(row) = rows.last_mut()
            {
                row.push(cell);
            } else if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                let further: String = line.chars().skip(set_in.min(at + 2)).collect();
                cell.push('\n');
                cell.push_str(&further);
            }
        }
        let head: usize = option(&options, "header-rows").parse().unwrap_or(0);
        let head: Vec<Vec<String>> = rows.drain(..head.min(rows.len())).collect();
        self.cells(head, rows, out);
    }

    /// Texts of cells as a table.
    fn cells(&mut self, head: Vec<Vec<String>>, rows: Vec<Vec<String>>, out: &mut Vec<String>) {
        let wide = head.iter().chain(&rows).map(Vec::len).max().unwrap_or(0);
        if wide == 0 {
            return;
        }
        if wide.saturating_mul(head.len() + rows.len()) > MOST_CELLS {
            self.unknown.insert("table".to_owned());
            let rows = head.iter().chain(&rows).map(|row| row.join(", "));
            out.push(code("", &rows.collect::<Vec<_>>()));
            return;
        }
        let mut read = |row: Vec<String>| -> Vec<String> {
            let mut cells: Vec<String> = row
                .into_iter()
                .map(|cell| {
                    let lines: Vec<String> = cell.lines().map(str::to_owned).collect();
                    in_one_line(&self.blocks(&lines, 1).join("\n\n"))
                })
                .collect();
            cells.resize(wide, String::new());
            cells
        };
        let headings = head
            .into_iter()
            .next()
            .map_or_else(|| vec![String::new(); wide], &mut read);
        let rows: Vec<Vec<String>> = rows.into_iter().map(read).collect();
        out.push(as_markdown(&headings, &rows));
    }
}

/// The text without the spaces that stand between a comma and a quotation mark:
/// handbooks write them, and the reader would take the mark for text.
fn close_up(text: &str) -> String {
    let mut quoted = false;
    let mut closed = String::with_capacity(text.len());
    for one in text.chars() {
        if one == '"' {
            if !quoted {
                closed.truncate(closed.trim_end_matches(' ').len());
            }
            quoted = !quoted;
        }
        closed.push(one);
    }
    closed
}

fn read_csv(text: &str) -> Vec<Vec<String>> {
    let text = close_up(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

//! Diagrams that are written as text (blockdiag, nwdiag, seqdiag, actdiag), said in
//! words: which networks there are and who is in them, and what leads to what. The
//! picture itself would need a program of its own to draw.
//! <http://blockdiag.com/en/blockdiag/introduction.html>

use super::inline::escaped;

/// Deeper than anybody nests groups.
const DEEPEST: usize = 12;

/// More words and signs than anybody draws: each name is compared with all others.
const MOST_TOKENS: usize = 10_000;

/// More ways than anybody follows in words: a line leads from each thing before its
/// arrow to each behind it.
const MOST_WAYS: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A name or a value, quoted or not.
    Word(String),
    /// `->`, `--`, `<->` and what else stands between two things.
    Leads(String),
    /// One of `{ } [ ] = , ;`.
    Sign(char),
    /// The end of a line.
    Line,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\n' => found.push(Token::Line),
            '#' => {
                rest = after
                    .find('\n')
                    .and_then(|at| after.get(at..))
                    .unwrap_or("");
                continue;
            }
            '/' if after.starts_with('/') => {
                rest = after
                    .find('\n')
                    .and_then(|at| after.get(at..))
                    .unwrap_or("");
                continue;
            }
            '"' | '\'' => {
                let (word, more) = after.split_once(c).unwrap_or((after, ""));
                found.push(Token::Word(word.replace("\\n", " ")));
                rest = more;
                continue;
            }
            '{' | '}' | '[' | ']' | '=' | ',' | ';' if !is_arrow(rest) => {
                found.push(Token::Sign(c));
            }
            c if c.is_whitespace() => {}
            _ if is_arrow(rest) => {
                let end = rest
                    .find(|c: char| !"-<>=.~".contains(c))
                    .unwrap_or(rest.len());
                let (arrow, more) = rest.split_at(end);
                found.push(Token::Leads(arrow.to_owned()));
                rest = more;
                continue;
            }
            _ => {
                let end = word_end(rest).max(c.len_utf8());
                let (word, more) = rest.split_at(end);
                found.push(Token::Word(word.to_owned()));
                rest = more;
                continue;
            }
        }
        rest = after;
    }
    found
}

fn is_arrow(text: &str) -> bool {
    ["->", "--", "<-", "=>", "<=", "<<", ">>", "==", "-~", "~>"]
        .iter()
        .any(|arrow| text.starts_with(arrow))
}

/// Where a name that is not quoted ends: a hyphen belongs to it, unless an arrow
/// begins with it.
fn word_end(text: &str) -> usize {
    text.char_indices()
        .find(|(at, c)| {
            let rest = text.get(*at..).unwrap_or_default();
            c.is_whitespace() || "{}[]=,;\"'".contains(*c) || is_arrow(rest)
        })
        .map_or(text.len(), |(at, _)| at)
}

/// A network, a group or a lane: what it is called, its address, and who is in it.
#[derive(Debug, Default)]
struct Group {
    label: String,
    address: String,
    members: Vec<(String, String)>,
}

#[derive(Debug, Default)]
struct Diagram {
    /// What has a name of its own: how it is written, and what it is called.
    labels: Vec<(String, String)>,
    /// All that was named, in its order.
    things: Vec<String>,
    groups: Vec<Group>,
    /// From, how, to, and what stands at it; one more than [`MOST_WAYS`] is too many.
    ways: Vec<(String, String, String, String)>,
}

impl Diagram {
    /// The statements of a block; answers what comes behind its end.
    fn read<'t>(
        &mut self,
        mut all: &'t [Token],
        group: Option<usize>,
        depth: usize,
    ) -> &'t [Token] {
        while let Some((first, rest)) = all.split_first() {
            match first {
                Token::Sign('}') => return rest,
                Token::Line | Token::Sign(';' | ',' | ']' | '=') => all = rest,
                _ => all = self.statement(all, group, depth),
            }
        }
        all
    }

    fn statement<'t>(
        &mut self,
        all: &'t [Token],
        group: Option<usize>,
        depth: usize,
    ) -> &'t [Token] {
        let end = statement_end(all);
        let (said, rest) = all.split_at(end);
        if let Some((Token::Sign('{'), inside)) = rest.split_first() {
            if depth >= DEEPEST {
                return &[];
            }
            let words: Vec<&str> = said.iter().filter_map(word).collect();
            // `network NAME {`, `group {`; the diagram itself is `nwdiag {`.
            let is_group = matches!(words.first(), Some(&("network" | "group" | "lane")));
            if !is_group {
                return self.read(inside, group, depth + 1);
            }
            let name = words.get(1).copied().unwrap_or_default();
            self.groups.push(Group {
                label: name.to_owned(),
                ..Group::default()
            });
            let this = self.groups.len() - 1;
            return self.read(inside, Some(this), depth + 1);
        }
        self.line(said, group);
        // A sign that begins nothing must not keep us here.
        if end == 0 {
            return rest.get(1..).unwrap_or_default();
        }
        rest
    }

    /// `name = value`, `thing [options]`, or `thing -> thing [options]`.
    fn line(&mut self, said: &[Token], group: Option<usize>) {
        let open = said
            .iter()
            .position(|one| *one == Token::Sign('['))
            .unwrap_or(said.len());
        let (what, options) = said.split_at(open);
        if let [Token::Word(name), Token::Sign('='), Token::Word(value)] = what {
            if let Some(group) = self.group(group) {
                match name.as_str() {
                    "label" | "description" => group.label = tidy(value),
                    "address" => group.address = tidy(value),
                    _ => {}
                }
            }
            return;
        }
        let option = |wanted: &str| {
            options
                .windows(3)
                .find_map(|three| match three {
                    [Token::Word(name), Token::Sign('='), Token::Word(value)] if name == wanted => {
                        Some(tidy(value))
                    }
                    _ => None,
                })
                .unwrap_or_default()
        };
        let mut before: Vec<String> = Vec::new();
        let mut now: Vec<String> = Vec::new();
        let mut how: Option<String> = None;
        let mut is_way = false;
        for token in what {
            match token {
                Token::Word(name) => {
                    self.name(name);
                    now.push(name.clone());
                }
                Token::Leads(arrow) => {
                    self.lead(&before, how.take(), &now, &option("label"));
                    before = std::mem::take(&mut now);
                    how = Some(arrow.clone());
                    is_way = true;
                }
                Token::Sign(_) | Token::Line => {}
            }
        }
        self.lead(&before, how, &now, &option("label"));
        if is_way {
            return;
        }
        for name in now {
            let label = option("label");
            if !label.is_empty() {
                self.labels.retain(|(known, _)| *known != name);
                self.labels.push((name.clone(), label));
            }
            let address = option("address");
            if let Some(group) = self.group(group)
                && !group.members.iter().any(|(known, _)| *known == name)
            {
                group.members.push((name, address));
            }
        }
    }

    fn group(&mut self, at: Option<usize>) -> Option<&mut Group> {
        self.groups.get_mut(at?)
    }

    fn name(&mut self, name: &str) {
        if !self.things.iter().any(|known| known == name) {
            self.things.push(name.to_owned());
        }
    }

    fn lead(&mut self, from: &[String], how: Option<String>, to: &[String], label: &str) {
        let Some(how) = how else { return };
        for from in from {
            for to in to {
                if self.ways.len() > MOST_WAYS {
                    return;
                }
                let way = (from.clone(), how.clone(), to.clone(), label.to_owned());
                self.ways.push(way);
            }
        }
    }

    /// What a thing is called.
    fn called(&self, name: &str) -> String {
        let label = self.labels.iter().find(|(known, _)| known == name);
        match label.map(|(_, label)| label.as_str()) {
            // A number of a key beside the picture says nothing alone.
            Some(label) if label.starts_with('[') => escaped(&format!("{name} {label}")),
            Some(label) => escaped(label),
            None => escaped(name),
        }
    }

    fn in_words(&self) -> Vec<String> {
        let mut items = Vec::new();
        let mut met: Vec<&str> = Vec::new();
        // A group without a name is only drawn so.
        let named = |group: &&Group| !(group.label.is_empty() && group.address.is_empty());
        for group in self.groups.iter().filter(named) {
            let members: Vec<String> = group
                .members
                .iter()
                .map(|(name, address)| {
                    met.push(name);
                    match address.as_str() {
                        "" => self.called(name),
                        address => format!("{} ({})", self.called(name), escaped(address)),
                    }
                })
                .collect();
            if members.is_empty() {
                continue;
            }
            let head = match (group.label.as_str(), group.address.as_str()) {
                ("", address) => escaped(address),
                (label, "") => format!("**{}**", escaped(label)),
                (label, address) => format!("**{}** ({})", escaped(label), escaped(address)),
            };
            items.push(format!("{head}: {}", members.join(", ")));
        }
        for (from, how, to, label) in &self.ways {
            met.extend([from.as_str(), to.as_str()]);
            let sign = match (how.starts_with('<'), how.ends_with('>')) {
                (true, true) => "↔",
                (true, false) => "←",
                (false, true) => "→",
                (false, false) => "–",
            };
            let mut item = format!("{} {sign} {}", self.called(from), self.called(to));
            if !label.is_empty() {
                item.push_str(&format!(": {}", escaped(label)));
            }
            items.push(item);
        }
        let alone = self
            .things
            .iter()
            .filter(|name| !met.contains(&name.as_str()))
            .map(|name| self.called(name));
        items.extend(alone);
        items
    }
}

fn word(token: &Token) -> Option<&str> {
    match token {
        Token::Word(word) => Some(word),
        _ => None,
    }
}

/// Where a statement ends: at a `;`, a brace, or the end of a line that leads nowhere
/// further.
fn statement_end(all: &[Token]) -> usize {
    let mut in_options = false;
    for (at, token) in all.iter().enumerate() {
        match token {
            Token::Sign('[') => in_options = true,
            Token::Sign(']') => in_options = false,
            Token::Sign(';' | '{' | '}') if !in_options => return at,
            Token::Line if !in_options => {
                let before = at.checked_sub(1).and_then(|at| all.get(at));
                let after = all.get(at + 1);
                let goes_on = matches!(before, Some(Token::Leads(_) | Token::Sign(',')))
                    || matches!(after, Some(Token::Leads(_) | Token::Sign('[')));
                if !goes_on {
                    return at;
                }
            }
            _ => {}
        }
    }
    all.len()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a diagram says, item by item, as Markdown; nothing if it can't be read, or says
/// more than anybody would read.
pub(super) fn in_words(lines: &[String]) -> Vec<String> {
    let all = tokens(&lines.join("\n"));
    if all.len() > MOST_TOKENS {
        return Vec::new();
    }
    let mut diagram = Diagram::default();
    diagram.read(&all, None, 0);
    if diagram.ways.len() > MOST_WAYS {
        return Vec::new();
    }
    diagram.in_words()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        in_words(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_network_says_who_is_in_it() {
        let text = "nwdiag {
            span_width = 90;
            Internet [shape = \"cisco.cloud\"];
            pc [label=\"PC Site A\\n10.0.0.20\",shape=\"cisco.pc\"];
            pc -- switch;
            network LAN {
                label = \" LAN Site A\";
                address = \"192.168.1.x/24\"
                fw1 [shape = \"cisco.firewall\", address=\"192.168.1.1/24\"];
                switch [label=\"\"];
            }
        }";
        assert_eq!(
            words(text),
            [
                "**LAN Site A** (192.168.1.x/24): fw1 (192.168.1.1/24), switch",
                "PC Site A 10.0.0.20 – switch",
                "Internet",
            ]
        );
    }

    #[test]
    fn what_leads_to_what_is_said() {
        let text = "diagram {
            default_shape = roundedbox;
            one [label=\"Event:\\nchanged\"]; two; // a remark
            one -> two -> dvd- [label = \"loosely\"];
            two <-- three, four
            group { label = \"Type\"; orientation = portrait
                nano- -> vga-;
            }
        }";
        assert_eq!(
            words(text),
            [
                "Event: changed → two: loosely",
                "two → dvd-: loosely",
                "two ← three",
                "two ← four",
                "nano- → vga-",
            ]
        );
    }

    #[test]
    fn what_is_no_diagram_says_nothing() {
        assert!(words("").is_empty());
        assert!(words("{ }").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_is_written_it_is_read(text in "[-a-c{}\\[\\]=,;<>\"'#/ \n]{0,200}") {
            let _ = words(&text);
        }
    }

    #[test]
    fn what_leads_from_very_much_to_very_much_is_not_said() {
        let many = "a ".repeat(4_000);
        assert!(words(&format!("diagram {{\n{many} -> {many}\n}}")).is_empty());
        let more: String = (0..100_000).map(|at| format!("t{at} ")).collect();
        assert!(words(&more).is_empty());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = "group {".repeat(MOST_TOKENS / 2);
        let _ = words(&deep);
    }
}

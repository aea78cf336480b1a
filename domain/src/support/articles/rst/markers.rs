//! What a line of a list begins with: points, numbers, letters, names of fields,
//! options of commands.

use super::blocks::indent;

/// A list item's marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Point,
    /// With the number that it says; one where it says none.
    Number(u32),
    /// With the place of its letter.
    Letter(u32),
}

impl Sign {
    /// As Markdown writes it.
    pub(super) fn written(self) -> String {
        match self {
            Sign::Point => "-".to_owned(),
            Sign::Number(number) => format!("{number}."),
            // In another way, or it would go on with a list of numbers above it.
            Sign::Letter(number) => format!("{number})"),
        }
    }

    pub(super) const fn is_like(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Sign::Point, Sign::Point)
                | (Sign::Number(_), Sign::Number(_))
                | (Sign::Letter(_), Sign::Letter(_))
        )
    }
}

/// A list item's marker, and how many characters it takes.
pub(super) fn marker(line: &str) -> Option<(Sign, usize)> {
    if matches!(line, "*" | "-" | "+") {
        return Some((Sign::Point, 1));
    }
    let mut chars = line.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    if matches!(first, '*' | '-' | '+' | '•') && second == ' ' {
        let blanks = 1 + indent(line.get(first.len_utf8()..)?);
        return Some((Sign::Point, blanks));
    }
    let body = line.strip_prefix('(').unwrap_or(line);
    let name: String = body
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '#')
        .collect();
    let rest = body.get(name.len()..)?;
    let after = rest.strip_prefix(['.', ')'])?;
    let is_roman = (2..=5).contains(&name.len())
        && (name.chars().all(|c| "ivx".contains(c)) || name.chars().all(|c| "IVX".contains(c)));
    let counts = name == "#"
        || (name.len() <= 3 && name.chars().all(|c| c.is_ascii_digit()))
        || (name.len() == 1 && name.chars().all(|c| c.is_ascii_alphabetic()))
        || is_roman;
    if name.is_empty() || !counts || !(after.is_empty() || after.starts_with(' ')) {
        return None;
    }
    let before = line.chars().count() - after.chars().count();
    let letter = name.chars().next().filter(char::is_ascii_alphabetic);
    let sign = match letter {
        // The first of the Roman ones looks like the ninth of the others.
        Some('i' | 'I') if name.len() == 1 => Sign::Letter(1),
        Some(_) if is_roman => Sign::Letter(roman(&name)),
        Some(letter) => Sign::Letter(u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1),
        None => Sign::Number(name.parse().unwrap_or(1)),
    };
    Some((sign, before + indent(after)))
}

/// What a Roman number of these letters comes to.
fn roman(name: &str) -> u32 {
    let mut sum: u32 = 0;
    let mut largest = 0;
    for c in name.chars().rev() {
        let worth = match c.to_ascii_lowercase() {
            'x' => 10,
            'v' => 5,
            _ => 1,
        };
        // A smaller one before a larger is taken off it.
        if worth < largest {
            sum = sum.saturating_sub(worth);
        } else {
            sum += worth;
            largest = worth;
        }
    }
    sum
}

/// `-a, --all  text`: the option and what it does.
pub(super) fn option_line(line: &str) -> Option<(&str, &str)> {
    let is_option = line.strip_prefix('-').is_some_and(|rest| {
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    if !is_option {
        return None;
    }
    let (names, text) = line.split_once("  ").unwrap_or((line, ""));
    // A sentence that begins so has more words before its first wide gap.
    let is_all = names.split(", ").all(|one| {
        let mut words = one.split(' ');
        words.next().is_some_and(|word| word.starts_with('-')) && words.count() <= 1
    });
    is_all.then(|| (names, text.trim()))
}

/// `:Name: text`.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix(':')?.split_once(':')?;
    let is_name = !name.is_empty() && !name.contains('`') && !name.starts_with(' ');
    (is_name && (text.is_empty() || text.starts_with(' '))).then(|| (name, text.trim()))
}

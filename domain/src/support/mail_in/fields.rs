//! The fields of a mail's header, one by one in their order: for those that decide
//! what to believe, where it matters that there is exactly one, or which is first.

/// The header of a mail.
#[derive(Debug, Clone)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug, Clone)]
struct Field {
    /// As it stands there, in lower case.
    name: String,
    /// Unfolded.
    value: String,
}

impl Fields {
    pub(super) fn of(raw: &[u8]) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        for line in raw.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            let text = String::from_utf8_lossy(line);
            if line.first().is_some_and(u8::is_ascii_whitespace) {
                if let Some(last) = fields.last_mut() {
                    last.value.push(' ');
                    last.value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push(Field {
                    name: name.to_ascii_lowercase(),
                    value: value.trim().to_owned(),
                });
            }
        }
        Self(fields)
    }

    /// Whether there is not one field.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values of all fields of this name, in their order. The name in lower
    /// case; blanks before the colon belong to no name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |field| field.name.trim_end() == name)
            .map(|field| field.value.as_str())
    }

    pub(super) fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The word a field begins with, in lower case: what comes before a
    /// parameter or a comment.
    pub(super) fn word(&self, name: &str) -> Option<String> {
        let value = self.first(name)?;
        let word = value.split([';', '(', ',', ' ', '\t']).next()?;
        Some(word.trim().to_ascii_lowercase())
    }

    /// How many fields a lenient reader could take for this one.
    pub(super) fn like(&self, name: &str) -> usize {
        let same = |field: &&Field| {
            let letters = field
                .name
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control());
            letters.eq(name.chars())
        };
        self.0.iter().filter(same).count()
    }
}

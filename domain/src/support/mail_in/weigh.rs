//! Whether a mail may be parsed at all: its size and the number of its pieces,
//! counted in one pass over its bytes.
//!
//! A parser makes something of every field, part and nested message. A mail of a
//! few megabytes can consist of millions of them, or of messages nested so deep
//! that taking them apart needs more stack than there is. So all of that is
//! counted before, and never less than a lenient parser would find: spaces,
//! quotes, comments and folding within a field do not hide it. What is counted too
//! much (a long log pasted as text has colons, too) is far below the limits.

use super::Refused;

/// The largest mail, in bytes as it is sent: 44 MiB, attachments of about 32 MiB,
/// which is a little more than is kept of them, so that the case can say what was
/// left out.
pub const MOST_BYTES: usize = 44 * 1024 * 1024;
/// The most fields in the header of a mail.
pub const MOST_HEADER_FIELDS: usize = 500;
/// The largest header, in bytes.
pub const MOST_HEADER_BYTES: usize = 256 * 1024;
/// The most lines with a colon, each of which could be a field of some part.
const MOST_COLON_LINES: usize = 200_000;
/// The largest field that says what a part is, in bytes.
const MOST_CONTENT_FIELD: usize = 16 * 1024;
/// The most pairs of dashes in runs of them, each of which could separate parts.
const MOST_DASHES: usize = 50_000;
/// The most multiparts.
const MOST_MULTIPARTS: usize = 50;
/// The most nested messages.
const MOST_MESSAGES: usize = 50;

/// Refuses what is too large or has too many pieces.
///
/// # Errors
/// What there is too much of.
pub fn weigh(raw: &[u8]) -> Result<(), Refused> {
    if raw.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let mut scale = Scale::default();
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        scale.line(line)?;
    }
    scale.end_of_block()
}

#[derive(Default)]
struct Scale {
    header_is_over: bool,
    header_fields: usize,
    header_bytes: usize,
    colon_lines: usize,
    dashes: usize,
    multiparts: usize,
    messages: usize,
    /// The length so far of a field that says what a part is; 0 outside of one.
    content_field: usize,
    /// Lines without an empty one between them, without what a parser passes
    /// over, in lower case. What begins a part is such a block.
    block: Vec<u8>,
    /// How deep we are in comments in brackets, which may contain others. Escaped
    /// brackets count as well, as they do for the parser.
    comments: usize,
    /// Where in the block a field begins that says what a part is.
    type_field: Option<usize>,
    /// What the block says that follows it.
    says_message: bool,
    says_digest: bool,
}

impl Scale {
    fn line(&mut self, line: &[u8]) -> Result<(), Refused> {
        // A line of blanks alone may go on with a field.
        if matches!(line, b"\n" | b"\r\n") {
            self.header_is_over = true;
            self.content_field = 0;
            return self.end_of_block();
        }
        let folded = line.first().is_some_and(u8::is_ascii_whitespace);
        let has_colon = line.contains(&b':');
        if !self.header_is_over {
            self.header_bytes += line.len();
            self.header_fields += usize::from(!folded);
        }
        self.colon_lines += usize::from(has_colon);
        self.dashes += line
            .split(|byte| *byte != b'-')
            .map(|run| run.len() / 2)
            .sum::<usize>();

        let start = self.block.len();
        if !folded {
            self.comments = 0;
            self.end_of_type();
        }
        for byte in line {
            match byte {
                b'(' => self.comments += 1,
                b')' if self.comments > 0 => self.comments -= 1,
                b'"' | b'\\' => {}
                byte if self.comments > 0 || byte.is_ascii_whitespace() => {}
                byte => self.block.push(byte.to_ascii_lowercase()),
            }
        }
        let begins = |word: &[u8]| {
            self.block
                .get(start..)
                .unwrap_or_default()
                .starts_with(word)
        };
        if begins(b"content-") && has_colon {
            self.content_field = line.len();
        } else if self.content_field > 0 {
            self.content_field = if folded {
                self.content_field + line.len()
            } else {
                0
            };
        }
        if self.type_field.is_none() && begins(b"content-type") {
            self.type_field = Some(start);
        }

        let too_much = self.header_bytes > MOST_HEADER_BYTES
            || self.header_fields > MOST_HEADER_FIELDS
            || self.colon_lines > MOST_COLON_LINES
            || self.content_field > MOST_CONTENT_FIELD;
        if too_much {
            return Err(Refused::TooManyFields);
        }
        if self.dashes > MOST_DASHES {
            return Err(Refused::TooManyParts);
        }
        Ok(())
    }

    /// Looks at a type, up to its parameters. Its words count in whatever order:
    /// of `message/x(y)rfc822` the parser takes the last word.
    fn end_of_type(&mut self) {
        let Some(start) = self.type_field.take() else {
            return;
        };
        let field = self.block.get(start..).unwrap_or_default();
        let kind = field.split(|byte| *byte == b';').next().unwrap_or_default();
        let is_multipart = has(kind, b"multipart");
        self.multiparts += usize::from(is_multipart);
        let is_message = has(kind, b"message") && (has(kind, b"rfc822") || has(kind, b"global"));
        // The parts of a digest are messages without saying so.
        if is_message || (is_multipart && has(kind, b"digest")) {
            self.messages += 1;
            self.says_message = true;
            self.says_digest |= is_multipart;
        }
    }

    fn end_of_block(&mut self) -> Result<(), Refused> {
        self.end_of_type();
        // No mail program encodes a message (RFC 2046, section 5.2.1), and what is
        // in one could not be counted here. A digest may hide such.
        if self.says_digest || (self.says_message && is_encoded(&self.block)) {
            return Err(Refused::Unreadable);
        }
        self.says_message = false;
        self.comments = 0;
        if self.multiparts > MOST_MULTIPARTS || self.messages > MOST_MESSAGES {
            return Err(Refused::TooManyParts);
        }
        // The same memory for the next one, unless it was a whole attachment.
        self.block.clear();
        self.block.shrink_to(1024 * 1024);
        Ok(())
    }
}

fn has(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|found| found == word)
}

/// Whether a block says that what follows is encoded, in whatever way.
fn is_encoded(block: &[u8]) -> bool {
    const FIELD: &[u8] = b"content-transfer-encoding";
    block.windows(FIELD.len()).enumerate().any(|(at, found)| {
        let rest = block.get(at + FIELD.len()..).unwrap_or_default();
        let rest = rest.strip_prefix(b":").unwrap_or(rest);
        let plain: [&[u8]; 3] = [b"7bit", b"8bit", b"binary"];
        found == FIELD && !plain.iter().any(|plain| rest.starts_with(plain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::{HeaderName, MessageParser, PartType};
    use proptest::prelude::*;

    #[test]
    fn what_is_usual_is_let_through() {
        let mail = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n\
                    Hello: \"world\"\n-- \nMe\n--x\nContent-Type: message/rfc822\n\n\
                    Subject: inner\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--x--\n";
        assert_eq!(weigh(mail.as_bytes()), Ok(()));
        // Words that look like it, in a header that is encoded.
        let plain = "Message-ID: <1@global.example>\nX-Rfc822: message global/rfc822\n\
                     Content-Transfer-Encoding: base64\n\naGVsbG8=\n";
        assert_eq!(weigh(plain.as_bytes()), Ok(()));
        // Half a megabyte of a log.
        let log = "2026-11-27 12:00:00 -- GET /index.html: 200 -------------------\n".repeat(3_000);
        assert_eq!(
            weigh(format!("From: a@b.example\n\n{log}").as_bytes()),
            Ok(())
        );
    }

    #[test]
    fn bombs_are_refused_before_they_are_parsed() {
        let with = |header: &str, body: &str| weigh(format!("{header}\n\n{body}").as_bytes());
        let from = "From: a@b.example";
        assert_eq!(weigh(&vec![b'a'; MOST_BYTES + 1]), Err(Refused::TooLarge));
        assert_eq!(with(&"X: y\n".repeat(501), ""), Err(Refused::TooManyFields));
        let long = format!("To: {}", "a@b.example,\n ".repeat(20_000));
        assert_eq!(with(&long, ""), Err(Refused::TooManyFields));
        assert_eq!(
            with(from, &"a:\n".repeat(200_001)),
            Err(Refused::TooManyFields)
        );
        let attributes = format!("C ontent-Type: text/plain;\n{}", " a=b;\n".repeat(3_000));
        assert_eq!(with(from, &attributes), Err(Refused::TooManyFields));
        assert_eq!(
            with(from, &"--x\n\n".repeat(50_001)),
            Err(Refused::TooManyParts)
        );
        let nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(51);
        assert_eq!(with(from, &nested), Err(Refused::TooManyParts));
    }

    #[test]
    fn nested_messages_can_not_be_hidden() {
        for kind in [
            "message/rfc822",
            "MESSAGE / RFC822",
            "message(a (b) c)/(d)rfc822",
            "message(\\) \\(/)/rfc822",
            "\"message\"/rfc822",
            "message/\n rfc822",
            "message/global",
        ] {
            let nested = format!("Con tent-Type: {kind}\n\n").repeat(51);
            assert_eq!(
                weigh(nested.as_bytes()),
                Err(Refused::TooManyParts),
                "{kind}"
            );
            for encoding in ["base64", "quoted-printable", "=?utf-8?q?=62ase64?="] {
                let encoded = format!(
                    "Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\nUw==\n"
                );
                assert_eq!(
                    weigh(encoded.as_bytes()),
                    Err(Refused::Unreadable),
                    "{kind}"
                );
            }
        }
        let digest = "Content-Type: multipart/(x)digest; boundary=x\n\n";
        assert_eq!(weigh(digest.as_bytes()), Err(Refused::Unreadable));
    }

    /// Pieces of which a type can be put together in many ways.
    fn any_type() -> impl Strategy<Value = String> {
        let pieces = [
            "message",
            "/",
            "rfc822",
            "global",
            "multipart",
            "digest",
            "(",
            ")",
            "(x)",
            "\"",
            "\\",
            " ",
            "\n ",
            ";",
            "=",
            "*",
            "'",
            "; boundary=b",
            "\r",
            "\t",
            "MESSAGE/RFC822",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..8)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever way a message is declared that the parser understands, it is
        /// counted here; and none that is encoded gets through.
        #[test]
        fn what_the_parser_takes_for_a_message_is_counted(
            kind in any_type(), encoding in prop::option::of("(base64|quoted-printable|8bit)"),
            name in "(Content-Type|content-type |C ontent-Type)", blank in "(| |X: y\n )"
        ) {
            let encoding = encoding
                .map(|encoding| format!("Content-Transfer-Encoding: {encoding}\n"))
                .unwrap_or_default();
            let part = format!("{blank}{name}: {kind}\n{encoding}");
            let raw = format!("{part}\n{part}\nSubject: x\n\ny\n");
            let parser = MessageParser::new()
                .with_mime_headers()
                .header_raw(HeaderName::ContentTransferEncoding)
                .default_header_raw();
            let taken = parser.parse(raw.as_bytes()).is_some_and(|message| {
                message.parts.iter().any(|part| matches!(part.body, PartType::Message(_)))
            });
            if taken {
                let many = format!("{part}\n").repeat(MOST_MESSAGES + 1);
                prop_assert!(weigh(many.as_bytes()).is_err(), "{:?}", part);
                let encoded = encoding.contains('6') || encoding.contains('q');
                prop_assert!(!encoded || weigh(raw.as_bytes()).is_err(), "{:?}", part);
            }
        }

        #[test]
        fn any_bytes_are_weighed_without_trouble(raw in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = weigh(&raw);
        }
    }
}

//! What our side of a conversation in SMTP says (RFC 5321): a pure rule. Only the
//! addresses of the support are known here; nothing is ever sent on.

use domain::support::mail_in::{MOST_BYTES, is_support};
use smtp_proto::{Error, Request};
use std::borrow::Cow;

/// The largest mail that is taken, in bytes as it is sent. What is written above
/// it on arrival has room besides.
pub(super) const MOST_MAIL: usize = MOST_BYTES - 16 * 1024;
/// The most recipients of one mail: no more of ours could be meant.
const MOST_RECIPIENTS: usize = 20;
/// After so many things that nobody understands, the conversation ends.
const MOST_FAULTS: usize = 10;

/// Whom a mail is from and for, as the envelope says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Envelope {
    /// Empty for nobody: a report, which is never answered.
    pub from: String,
    /// Addresses of ours.
    pub to: Vec<String>,
}

/// What we say next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// This, and then we listen again.
    Say(String),
    /// That the mail may come.
    Take,
    /// That encryption begins.
    Encrypt,
    /// This, and then we hang up.
    Bye(&'static str),
}

/// Whether a conversation is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    /// Nor can it be.
    None,
    /// Not yet.
    Offered,
    /// From here on.
    Begun,
}

/// A conversation so far.
#[derive(Debug)]
pub(super) struct Dialogue<'a> {
    /// What we call ourselves.
    name: &'a str,
    /// The addresses of the support.
    supports: Vec<&'a str>,
    encryption: Encryption,
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
    faults: usize,
}

impl<'a> Dialogue<'a> {
    /// One that has just begun.
    pub fn new(name: &'a str, supports: &'a [String], encryption: Encryption) -> Self {
        Self {
            name,
            supports: supports.iter().map(String::as_str).collect(),
            encryption,
            greeted: false,
            from: None,
            to: Vec::new(),
            faults: 0,
        }
    }

    /// Our first words.
    pub fn greeting(&self) -> String {
        format!("220 {} ESMTP\r\n", self.name)
    }

    /// What follows from something that was understood.
    pub fn hear(&mut self, request: &Request<Cow<'_, str>>) -> Next {
        match request {
            Request::Ehlo { .. } => {
                self.forget();
                self.greeted = true;
                let encryption = match self.encryption {
                    Encryption::Offered => "250-STARTTLS\r\n",
                    Encryption::None | Encryption::Begun => "",
                };
                Next::Say(format!(
                    "250-{}\r\n250-SIZE {MOST_MAIL}\r\n{encryption}250-8BITMIME\r\n250 PIPELINING\r\n",
                    self.name
                ))
            }
            Request::Helo { .. } => {
                self.forget();
                self.greeted = true;
                Next::Say(format!("250 {}\r\n", self.name))
            }
            Request::StartTls => match self.encryption {
                Encryption::Offered => Next::Encrypt,
                Encryption::Begun => say("503 5.5.1 we speak in secret already"),
                Encryption::None => self.fault("502 5.5.1 that is not offered here"),
            },
            Request::Mail { from } => self.begin(&from.address, from.size),
            Request::Rcpt { to } => self.address(&to.address),
            Request::Data => match (&self.from, self.to.is_empty()) {
                (None, _) => say("503 5.5.1 MAIL comes first"),
                (Some(_), true) => say("554 5.5.1 it is for nobody here"),
                (Some(_), false) => Next::Take,
            },
            Request::Rset => {
                self.forget();
                say("250 2.0.0 forgotten")
            }
            Request::Noop { .. } => say("250 2.0.0 still here"),
            Request::Help { .. } => say("214 mail for the support, nothing else"),
            // Who is here is nobody's business.
            Request::Vrfy { .. } => say("252 2.1.5 send it and see"),
            Request::Quit => Next::Bye("221 2.0.0 bye\r\n"),
            _ => self.fault("502 5.5.1 that is not offered here"),
        }
    }

    /// What follows from something that was not.
    pub fn mishear(&mut self, error: &Error) -> Next {
        match error {
            // What follows belongs to the line and is no command.
            Error::ResponseTooLong => Next::Bye("500 5.5.6 the line is too long\r\n"),
            Error::InvalidSenderAddress => self.fault("501 5.1.7 that is no address"),
            Error::InvalidRecipientAddress => self.fault("501 5.1.3 that is no address"),
            Error::UnsupportedParameter { .. } => self.fault("555 5.5.4 not offered here"),
            Error::SyntaxError { .. } | Error::InvalidParameter { .. } => {
                self.fault("501 5.5.4 that can't be read")
            }
            _ => self.fault("500 5.5.2 what?"),
        }
    }

    /// Encryption has begun: what was said before in the open counts no more
    /// (RFC 3207, section 4.2).
    pub fn encrypted(&mut self) {
        self.forget();
        self.greeted = false;
        self.encryption = Encryption::Begun;
    }

    /// The envelope of the mail that comes now; the next one begins anew.
    pub fn envelope(&mut self) -> Envelope {
        let envelope = Envelope {
            from: self.from.take().unwrap_or_default(),
            to: std::mem::take(&mut self.to),
        };
        self.forget();
        envelope
    }

    fn begin(&mut self, from: &str, size: usize) -> Next {
        if !self.greeted {
            return say("503 5.5.1 EHLO comes first");
        }
        if self.from.is_some() {
            return say("503 5.5.1 one mail after the other");
        }
        if size > MOST_MAIL {
            return say("552 5.3.4 the mail is too large");
        }
        self.from = Some(from.to_owned());
        say("250 2.1.0 go on")
    }

    fn address(&mut self, to: &str) -> Next {
        if self.from.is_none() {
            return say("503 5.5.1 MAIL comes first");
        }
        if !is_support(to, &self.supports) {
            return say("550 5.7.1 that is nobody here, and nothing is sent on");
        }
        if self.to.len() >= MOST_RECIPIENTS {
            return say("452 4.5.3 too many recipients");
        }
        self.to.push(to.to_owned());
        say("250 2.1.5 that is us")
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    fn fault(&mut self, text: &str) -> Next {
        self.faults += 1;
        if self.faults >= MOST_FAULTS {
            return Next::Bye("421 4.7.0 we don't understand each other\r\n");
        }
        say(text)
    }
}

fn say(text: &str) -> Next {
    Next::Say(format!("{text}\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of our answers to these lines.
    fn codes(lines: &[&str]) -> Vec<String> {
        codes_with(Encryption::None, lines)
    }

    fn codes_with(encryption: Encryption, lines: &[&str]) -> Vec<String> {
        let supports = ["help@northgate.example".to_owned()];
        let mut dialogue = Dialogue::new("mx.northgate.example", &supports, encryption);
        lines
            .iter()
            .map(|line| {
                let line = format!("{line}\r\n");
                let next = match Request::parse(&mut line.as_bytes().iter()) {
                    Ok(request) => dialogue.hear(&request),
                    Err(error) => dialogue.mishear(&error),
                };
                match next {
                    Next::Say(text) => text.chars().take(3).collect(),
                    Next::Bye(text) => format!("{} bye", text.split(' ').next().unwrap()),
                    Next::Take => {
                        dialogue.envelope();
                        "354".to_owned()
                    }
                    Next::Encrypt => {
                        dialogue.encrypted();
                        "220".to_owned()
                    }
                }
            })
            .collect()
    }

    #[test]
    fn a_mail_for_the_support_is_taken() {
        let said = codes(&[
            "EHLO halden.example",
            "MAIL FROM:<ines@halden.example> SIZE=1000 BODY=8BITMIME",
            "RCPT TO:<HELP+rc-20260000001.abcdefgh@Northgate.example>",
            "DATA",
            "MAIL FROM:<>",
            "RCPT TO:<help@northgate.example>",
            "RSET",
            "DATA",
            "NOOP",
            "QUIT",
        ]);
        let expected = [
            "250", "250", "250", "354", "250", "250", "250", "503", "250", "221 bye",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn nothing_is_sent_on_and_nothing_comes_out_of_turn() {
        let said = codes(&[
            "MAIL FROM:<a@b.example>",
            "HELO b.example",
            "RCPT TO:<help@northgate.example>",
            "MAIL FROM:<a@b.example>",
            "MAIL FROM:<a@b.example>",
            "RCPT TO:<somebody@elsewhere.example>",
            "RCPT TO:<help%elsewhere.example@northgate.example>",
            "RCPT TO:<help@northgate.example.evil.example>",
            "DATA",
            "RSET",
            "MAIL FROM:<a@b.example> SIZE=999999999",
            "VRFY help",
        ]);
        let expected = [
            "503", "250", "503", "250", "503", "550", "550", "550", "554", "250", "552", "252",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_was_said_before_encryption_counts_no_more() {
        let said = codes_with(
            Encryption::Offered,
            &[
                "EHLO halden.example",
                "MAIL FROM:<ines@halden.example>",
                "STARTTLS",
                "RCPT TO:<help@northgate.example>",
                "MAIL FROM:<ines@halden.example>",
                "EHLO halden.example",
                "STARTTLS",
                "MAIL FROM:<ines@halden.example>",
            ],
        );
        let expected = ["250", "250", "220", "503", "503", "250", "503", "250"];
        assert_eq!(said, expected);
    }

    #[test]
    fn who_talks_nonsense_is_hung_up_on() {
        let said = codes(&["NONSENSE here"; 10]);
        assert_eq!(said.first().map(String::as_str), Some("500"));
        assert_eq!(said.last().map(String::as_str), Some("421 bye"));
        assert_eq!(codes(&["STARTTLS"]), ["502"]);
        let many = ["RCPT TO:<help@northgate.example>"; MOST_RECIPIENTS + 1];
        let lines = [&["EHLO b.example", "MAIL FROM:<a@b.example>"], &many[..]].concat();
        assert_eq!(codes(&lines).last().map(String::as_str), Some("452"));
    }
}

//! Whom a mail is believed to be from: nobody by the `From` field alone, which
//! anybody can write.
//!
//! Our own mail server checks DKIM, SPF and DMARC when it receives a mail and
//! writes down what it found (`Authentication-Results`, RFC 8601) above what came
//! in. So only the first field with its name counts (an *authserv-id*, a setting):
//! others of that name were in the mail already, forged. Our server has to write
//! one for every mail, or a forged one would be the first.
//!
//! An address is believed if DMARC passed for its domain, or if not DMARC but DKIM
//! passed for the domain or one above it, or SPF for exactly that domain. One
//! address must stand in one `From`: of two, a check may mean one and a reader see
//! the other.

use super::fields::Fields;

/// Whom a mail is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// Our mail server vouches for the domain of this address.
    Verified {
        /// The address, in lower case.
        address: String,
    },
    /// Nobody vouches for it.
    Unverified {
        /// The address it says it is from, in lower case; perhaps none.
        claimed: Option<String>,
        /// Why it is not believed.
        why: Doubt,
    },
}

/// Why a sender is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Not one address in one `From`.
    NotOneAddress,
    /// Our mail server has written down nothing.
    NotChecked,
    /// It found that the mail is not from where it says.
    Failed,
    /// It found nothing that speaks for the address.
    NothingFor,
}

impl Sender {
    /// The address, believed or not.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        match self {
            Sender::Verified { address } => Some(address),
            Sender::Unverified { claimed, .. } => claimed.as_deref(),
        }
    }

    /// Whether it is believed.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        matches!(self, Sender::Verified { .. })
    }
}

/// Whom a mail is from. `addresses` are those that a reader sees in `From`.
pub(super) fn sender(fields: &Fields, addresses: &[String], authserv_ids: &[&str]) -> Sender {
    let claimed = addresses.first().cloned();
    let doubt = |why| Sender::Unverified {
        claimed: claimed.clone(),
        why,
    };
    let ([address], Some(_), 1) = (addresses, fields.first("from"), fields.like("from")) else {
        return doubt(Doubt::NotOneAddress);
    };
    let Some((_, domain)) = address
        .rsplit_once('@')
        .filter(|(_, domain)| !domain.is_empty())
    else {
        return doubt(Doubt::NotOneAddress);
    };
    let results = fields
        .all("authentication-results")
        .map(Results::read)
        .find(|results| {
            authserv_ids
                .iter()
                .any(|id| id.eq_ignore_ascii_case(&results.authserv_id))
        });
    match results.map(|results| results.about(domain)) {
        None => doubt(Doubt::NotChecked),
        Some(Finding::Fails) => doubt(Doubt::Failed),
        Some(Finding::Nothing) => doubt(Doubt::NothingFor),
        Some(Finding::Passes) => Sender::Verified {
            address: address.clone(),
        },
    }
}

/// What one `Authentication-Results` field says.
struct Results {
    authserv_id: String,
    /// Each result as its words: `dkim=pass`, `header.d=halden.example`.
    results: Vec<Vec<(String, String)>>,
}

enum Finding {
    Passes,
    Fails,
    Nothing,
}

impl Results {
    fn read(value: &str) -> Self {
        let mut statements = statements(value).into_iter();
        let id = statements.next().unwrap_or_default();
        let word = |(key, value): (&str, &str)| (key.to_ascii_lowercase(), value.to_lowercase());
        Self {
            // A version may follow it.
            authserv_id: id.split_whitespace().next().unwrap_or_default().to_owned(),
            results: statements
                .map(|one| {
                    one.split_whitespace()
                        .filter_map(|pair| pair.split_once('=').map(word))
                        .collect()
                })
                .collect(),
        }
    }

    fn about(&self, domain: &str) -> Finding {
        let mut passes = false;
        for words in &self.results {
            let Some((method, result)) = words.first() else {
                continue;
            };
            let property = |name: &str| {
                words
                    .iter()
                    .find(|(key, _)| key == name)
                    .map(|(_, value)| value.as_str())
            };
            let passed = result == "pass";
            match method.as_str() {
                // It speaks about the From that the server saw.
                "dmarc" if result == "fail" => return Finding::Fails,
                "dmarc" if passed => {
                    passes |= property("header.from").is_some_and(|from| from == domain);
                }
                "dkim" if passed => {
                    let signer = property("header.d").or_else(|| domain_of(property("header.i")?));
                    passes |= signer.is_some_and(|signer| is_of(domain, signer));
                }
                "spf" if passed => {
                    let from = property("smtp.mailfrom");
                    let from = from.map(|from| domain_of(from).unwrap_or(from));
                    passes |= from.is_some_and(|from| from == domain);
                }
                _ => {}
            }
        }
        if passes {
            Finding::Passes
        } else {
            Finding::Nothing
        }
    }
}

fn domain_of(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// Whether a signer answers for a domain: itself or one below it. A single word,
/// such as the end of all domains of a country, answers for none.
fn is_of(domain: &str, signer: &str) -> bool {
    signer.contains('.')
        && domain
            .strip_suffix(signer)
            .is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// The statements of a field, which semicolons separate, without comments and
/// quotes. Blanks within quotes become underscores, so that quoted text is never
/// taken for further words.
fn statements(value: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut depth, mut quoted) = (0_usize, false);
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let Some(last) = all.last_mut() else { break };
        match letter {
            '\\' if quoted || depth > 0 => {
                let escaped = letters.next();
                if depth == 0 {
                    last.extend(escaped.map(|_| '_'));
                }
            }
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => {
                depth += 1;
                last.push(' ');
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            ';' if !quoted => all.push(String::new()),
            ' ' | '\t' | '=' if quoted => last.push('_'),
            letter => last.push(letter),
        }
    }
    // Blanks around the sign of equality are allowed.
    all.iter()
        .map(|one| {
            let words: Vec<&str> = one.split_whitespace().collect();
            words.join(" ").replace(" =", "=").replace("= ", "=")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 1] = ["mx.northgate.example"];

    fn of(header: &str) -> Sender {
        let fields = Fields::of(header.as_bytes());
        let from: Vec<String> = fields
            .all("from")
            .flat_map(|from| from.split(','))
            .map(|from| from.trim().to_lowercase())
            .collect();
        sender(&fields, &from, &OURS)
    }

    fn doubt(header: &str) -> Option<Doubt> {
        match of(header) {
            Sender::Verified { .. } => None,
            Sender::Unverified { why, .. } => Some(why),
        }
    }

    fn with(results: &str) -> String {
        format!(
            "Authentication-Results: mx.northgate.example; {results}\nFrom: ines@halden.example\n"
        )
    }

    #[test]
    fn what_our_server_vouches_for_is_believed() {
        for results in [
            "dmarc=pass header.from=halden.example",
            "spf=fail smtp.mailfrom=x.example;\n dkim=pass header.d=halden.example header.s=a",
            "dkim=pass (2048-bit; ok) header.i=@halden.example",
            "spf=pass smtp.mailfrom=bounce@halden.example",
            "spf=pass (sender is \"ok\") smtp.mailfrom=halden.example; dmarc=none header.from=halden.example",
            "dkim=fail header.d=list.example; DKIM = Pass header.d=HALDEN.example",
        ] {
            assert_eq!(doubt(&with(results)), None, "{results}");
        }
        let below = "Authentication-Results: MX.northgate.example 1; dkim=pass header.d=halden.example\n\
                     From: ines@it.halden.example";
        assert_eq!(doubt(below), None);
    }

    #[test]
    fn what_speaks_for_somebody_else_does_not_speak_for_the_sender() {
        for results in [
            "none",
            "dmarc=pass header.from=evil.example",
            "dkim=pass header.d=evil.example",
            "dkim=pass header.d=example",
            "dkim=pass header.d=den.example",
            "dkim=pass header.d=x.halden.example",
            "spf=pass smtp.mailfrom=a@bounce.halden.example",
            "spf=pass smtp.helo=halden.example",
            "dkim=neutral header.d=halden.example",
            "dkim=fail (dkim=pass header.d=halden.example) header.d=halden.example",
            "dkim=fail reason=\"; dkim=pass header.d=halden.example\"",
            "x-own=pass header.from=halden.example",
        ] {
            assert_eq!(doubt(&with(results)), Some(Doubt::NothingFor), "{results}");
        }
        let failed =
            with("dkim=pass header.d=halden.example; dmarc=fail header.from=halden.example");
        assert_eq!(doubt(&failed), Some(Doubt::Failed));
    }

    #[test]
    fn only_the_first_word_of_our_server_counts() {
        let forged = "Authentication-Results: mx.northgate.example; dmarc=fail header.from=halden.example\n\
                      Received: from evil.example\n\
                      Authentication-Results: mx.northgate.example; dmarc=pass header.from=halden.example\n\
                      From: ines@halden.example";
        assert_eq!(doubt(forged), Some(Doubt::Failed));
        let others = "Authentication-Results: mx.evil.example; dmarc=pass header.from=halden.example\n\
                      From: ines@halden.example";
        assert_eq!(doubt(others), Some(Doubt::NotChecked));
        assert_eq!(doubt("From: ines@halden.example"), Some(Doubt::NotChecked));
    }

    #[test]
    fn two_senders_are_none() {
        let pass =
            "Authentication-Results: mx.northgate.example; dmarc=pass header.from=halden.example\n";
        for from in [
            "From: ines@halden.example, boss@northgate.example",
            "From: ines@halden.example\nFrom: boss@northgate.example",
            "Fr om: boss@northgate.example\nFrom: ines@halden.example",
            "From: ines",
            "To: x@northgate.example",
        ] {
            assert_eq!(
                doubt(&format!("{pass}{from}")),
                Some(Doubt::NotOneAddress),
                "{from}"
            );
        }
        let claimed = of("From: Ines@Halden.example");
        assert_eq!(claimed.address(), Some("ines@halden.example"));
        assert!(!claimed.is_verified());
    }
}

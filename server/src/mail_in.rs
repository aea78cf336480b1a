//! `rapport mail-in`: one mail for the support, from standard input.
//!
//! A mail server pipes it, for example Postfix: a line in `/etc/aliases` such as
//! `help: "|rapport mail-in --support-address help@northgate.example"`, with the
//! name under which the server writes down what it found out about a sender
//! (`--authserv-id`). Without that name nobody's address is believed, and every
//! mail is a stranger's. `rapport serve --mail-listen` takes the same mail by SMTP.

use clap::Args;
use domain::Timestamp;
use domain::files::Files;
use domain::store::Db;
use domain::support::mail_in::MOST_BYTES;
use domain::support::{Became, MailAddresses, TakeError, house, take_mail};
use std::io::Read;
use std::path::Path;

/// How the mail is to be understood.
#[derive(Debug, Args)]
pub struct MailIn {
    /// Whom the envelope names as sender, empty for nobody; without it, what the
    /// mail's Return-Path says.
    #[arg(long)]
    envelope_from: Option<String>,
    /// The addresses that mail for the support comes to, the first is ours to
    /// answer from.
    #[arg(
        long,
        env = "RAPPORT_SUPPORT_ADDRESS",
        required = true,
        value_delimiter = ','
    )]
    support_address: Vec<String>,
    /// The names under which our mail server writes Authentication-Results.
    #[arg(long, env = "RAPPORT_AUTHSERV_ID", value_delimiter = ',')]
    authserv_id: Vec<String>,
    /// Who our mail is from; its domain stands in the names of our mails.
    #[arg(long, env = "RAPPORT_MAIL_FROM", default_value = "portal@localhost")]
    mail_from: String,
}

/// Takes it in and says what became of it. `refused` tells whether it never will
/// be.
///
/// # Errors
/// A sentence for whoever delivers it, who keeps the mail.
pub async fn run(db: &Db, files: &Path, command: MailIn, refused: &mut bool) -> Result<(), String> {
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let mut raw = Vec::new();
    std::io::stdin()
        .lock()
        // One more than is taken, so that what is too large is seen to be.
        .take(most.saturating_add(1))
        .read_to_end(&mut raw)
        .map_err(|error| format!("the mail can't be read: {error}"))?;
    let addresses = MailAddresses {
        supports: command.support_address,
        domain: domain_of(&command.mail_from),
        authserv_ids: command.authserv_id,
    };
    let files = Files::open(db, files)
        .await
        .map_err(|error| error.to_string())?;
    let house = house(db).await.map_err(|error| error.to_string())?;
    let from = command.envelope_from.as_deref();
    let so = (&addresses, &house);
    let taken = take_mail(db, &files, (&raw, from), so, Timestamp::now());
    match taken.await {
        Ok(became) => {
            let number = match &became {
                Became::Added(number) | Became::Noted(number) | Became::Opened(number) => {
                    number.as_str()
                }
                _ => "",
            };
            println!("{} {number}", became.code());
            Ok(())
        }
        Err(error) => {
            *refused = matches!(error, TakeError::Refused(_));
            Err(error.to_string())
        }
    }
}

/// The domain of the address that our mail is from, which stands in the names of our
/// mails.
pub(crate) fn domain_of(mail_from: &str) -> String {
    mail_from
        .trim_end_matches('>')
        .rsplit_once('@')
        .map_or("localhost", |(_, domain)| domain)
        .to_owned()
}

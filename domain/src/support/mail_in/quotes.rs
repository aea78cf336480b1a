//! What is new in an answer, without what it quotes.
//!
//! Quotes are known by their marks (`>` before each line) or by the heading that a
//! mail program puts above them: a sentence (*On Friday at 12:03, Ines wrote:*) or
//! the head of the quoted mail (*From, Sent, To, Subject*), in the languages of our
//! customers. Below a heading everything is quoted unless it carries marks; then
//! only marked lines are, and what was written between them is new.
//!
//! When in doubt a line is new: nothing is lost by reading a quote once more. If
//! all of a mail were a quote, none of it is. The whole text is kept beside the new
//! one.

/// What of an answer is new.
#[must_use]
pub fn new_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if is_marked(line) {
            at += 1;
        } else if begins_a_head(rest) {
            break;
        } else if let Some(length) = heading(rest) {
            let below = rest.get(length..).unwrap_or_default();
            let next = below.iter().find(|line| !line.trim().is_empty());
            match next {
                Some(next) if is_marked(next) => at += length,
                // Without marks the sentence must be beyond doubt.
                _ if names_time_or_address(rest.get(..length).unwrap_or_default()) => break,
                _ => {
                    kept.push(line);
                    at += 1;
                }
            }
        } else {
            kept.push(line);
            at += 1;
        }
    }
    let new = tidy(&kept);
    if new.is_empty() {
        text.trim().to_owned()
    } else {
        new
    }
}

fn is_marked(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Without blank lines at both ends, and never more than one between others.
fn tidy(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut blank = false;
    for line in lines {
        if line.trim().is_empty() {
            blank = !text.is_empty();
            continue;
        }
        if !text.is_empty() {
            text.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        text.push_str(line);
    }
    text
}

/// "Wrote" in the languages of mail programs.
const WROTE: [&str; 19] = [
    "wrote",
    "schrieb",
    "geschrieben",
    "a écrit",
    "escribió",
    "ha scritto",
    "schreef",
    "escreveu",
    "skrev",
    "kirjoitti",
    "napisał",
    "napisała",
    "napisał(a)",
    "pisze",
    "napsal",
    "napsal(a)",
    "написал",
    "пишет",
    "yazdı",
];
/// The most lines such a sentence is folded into.
const MOST_LINES: usize = 4;
const MOST_SENTENCE: usize = 400;

/// The number of lines of a sentence that introduces a quote, if the text begins
/// with one: it says "wrote", has a digit of a date, and ends with a colon.
fn heading(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    if first.is_empty() || first.len() > MOST_SENTENCE {
        return None;
    }
    let mut sentence = String::new();
    for (number, line) in lines.iter().take(MOST_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty() || is_marked(line) {
            return None;
        }
        sentence.push_str(&line.to_lowercase());
        sentence.push(' ');
        if line.ends_with([':', '：']) {
            let has_digit = sentence.contains(|c: char| c.is_ascii_digit());
            let says = says_wrote(&sentence);
            return (has_digit && says && sentence.len() <= MOST_SENTENCE).then_some(number + 1);
        }
        // A sentence that is over is none that goes on.
        if line.ends_with(['.', '!', '?']) {
            return None;
        }
    }
    None
}

fn says_wrote(sentence: &str) -> bool {
    let whole = |at: usize, word: &str| {
        let letter = |c: char| c.is_alphabetic();
        let before = sentence.get(..at).unwrap_or_default();
        let after = sentence.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(letter) && !after.starts_with(letter)
    };
    WROTE
        .iter()
        .any(|word| sentence.match_indices(word).any(|(at, _)| whole(at, word)))
}

fn names_time_or_address(lines: &[&str]) -> bool {
    let sentence = lines.concat();
    let time = sentence.as_bytes().windows(4).any(|four| match four {
        [a, b':' | b'.' | b'h', c, d] => [a, c, d].iter().all(|digit| digit.is_ascii_digit()),
        _ => false,
    });
    time || sentence.contains('@')
}

/// What stands above a quoted mail, between dashes.
const LINES: [&str; 13] = [
    "original message",
    "original-nachricht",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "mensagem original",
    "ursprungligt meddelande",
    "oprindelig meddelelse",
    "wiadomość oryginalna",
];
const FROM: [&str; 10] = [
    "from",
    "von",
    "de",
    "da",
    "van",
    "från",
    "fra",
    "od",
    "от",
    "lähettäjä",
];
const SENT: [&str; 20] = [
    "sent",
    "date",
    "gesendet",
    "datum",
    "envoyé",
    "envoyé le",
    "enviado",
    "enviado el",
    "enviada em",
    "fecha",
    "inviato",
    "data",
    "verzonden",
    "skickat",
    "sendt",
    "dato",
    "wysłano",
    "odesláno",
    "дата",
    "lähetetty",
];
const SUBJECT: [&str; 11] = [
    "subject",
    "betreff",
    "objet",
    "asunto",
    "oggetto",
    "onderwerp",
    "assunto",
    "ämne",
    "emne",
    "temat",
    "тема",
];

/// Whether the text begins with the head of a quoted mail, or with a line above
/// one.
fn begins_a_head(lines: &[&str]) -> bool {
    let Some(first) = lines.first().map(|line| line.trim()) else {
        return false;
    };
    let dashed = first.starts_with("--") && first.ends_with("--");
    let inner = first.trim_matches(['-', ' ', '_']).to_lowercase();
    if dashed && LINES.contains(&inner.as_str()) {
        return true;
    }
    // A rule above the head belongs to it.
    if first.len() >= 10 && first.chars().all(|c| c == '_') {
        let below = lines.get(1..).unwrap_or_default();
        let skipped = below
            .iter()
            .take_while(|line| line.trim().is_empty())
            .count();
        return begins_with_fields(below.get(skipped..).unwrap_or_default());
    }
    begins_with_fields(lines)
}

/// Whether the text begins with *From* and, within a few lines, *Sent* and
/// *Subject*.
fn begins_with_fields(lines: &[&str]) -> bool {
    let name = |line: &str| {
        let line = line.trim().trim_start_matches('*');
        let (name, _) = line.split_once([':', '：'])?;
        Some(name.trim().trim_end_matches('*').to_lowercase())
    };
    let is = |line: &str, names: &[&str]| name(line).is_some_and(|name| names.contains(&&*name));
    let Some((first, rest)) = lines.split_first() else {
        return false;
    };
    let near = || rest.iter().take(8);
    is(first, &FROM) && near().any(|line| is(line, &SENT)) && near().any(|line| is(line, &SUBJECT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_below_a_sentence_with_marks_is_quoted() {
        for heading in [
            "On Fri, Nov 27, 2026 at 12:03 PM Ines Tal <ines@halden.example> wrote:",
            "On Fri, Nov 27, 2026 at 12:03 PM Ines Tal\n<ines@halden.example> wrote:",
            "Am 27.11.2026 um 12:03 schrieb Ines Tal:",
            "Ines Tal schrieb am 27.11.2026 um 12:03:",
            "Le ven. 27 nov. 2026 à 12:03, Ines Tal <ines@halden.example> a écrit :",
            "El vie, 27 nov 2026 a las 12:03, Ines Tal (<ines@halden.example>) escribió:",
            "Il giorno ven 27 nov 2026 alle ore 12:03 Ines Tal <ines@halden.example> ha scritto:",
            "Op vr 27 nov. 2026 om 12:03 schreef Ines Tal <ines@halden.example>:",
            "Em sex., 27 de nov. de 2026 às 12:03, Ines Tal escreveu:",
            "Den fre 27 nov. 2026 kl 12:03 skrev Ines Tal <ines@halden.example>:",
            "pt., 27 lis 2026 o 12:03 Ines Tal <ines@halden.example> napisał(a):",
        ] {
            let marked =
                format!("It works now.\n\nThanks\n\n{heading}\n\n> Does it?\n> \n> Support\n");
            assert_eq!(new_text(&marked), "It works now.\n\nThanks", "{heading}");
            let unmarked = format!("It works now.\n\n{heading}\nDoes it?\nSupport\n");
            assert_eq!(new_text(&unmarked), "It works now.", "{heading}");
        }
    }

    #[test]
    fn what_is_below_the_head_of_a_mail_is_quoted() {
        for head in [
            "-----Original Message-----\nFrom: Support",
            "-----Ursprüngliche Nachricht-----\nVon: Support",
            "________________________________\nFrom: Support\nSent: Friday\nTo: Ines\nSubject: x",
            "Von: Support <help@northgate.example>\nGesendet: Freitag\nAn: Ines\nBetreff: AW: x",
            "De : Support\nEnvoyé : vendredi\nÀ : Ines\nObjet : x",
            "*From:* Support\n*Date:* Friday\n*To:* Ines\n*Subject:* x",
            "Da: Support\nInviato: venerdì\nA: Ines\nOggetto: x",
        ] {
            let text = format!("It works now.\n\n{head}\n\nDoes it?\n");
            assert_eq!(new_text(&text), "It works now.", "{head}");
        }
    }

    #[test]
    fn answers_between_and_below_quotes_are_new() {
        let text = "On 27 Nov 2026 Support wrote:\n> Does it print?\nYes.\n> And scan?\n\nNo.\n";
        assert_eq!(new_text(text), "Yes.\n\nNo.");
    }

    #[test]
    fn what_only_looks_like_a_quote_is_new() {
        for text in [
            "He wrote: it is broken.",
            "Hello.\nOur manual of 2026 wrote:\nPress the button",
            "From: the left side\nthe paper comes out",
            "Date: tomorrow\nSubject: none",
            "a > b\n--\nInes",
            "--------\nError 17 at 12:03:",
        ] {
            assert_eq!(new_text(text), text);
        }
    }

    #[test]
    fn all_of_a_quote_is_better_than_nothing() {
        assert_eq!(new_text("> Does it?\n> Support\n"), "> Does it?\n> Support");
        assert_eq!(new_text("\n\n"), "");
    }

    proptest! {
        #[test]
        fn new_lines_are_lines_of_the_mail_in_their_order(
            lines in prop::collection::vec(
                prop_oneof![
                    "[a-z :>]{0,12}",
                    Just("On 27 Nov 2026 at 12:03 A wrote:".to_owned()),
                    Just("From: a".to_owned()),
                    Just("Sent: b".to_owned()),
                    Just("Subject: c".to_owned()),
                    Just("> q".to_owned()),
                ], 0..20
            )
        ) {
            let text = lines.join("\n");
            let new = new_text(&text);
            let mut rest = lines.iter().map(|line| line.trim());
            for line in new.lines().filter(|line| !line.is_empty()) {
                prop_assert!(rest.any(|one| one == line.trim()), "{:?} of {:?}", line, lines);
            }
            prop_assert!(!new.is_empty() || text.trim().is_empty());
        }

        #[test]
        fn any_text_is_read_without_trouble(text in "\\PC*") {
            let _ = new_text(&text);
        }
    }
}

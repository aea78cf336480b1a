//! What happened and what was learned, in words.

use super::learning::{AskedFor, Due, Finding, NotFound, Reorder};
use super::{Kind, Subject};
use crate::Timestamp;
use crate::text::Words;

/// What happened, in a few words: `Searched “IP65 display”, nothing found`.
#[must_use]
pub fn happened(
    words: Words,
    kind: &str,
    subject: &str,
    text: &str,
    amount: Option<i64>,
) -> String {
    let Some(kind) = Kind::from_code(kind) else {
        return text.to_owned();
    };
    let about = about(words, subject, text);
    match kind {
        Kind::Viewed => words.say_with("profile-did-view", &[("what", about.into())]),
        Kind::Dwelt => {
            let read = words.lasting(Timestamp(0), Timestamp(amount.unwrap_or(0)));
            words.say_with(
                "profile-did-read",
                &[("what", about.into()), ("time", read.into())],
            )
        }
        Kind::Searched if amount == Some(0) => {
            words.say_with("profile-did-miss", &[("words", text.into())])
        }
        Kind::Searched => words.say_with(
            "profile-did-search",
            &[("words", text.into()), ("hits", amount.unwrap_or(0).into())],
        ),
        Kind::SignedIn => words.say("profile-did-sign-in").to_owned(),
        Kind::AddedToBasket => words.say_with("profile-did-add", &[("what", text.into())]),
        Kind::Configured => words.say_with("profile-did-configure", &[("what", text.into())]),
        Kind::Requested => words.say_with("profile-did-request", &[("number", text.into())]),
        Kind::Decided => words.say_with("profile-did-decide", &[("number", text.into())]),
        Kind::Ordered => words.say_with("profile-did-order", &[("number", text.into())]),
        Kind::Acknowledged => words.say_with("profile-did-acknowledge", &[("number", text.into())]),
        Kind::Shipped => words.say_with("profile-did-ship", &[("number", text.into())]),
        Kind::Delivered => words.say_with("profile-did-deliver", &[("number", text.into())]),
        Kind::Cancelled => words.say_with("profile-did-cancel", &[("number", text.into())]),
        Kind::NotForUs => words.say_with("profile-did-refuse", &[("what", text.into())]),
        Kind::SiteChanged => words.say_with("profile-did-change", &[("what", text.into())]),
        Kind::Joined => words.say_with("profile-did-join", &[("who", text.into())]),
        Kind::Assigned => words.say_with("profile-did-assign", &[("what", text.into())]),
        Kind::Transferred => words.say_with("profile-did-transfer", &[("what", text.into())]),
        Kind::Lent => words.say_with("profile-did-lend", &[("what", text.into())]),
        Kind::Returned => words.say_with("profile-did-return", &[("what", text.into())]),
        Kind::Retired => words.say_with("profile-did-retire", &[("what", text.into())]),
        Kind::EquipmentImported => words.say_with(
            "profile-did-import-equipment",
            &[("what", text.into()), ("count", amount.unwrap_or(0).into())],
        ),
        Kind::EquipmentNoted => {
            words.say_with("profile-did-note-equipment", &[("what", text.into())])
        }
        Kind::Noted => words.say_with("profile-did-note", &[("what", text.into())]),
        Kind::SentBack => words.say_with("profile-did-send-back", &[("what", text.into())]),
        Kind::Paid => words.say_with("profile-did-pay", &[("number", text.into())]),
        Kind::HelpAsked => words.say_with("profile-did-ask-help", &[("what", text.into())]),
        Kind::HelpContinued => words.say_with("profile-did-write-more", &[("what", text.into())]),
        Kind::HelpReopened => words.say_with("profile-did-reopen-case", &[("what", text.into())]),
        Kind::HelpAnswered => words.say_with("profile-did-answer-case", &[("what", text.into())]),
        Kind::HelpSolved => words.say_with("profile-did-solve-case", &[("what", text.into())]),
        Kind::HelpConfirmed => words.say_with("profile-did-confirm-case", &[("what", text.into())]),
        // About the company and not about one case there is no text.
        Kind::HelpShared if text.is_empty() => words.say("profile-did-share-cases").to_owned(),
        Kind::HelpShared => words.say_with("profile-did-share-case", &[("what", text.into())]),
        // Without a name it has the usual one again.
        Kind::LevelGiven if text.is_empty() => words.say("profile-did-end-level").to_owned(),
        Kind::LevelGiven => words.say_with("profile-did-give-level", &[("what", text.into())]),
        Kind::VisitPlanned => words.say_with("profile-did-plan-visit", &[("what", text.into())]),
        Kind::VisitCalledOff => {
            words.say_with("profile-did-call-visit-off", &[("what", text.into())])
        }
        Kind::FieldService => words.say_with("profile-did-send-service", &[("what", text.into())]),
        Kind::Subscribed => words.say_with("profile-did-subscribe", &[("what", text.into())]),
        Kind::SubscriptionChanged => {
            words.say_with("profile-did-change-subscription", &[("what", text.into())])
        }
        Kind::SubscriptionRenewed => {
            words.say_with("profile-did-renew-subscription", &[("what", text.into())])
        }
        Kind::SubscriptionEnded => {
            words.say_with("profile-did-end-subscription", &[("what", text.into())])
        }
        Kind::BenefitUsed => words.say_with("profile-did-use-benefit", &[("what", text.into())]),
        Kind::HelpRated => words.say_with(
            "profile-did-rate",
            &[("what", text.into()), ("stars", amount.unwrap_or(0).into())],
        ),
        Kind::NewsletterWanted => words.say("profile-did-want-newsletter").to_owned(),
        Kind::NewsletterEnded => words.say("profile-did-end-newsletter").to_owned(),
        Kind::NewsletterOpened => words.say("profile-did-open-newsletter").to_owned(),
        Kind::NewsletterFollowed => {
            words.say_with("profile-did-follow-newsletter", &[("what", text.into())])
        }
        Kind::IssueRead => words.say_with("profile-did-read-issue", &[("what", text.into())]),
        Kind::Downloaded => words.say_with("profile-did-download", &[("what", text.into())]),
        Kind::LicenceTaken => words.say_with("profile-did-take-licence", &[("what", text.into())]),
        Kind::LicenceHanded => words.say_with("profile-did-hand-licence", &[("what", text.into())]),
        Kind::PlatformSwapped => words.say_with("profile-did-swap", &[("what", text.into())]),
        Kind::ArticleRead => words.say_with("profile-did-read-article", &[("what", text.into())]),
        Kind::ArticleSearched => words.say_with(
            "profile-did-search-help",
            &[("words", text.into()), ("hits", amount.unwrap_or(0).into())],
        ),
        Kind::ArticleRated if amount == Some(1) => {
            words.say_with("profile-did-find-help", &[("what", text.into())])
        }
        Kind::ArticleRated => words.say_with("profile-did-find-no-help", &[("what", text.into())]),
    }
}

fn about(words: Words, subject: &str, text: &str) -> String {
    match (Subject::from_code(subject), text) {
        (Some(Subject::Page), "/") => words.say("profile-page-home").to_owned(),
        (Some(Subject::Page), "/catalog") => words.say("profile-page-catalog").to_owned(),
        (Some(Subject::Page), "/basket") => words.say("profile-page-basket").to_owned(),
        (Some(Subject::Page), "/order-by-list") => words.say("profile-page-list").to_owned(),
        (Some(Subject::Page), "/help/articles") => words.say("profile-page-articles").to_owned(),
        (Some(Subject::Page), "/help") => words.say("profile-page-help").to_owned(),
        (Some(Subject::Page), "/help/new") => words.say("profile-page-help-new").to_owned(),
        (Some(Subject::Page), "/equipment") => words.say("profile-page-equipment").to_owned(),
        (Some(Subject::Page), "/equipment/refresh") => words.say("profile-page-refresh").to_owned(),
        (Some(Subject::Page), "/subscriptions") => {
            words.say("profile-page-subscriptions").to_owned()
        }
        (Some(Subject::Page), "/invoices") => words.say("profile-page-invoices").to_owned(),
        (Some(Subject::Page), "/reports") => words.say("profile-page-reports").to_owned(),
        (Some(Subject::Page), "/orders") => words.say("profile-page-orders").to_owned(),
        (Some(Subject::Page), "/publications") => words.say("profile-page-publications").to_owned(),
        (Some(Subject::Page), "/downloads") => words.say("profile-page-downloads").to_owned(),
        (Some(Subject::Page), "/requests") => words.say("profile-page-requests").to_owned(),
        (Some(Subject::Page), "/requests/new") => words.say("profile-page-new-request").to_owned(),
        (Some(Subject::Page), "/search") => words.say("profile-page-search").to_owned(),
        (Some(Subject::Page), "/standards") => words.say("profile-page-standards").to_owned(),
        (Some(Subject::Page), "/team") => words.say("profile-page-team").to_owned(),
        (Some(Subject::Configuration), "") => words.say("profile-a-standard").to_owned(),
        (Some(Subject::Request), "") => words.say("profile-a-request").to_owned(),
        (Some(Subject::Order), "") => words.say("profile-an-order").to_owned(),
        (_, text) => text.to_owned(),
    }
}

/// The kind of what happened, as a filter offers it.
#[must_use]
pub fn kind_name(words: Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Viewed => words.say("profile-kind-viewed"),
        Kind::Dwelt => words.say("profile-kind-dwelt"),
        Kind::Searched => words.say("profile-kind-searched"),
        Kind::SignedIn => words.say("profile-kind-signed-in"),
        Kind::AddedToBasket => words.say("profile-kind-added"),
        Kind::Configured => words.say("profile-kind-configured"),
        Kind::Requested => words.say("profile-kind-requested"),
        Kind::Decided => words.say("profile-kind-decided"),
        Kind::Ordered => words.say("profile-kind-ordered"),
        Kind::Acknowledged => words.say("profile-kind-acknowledged"),
        Kind::Shipped => words.say("profile-kind-shipped"),
        Kind::Delivered => words.say("profile-kind-delivered"),
        Kind::Cancelled => words.say("profile-kind-cancelled"),
        Kind::NotForUs => words.say("profile-kind-refused"),
        Kind::SiteChanged => words.say("profile-kind-changed"),
        Kind::Joined => words.say("profile-kind-joined"),
        Kind::Assigned => words.say("profile-kind-assigned"),
        Kind::Transferred => words.say("profile-kind-transferred"),
        Kind::Lent => words.say("profile-kind-lent"),
        Kind::Returned => words.say("profile-kind-returned"),
        Kind::Retired => words.say("profile-kind-retired"),
        Kind::EquipmentImported => words.say("profile-kind-equipment-imported"),
        Kind::EquipmentNoted => words.say("profile-kind-equipment-noted"),
        Kind::Noted => words.say("profile-kind-noted"),
        Kind::SentBack => words.say("profile-kind-sent-back"),
        Kind::Paid => words.say("profile-kind-paid"),
        Kind::HelpAsked => words.say("profile-kind-help-asked"),
        Kind::HelpContinued => words.say("profile-kind-help-continued"),
        Kind::HelpReopened => words.say("profile-kind-help-reopened"),
        Kind::HelpAnswered => words.say("profile-kind-help-answered"),
        Kind::HelpSolved => words.say("profile-kind-help-solved"),
        Kind::HelpConfirmed => words.say("profile-kind-help-confirmed"),
        Kind::HelpShared => words.say("profile-kind-help-shared"),
        Kind::LevelGiven => words.say("profile-kind-level-given"),
        Kind::VisitPlanned => words.say("profile-kind-visit-planned"),
        Kind::VisitCalledOff => words.say("profile-kind-visit-called-off"),
        Kind::FieldService => words.say("profile-kind-field-service"),
        Kind::Subscribed => words.say("profile-kind-subscribed"),
        Kind::SubscriptionChanged => words.say("profile-kind-subscription-changed"),
        Kind::SubscriptionRenewed => words.say("profile-kind-subscription-renewed"),
        Kind::SubscriptionEnded => words.say("profile-kind-subscription-ended"),
        Kind::BenefitUsed => words.say("profile-kind-benefit-used"),
        Kind::HelpRated => words.say("profile-kind-help-rated"),
        Kind::NewsletterWanted => words.say("profile-kind-newsletter-wanted"),
        Kind::NewsletterEnded => words.say("profile-kind-newsletter-ended"),
        Kind::NewsletterOpened => words.say("profile-kind-newsletter-opened"),
        Kind::NewsletterFollowed => words.say("profile-kind-newsletter-followed"),
        Kind::IssueRead => words.say("profile-kind-issue-read"),
        Kind::Downloaded => words.say("profile-kind-downloaded"),
        Kind::LicenceTaken => words.say("profile-kind-licence-taken"),
        Kind::LicenceHanded => words.say("profile-kind-licence-handed"),
        Kind::PlatformSwapped => words.say("profile-kind-platform-swapped"),
        Kind::ArticleRead => words.say("profile-kind-article-read"),
        Kind::ArticleSearched => words.say("profile-kind-article-searched"),
        Kind::ArticleRated => words.say("profile-kind-article-rated"),
    }
}

/// What was learned, in one sentence.
#[must_use]
pub fn fact(words: Words, finding: &Finding) -> String {
    match finding {
        Finding::Reorder(one) => words.say_with(
            "profile-fact-reorder",
            &[
                ("name", one.name.as_str().into()),
                ("days", one.every_days.into()),
                ("spread", one.spread_days.into()),
            ],
        ),
        Finding::ChangedOption(one) => words.say_with(
            "profile-fact-changed-option",
            &[
                ("name", one.name.as_str().into()),
                ("group", one.group_name.as_str().into()),
                ("chosen", one.chosen_name.as_str().into()),
                ("way", one.way.code().into()),
                ("usual", one.usual.as_str().into()),
            ],
        ),
        Finding::NotFound(one) => words.say_with(
            "profile-fact-not-found",
            &[("words", one.words.as_str().into())],
        ),
        Finding::AskedFor(one) => match &one.beside {
            Some(beside) => words.say_with(
                "profile-fact-asked-beside",
                &[
                    ("what", one.words.as_str().into()),
                    ("name", beside.name.as_str().into()),
                ],
            ),
            None => words.say_with(
                "profile-fact-asked-for",
                &[("words", one.words.as_str().into())],
            ),
        },
        Finding::Told(one) => one.text.clone(),
    }
}

/// What a fact rests on, in a few words: `14 of the last 20`.
#[must_use]
pub fn rests_on(words: Words, finding: &Finding, evidence: i64) -> String {
    match finding {
        Finding::Reorder(_) => words.say_with("profile-from-orders", &[("count", evidence.into())]),
        Finding::ChangedOption(one) => words.say_with(
            "profile-from-choices",
            &[("times", one.times.into()), ("of", one.of.into())],
        ),
        Finding::NotFound(one) => words.say_with(
            "profile-from-searches",
            &[("times", one.times.into()), ("people", one.people.into())],
        ),
        Finding::AskedFor(one) => words.say_with(
            "profile-from-requests",
            &[("times", one.times.into()), ("people", one.people.into())],
        ),
        Finding::Told(_) => words.say("profile-from-told").to_owned(),
    }
}

/// What a fact changes, in a few words.
#[must_use]
pub fn changes(words: Words, finding: &Finding) -> &'static str {
    match finding {
        Finding::Reorder(_) => words.say("profile-changes-home"),
        Finding::ChangedOption(_) => words.say("profile-changes-standard"),
        Finding::AskedFor(AskedFor {
            beside: Some(_), ..
        }) => words.say("profile-changes-options"),
        Finding::NotFound(_) | Finding::AskedFor(_) => words.say("profile-changes-assortment"),
        Finding::Told(_) => words.say("profile-changes-nothing"),
    }
}

/// Why something stands under "usually due now".
#[must_use]
pub fn why_due(words: Words, one: &Reorder, unit: Option<&str>, now: Timestamp) -> String {
    let days = one.every_days.into();
    let last = words.day(one.last).into();
    let late = match one.due(now) {
        Due::Late(days) => days,
        Due::Later | Due::Now | Due::Asked => 0,
    };
    match unit {
        Some(unit) => words.say_with(
            "profile-due-unit",
            &[
                ("unit", unit.into()),
                ("days", days),
                ("last", last),
                ("late", late.into()),
            ],
        ),
        None => words.say_with(
            "profile-due-team",
            &[("days", days), ("last", last), ("late", late.into())],
        ),
    }
}

/// What staff are asked to do about a finding: the name of the play.
#[must_use]
pub fn play(words: Words, finding: &Finding) -> String {
    match finding {
        Finding::ChangedOption(one) => words.say_with(
            "plays-make-usual",
            &[
                ("name", one.name.as_str().into()),
                ("chosen", one.chosen_name.as_str().into()),
                ("way", one.way.code().into()),
            ],
        ),
        Finding::NotFound(one) => words.say_with(
            "plays-make-findable",
            &[("words", one.words.as_str().into())],
        ),
        Finding::AskedFor(one) => match &one.beside {
            Some(beside) => words.say_with(
                "plays-make-option",
                &[
                    ("what", one.words.as_str().into()),
                    ("name", beside.name.as_str().into()),
                ],
            ),
            None => words.say_with("plays-offer-asked", &[("words", one.words.as_str().into())]),
        },
        other => fact(words, other),
    }
}

/// Why staff are asked to.
#[must_use]
pub fn why_play(words: Words, finding: &Finding) -> String {
    match finding {
        Finding::ChangedOption(one) => words.say_with(
            "plays-why-usual",
            &[
                ("times", one.times.into()),
                ("of", one.of.into()),
                ("group", one.group_name.as_str().into()),
                ("way", one.way.code().into()),
                ("chosen", one.chosen_name.as_str().into()),
                ("usual", one.usual.as_str().into()),
                ("accepted", one.accepted.into()),
            ],
        ),
        Finding::NotFound(one) => why_missed(words, one),
        Finding::AskedFor(one) => match &one.beside {
            Some(beside) => words.say_with(
                "plays-why-option",
                &[("times", one.times.into()), ("of", beside.of.into())],
            ),
            None => words.say_with(
                "plays-why-asked",
                &[("times", one.times.into()), ("people", one.people.into())],
            ),
        },
        other => fact(words, other),
    }
}

fn why_missed(words: Words, one: &NotFound) -> String {
    let mut text = words.say_with(
        "plays-why-findable",
        &[
            ("times", one.times.into()),
            ("people", one.people.into()),
            ("found", one.found_after.into()),
        ],
    );
    if let Some(found) = one.found.first() {
        text.push(' ');
        text += &words.say_with(
            "plays-found-instead",
            &[("what", found.text.as_str().into())],
        );
    }
    text
}

/// "We changed this because …", for the customer.
#[must_use]
pub fn because(words: Words, kind: &str, finding: &Finding, what: &str) -> String {
    match (kind, finding) {
        ("option-changed", Finding::ChangedOption(one)) => words.say_with(
            "plays-because-usual",
            &[
                ("chosen", one.chosen_name.as_str().into()),
                ("way", one.way.code().into()),
                ("name", one.name.as_str().into()),
                ("times", one.times.into()),
                ("of", one.of.into()),
            ],
        ),
        ("synonym-added", Finding::NotFound(one)) => words.say_with(
            "plays-because-synonym",
            &[
                ("words", one.words.as_str().into()),
                ("what", what.into()),
                ("people", one.people.into()),
            ],
        ),
        (_, Finding::NotFound(one)) => words.say_with(
            "plays-because-added",
            &[
                ("words", one.words.as_str().into()),
                ("what", what.into()),
                ("people", one.people.into()),
            ],
        ),
        ("option-added", Finding::AskedFor(one)) => words.say_with(
            "plays-because-option",
            &[
                ("what", one.words.as_str().into()),
                ("name", what.into()),
                ("times", one.times.into()),
            ],
        ),
        ("synonym-added", Finding::AskedFor(one)) => words.say_with(
            "plays-because-asked-synonym",
            &[
                ("words", one.words.as_str().into()),
                ("what", what.into()),
                ("people", one.people.into()),
            ],
        ),
        (_, Finding::AskedFor(one)) => words.say_with(
            "plays-because-asked",
            &[
                ("words", one.words.as_str().into()),
                ("what", what.into()),
                ("people", one.people.into()),
            ],
        ),
        (_, other) => fact(words, other),
    }
}

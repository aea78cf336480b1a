//! Which terms a draft changes besides assortment and prices, and what its end
//! leaves to those whom it is for.

use super::{AgreementPage, Revision};
use crate::id::PriceListId;
use crate::identity::InForce;
use crate::{Day, Timestamp};

/// One of the terms of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// The list whose prices it starts from.
    PriceList,
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
    /// When and how it is paid.
    Payment,
    /// How it is delivered.
    Delivery,
    /// Whom to ask about it.
    Contact,
    /// What else was agreed.
    Terms,
}

/// What a term says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermSays {
    /// Nothing.
    Nothing,
    /// A day.
    Day(Day),
    /// A price list.
    List(PriceListId),
    /// Words.
    Text(String),
}

/// A term that a draft changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedTerm {
    /// Which.
    pub term: Term,
    /// What is published.
    pub before: TermSays,
    /// What the draft says.
    pub after: TermSays,
}

/// The end of a draft that is near, or nearer than what is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftEnd {
    /// When it ends.
    pub at: Timestamp,
    /// The agreements that still apply then to those whom it is for; empty if
    /// nothing is left to buy. None if it is for many and looked at for none of
    /// them.
    pub then: Option<Vec<String>>,
}

/// How many days before its end a draft is said to end soon: as many as those
/// ahead of which both sides are warned.
const SOON_DAYS: i64 = 60;

/// What the terms of two revisions differ in, in the order of the page.
pub(super) fn changed_terms(before: &Revision, after: &Revision) -> Vec<ChangedTerm> {
    let day = |day: Option<Day>| day.map_or(TermSays::Nothing, TermSays::Day);
    let text = |text: &String| match text.trim() {
        "" => TermSays::Nothing,
        text => TermSays::Text(text.to_owned()),
    };
    let all = |one: &Revision| {
        [
            (Term::PriceList, TermSays::List(one.price_list)),
            (Term::FirstDay, day(one.valid().first_day())),
            (Term::LastDay, day(one.valid().last_day())),
            (Term::Payment, text(&one.payment)),
            (Term::Delivery, text(&one.delivery)),
            (Term::Contact, text(&one.contact)),
            (Term::Terms, text(&one.terms)),
        ]
    };
    let pairs = all(before).into_iter().zip(all(after));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((term, before), (_, after))| ChangedTerm {
            term,
            before,
            after,
        })
        .collect()
}

/// Whether an end has to be said: it is near, or it is brought forward.
fn has_to_be_said(ends: Timestamp, published: Option<Timestamp>, now: Timestamp) -> bool {
    ends != Timestamp::NEVER
        && (ends < now.plus_days(SOON_DAYS) || published.is_some_and(|before| ends < before))
}

/// The end of the draft, if it has to be said.
pub(super) fn draft_end(
    page: &AgreementPage,
    draft: &Revision,
    now: Timestamp,
) -> Option<DraftEnd> {
    let at = draft.valid_until;
    let published = page.published().map(|one| one.valid_until);
    has_to_be_said(at, published, now).then(|| {
        let beside = page.in_force_with(None);
        let all = beside.iter().flat_map(InForce::all);
        let then = all
            .filter(|one| at.max(now) < one.valid_until)
            .map(|one| one.number.clone())
            .collect();
        DraftEnd {
            at,
            then: page.customer().map(|_| then),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RevisionId;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn revision() -> Revision {
        Revision {
            id: RevisionId::new(),
            number: 1,
            state: "published".to_owned(),
            price_list: PriceListId::new(),
            valid_from: Timestamp(0),
            valid_until: Timestamp::NEVER,
            payment: "30 days net".to_owned(),
            delivery: String::new(),
            contact: "Lena".to_owned(),
            terms: String::new(),
            note: String::new(),
            version: 1,
            made_by_name: String::new(),
            created_at: NOW,
            published_by_name: None,
            published_at: None,
            publish_at: None,
            publish_by_name: None,
        }
    }

    #[test]
    fn each_term_that_differs_is_named_once_and_no_other() {
        let before = revision();
        assert_eq!(changed_terms(&before, &before), []);
        let last = Day::of(NOW);
        let after = Revision {
            price_list: PriceListId::new(),
            valid_from: last.plus_days(-10).start(),
            valid_until: last.end(),
            payment: "  ".to_owned(),
            delivery: "DAP".to_owned(),
            contact: "Piet".to_owned(),
            terms: "None".to_owned(),
            ..before.clone()
        };
        let found = changed_terms(&before, &after);
        let terms: Vec<Term> = found.iter().map(|one| one.term).collect();
        let all = [
            Term::PriceList,
            Term::FirstDay,
            Term::LastDay,
            Term::Payment,
            Term::Delivery,
            Term::Contact,
            Term::Terms,
        ];
        assert_eq!(terms, all);
        let says = |at: usize| (found[at].before.clone(), found[at].after.clone());
        assert_eq!(says(2), (TermSays::Nothing, TermSays::Day(last)));
        let payment = TermSays::Text("30 days net".to_owned());
        assert_eq!(says(3), (payment, TermSays::Nothing));
    }

    #[test]
    fn what_only_counts_the_draft_or_says_who_made_it_is_no_term() {
        let before = revision();
        let after = Revision {
            id: RevisionId::new(),
            number: 2,
            state: "draft".to_owned(),
            version: 9,
            note: "Why".to_owned(),
            delivery: " ".to_owned(),
            ..before.clone()
        };
        assert_eq!(changed_terms(&before, &after), []);
    }

    #[test]
    fn an_end_is_said_if_it_is_near_or_brought_forward() {
        let in_days = |days| NOW.plus_days(days);
        assert!(!has_to_be_said(Timestamp::NEVER, None, NOW));
        assert!(!has_to_be_said(in_days(60), None, NOW));
        assert!(has_to_be_said(in_days(59), None, NOW));
        assert!(has_to_be_said(in_days(-1), None, NOW));
        assert!(has_to_be_said(in_days(300), Some(in_days(301)), NOW));
        assert!(has_to_be_said(in_days(300), Some(Timestamp::NEVER), NOW));
        assert!(!has_to_be_said(in_days(300), Some(in_days(300)), NOW));
        assert!(!has_to_be_said(in_days(301), Some(in_days(300)), NOW));
    }
}

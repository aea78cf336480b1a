//! What a person sees of it.

use super::look::{Look, TextKind};
use crate::id::{AccessGroupId, CustomerId, MembershipId, SiteTextId};
use crate::store::{Asked, JsonSets, json_or_text};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// A text on a customer's site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SiteText {
    /// Which.
    pub id: SiteTextId,
    /// What it is.
    pub kind: TextKind,
    /// For which access group; for everybody without one.
    pub whose: Option<AccessGroupId>,
    /// Its heading, or what a link says.
    pub title: String,
    /// The text; paragraphs with an empty line between.
    pub text: String,
    /// Where a link leads.
    pub href: String,
    /// From when it is shown.
    pub valid_from: Timestamp,
    /// The first moment at which it no longer is.
    pub valid_until: Timestamp,
}

/// What a person sees of a customer's site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// The texts, those of their groups first, the newest first.
    pub texts: Vec<SiteText>,
    /// How pages look.
    pub look: Look,
}

impl Site {
    /// The texts of a kind. Of what there is once, the one that counts.
    #[must_use]
    pub fn of(&self, kind: TextKind) -> Vec<&SiteText> {
        let all = self.texts.iter().filter(|text| text.kind == kind);
        all.take(if kind.is_single() { 1 } else { usize::MAX })
            .collect()
    }
}

#[derive(Deserialize)]
struct Rows {
    texts: Vec<SiteText>,
    looks: Vec<LookRow>,
}

#[derive(Deserialize)]
struct LookRow {
    #[serde(deserialize_with = "json_or_text")]
    look: Look,
}

/// Whether a member is in an access group, as part of another room's statement:
/// the customer, the member and the group as they stand in it.
pub(crate) fn is_in_group(customer: &str, member: &str, group: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM access_group_member m WHERE m.customer_id = {customer}
             AND m.membership_id = {member} AND m.group_id = {group})"
    )
}

/// What a member sees of their company's site now; without a member, what
/// everybody of it sees. To be asked alone or together with other things.
#[must_use]
pub fn ask_site(
    customer: CustomerId,
    member: Option<MembershipId>,
    now: Timestamp,
) -> Asked<'static, Site> {
    static SITE: LazyLock<JsonSets> = LazyLock::new(|| {
        let groups = "SELECT m.group_id FROM access_group_member m
                      WHERE m.customer_id = $1 AND m.membership_id = $2";
        JsonSets::new(&[
            (
                "texts",
                &[
                    "id",
                    "kind",
                    "whose",
                    "title",
                    "text",
                    "href",
                    "valid_from",
                    "valid_until",
                ],
                &format!(
                    "SELECT id, kind, group_id AS whose, title, text, href, valid_from, valid_until
                     FROM site_text
                     WHERE customer_id = $1 AND valid_from <= $3 AND $3 < valid_until
                         AND (group_id IS NULL OR group_id IN ({groups}))
                     ORDER BY CASE WHEN group_id IS NULL THEN 1 ELSE 0 END, id DESC"
                ),
            ),
            (
                "looks",
                &["look"],
                &format!(
                    "SELECT look FROM site_look
                     WHERE customer_id = $1 AND (whose = ''
                         OR whose IN (SELECT CAST(g.group_id AS TEXT) FROM ({groups}) g))
                     ORDER BY CASE WHEN whose = '' THEN 1 ELSE 0 END, whose"
                ),
            ),
        ])
    });
    SITE.ask::<Rows>(args![customer, member, now])
        .map(|rows| Site {
            texts: rows.texts,
            look: rows
                .looks
                .into_iter()
                .fold(Look::default(), |look, row| look.over(row.look)),
        })
}

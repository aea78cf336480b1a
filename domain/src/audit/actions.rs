//! What was done, in words: the message for each action that the trail knows.

/// Each action with the message that says it, by the action.
const ACTIONS: &[(&str, &str)] = &[
    ("account-team.joined", "audit-did-account-team-joined"),
    ("account-team.left", "audit-did-account-team-left"),
    ("agreement.changed", "audit-did-agreement-changed"),
    ("agreement.created", "audit-did-agreement-created"),
    (
        "agreement.draft-discarded",
        "audit-did-agreement-draft-discarded",
    ),
    ("agreement.plan-failed", "audit-did-agreement-plan-failed"),
    (
        "agreement.plan-withdrawn",
        "audit-did-agreement-plan-withdrawn",
    ),
    ("agreement.planned", "audit-did-agreement-planned"),
    (
        "agreement.prices-imported",
        "audit-did-agreement-prices-imported",
    ),
    ("agreement.published", "audit-did-agreement-published"),
    ("area.named", "audit-did-area-named"),
    ("article.answered", "audit-did-article-answered"),
    ("article.brought-back", "audit-did-article-brought-back"),
    ("article.imported", "audit-did-article-imported"),
    ("article.made", "audit-did-article-made"),
    ("article.picture", "audit-did-article-picture"),
    ("article.published", "audit-did-article-published"),
    ("article.retired", "audit-did-article-retired"),
    ("article.saved", "audit-did-article-saved"),
    ("article.wanted-done", "audit-did-article-wanted-done"),
    ("asset.assigned", "audit-did-asset-assigned"),
    ("asset.described", "audit-did-asset-described"),
    ("asset.document-added", "audit-did-asset-document-added"),
    ("asset.document-removed", "audit-did-asset-document-removed"),
    ("asset.exchanged", "audit-did-asset-exchanged"),
    ("asset.given-back", "audit-did-asset-given-back"),
    ("asset.holder-left", "audit-did-asset-holder-left"),
    ("asset.import-begun", "audit-did-asset-import-begun"),
    (
        "asset.import-broken-off",
        "audit-did-asset-import-broken-off",
    ),
    ("asset.import-finished", "audit-did-asset-import-finished"),
    ("asset.import-goes-on", "audit-did-asset-import-goes-on"),
    ("asset.in-repair", "audit-did-asset-in-repair"),
    ("asset.lent", "audit-did-asset-lent"),
    ("asset.repaired", "audit-did-asset-repaired"),
    ("asset.retired", "audit-did-asset-retired"),
    ("asset.sent-back", "audit-did-asset-sent-back"),
    ("asset.serials-typed", "audit-did-asset-serials-typed"),
    ("asset.several-changed", "audit-did-asset-several-changed"),
    ("asset.taken-back", "audit-did-asset-taken-back"),
    ("asset.transferred", "audit-did-asset-transferred"),
    ("case-team.ended", "audit-did-case-team-ended"),
    ("case-team.kept", "audit-did-case-team-kept"),
    ("case.about", "audit-did-case-about"),
    ("case.answered", "audit-did-case-answered"),
    ("case.asked", "audit-did-case-asked"),
    ("case.assigned", "audit-did-case-assigned"),
    ("case.bounced", "audit-did-case-bounced"),
    ("case.breached", "audit-did-case-breached"),
    ("case.classified", "audit-did-case-classified"),
    ("case.closed", "audit-did-case-closed"),
    ("case.confirmed", "audit-did-case-confirmed"),
    ("case.escalated", "audit-did-case-escalated"),
    ("case.escalation-set", "audit-did-case-escalation-set"),
    ("case.given-back", "audit-did-case-given-back"),
    ("case.goods-back", "audit-did-case-goods-back"),
    ("case.goods-done", "audit-did-case-goods-done"),
    ("case.handed-over", "audit-did-case-handed-over"),
    ("case.let-go", "audit-did-case-let-go"),
    ("case.let-watch", "audit-did-case-let-watch"),
    ("case.linked", "audit-did-case-linked"),
    ("case.merged", "audit-did-case-merged"),
    ("case.no-problem", "audit-did-case-no-problem"),
    ("case.noted", "audit-did-case-noted"),
    ("case.opened", "audit-did-case-opened"),
    ("case.prioritised", "audit-did-case-prioritised"),
    ("case.problem", "audit-did-case-problem"),
    ("case.rated", "audit-did-case-rated"),
    ("case.reopened", "audit-did-case-reopened"),
    ("case.solved", "audit-did-case-solved"),
    ("case.taken-back", "audit-did-case-taken-back"),
    ("case.team", "audit-did-case-team"),
    ("case.unlinked", "audit-did-case-unlinked"),
    ("case.unwatched", "audit-did-case-unwatched"),
    ("case.visit-done", "audit-did-case-visit-done"),
    ("case.visit-off", "audit-did-case-visit-off"),
    ("case.visit-planned", "audit-did-case-visit-planned"),
    ("case.warned", "audit-did-case-warned"),
    ("case.watched", "audit-did-case-watched"),
    ("case.written", "audit-did-case-written"),
    ("category.attribute", "audit-did-category-attribute"),
    (
        "category.attribute-removed",
        "audit-did-category-attribute-removed",
    ),
    ("category.keeping", "audit-did-category-keeping"),
    ("category.names", "audit-did-category-names"),
    ("category.saved", "audit-did-category-saved"),
    ("configuration.changed", "audit-did-configuration-changed"),
    ("configuration.created", "audit-did-configuration-created"),
    (
        "configuration.described",
        "audit-did-configuration-described",
    ),
    (
        "configuration.draft-discarded",
        "audit-did-configuration-draft-discarded",
    ),
    (
        "configuration.published",
        "audit-did-configuration-published",
    ),
    ("configuration.retired", "audit-did-configuration-retired"),
    ("contact.noted", "audit-did-contact-noted"),
    ("cost-centre.activated", "audit-did-cost-centre-activated"),
    ("cost-centre.added", "audit-did-cost-centre-added"),
    ("cost-centre.renamed", "audit-did-cost-centre-renamed"),
    ("customer.changed", "audit-did-customer-changed"),
    ("customer.created", "audit-did-customer-created"),
    ("fact.corrected", "audit-did-fact-corrected"),
    (
        "fact.correction-taken-back",
        "audit-did-fact-correction-taken-back",
    ),
    ("factory.image-kept", "audit-did-factory-image-kept"),
    ("factory.image-offered", "audit-did-factory-image-offered"),
    (
        "factory.tag-scheme-kept",
        "audit-did-factory-tag-scheme-kept",
    ),
    ("family.saved", "audit-did-family-saved"),
    ("family.variant", "audit-did-family-variant"),
    ("family.variant-removed", "audit-did-family-variant-removed"),
    ("guide.removed", "audit-did-guide-removed"),
    ("guide.saved", "audit-did-guide-saved"),
    ("help.visibility", "audit-did-help-visibility"),
    ("import.finished", "audit-did-import-finished"),
    ("import.refused", "audit-did-import-refused"),
    ("import.resumed", "audit-did-import-resumed"),
    ("import.started", "audit-did-import-started"),
    ("import.stopped", "audit-did-import-stopped"),
    ("import.undoing", "audit-did-import-undoing"),
    ("import.undone", "audit-did-import-undone"),
    ("import.uploaded", "audit-did-import-uploaded"),
    ("invoice.given-back", "audit-did-invoice-given-back"),
    ("invoice.made", "audit-did-invoice-made"),
    ("invoice.paid", "audit-did-invoice-paid"),
    (
        "invoice.payment-taken-back",
        "audit-did-invoice-payment-taken-back",
    ),
    ("invoice.set-off", "audit-did-invoice-set-off"),
    ("issue.corrected", "audit-did-issue-corrected"),
    ("issue.discarded", "audit-did-issue-discarded"),
    ("issue.published", "audit-did-issue-published"),
    ("issue.saved", "audit-did-issue-saved"),
    ("issue.withdrawn", "audit-did-issue-withdrawn"),
    ("level.given", "audit-did-level-given"),
    ("level.made", "audit-did-level-made"),
    ("licence-keys.imported", "audit-did-licence-keys-imported"),
    ("licence.handed", "audit-did-licence-handed"),
    ("licence.swapped", "audit-did-licence-swapped"),
    ("licence.taken", "audit-did-licence-taken"),
    ("licences.taken-over", "audit-did-licences-taken-over"),
    ("mail.added", "audit-did-mail-added"),
    ("mail.case", "audit-did-mail-case"),
    ("mail.left", "audit-did-mail-left"),
    ("mail.sent-again", "audit-did-mail-sent-again"),
    ("mail.settled", "audit-did-mail-settled"),
    ("member.acted-for", "audit-did-member-acted-for"),
    ("member.changed", "audit-did-member-changed"),
    ("member.enrolled", "audit-did-member-enrolled"),
    (
        "member.invitation-withdrawn",
        "audit-did-member-invitation-withdrawn",
    ),
    ("member.invited", "audit-did-member-invited"),
    ("member.joined", "audit-did-member-joined"),
    ("member.looked-as", "audit-did-member-looked-as"),
    ("member.place-left", "audit-did-member-place-left"),
    ("newsletter.chosen", "audit-did-newsletter-chosen"),
    (
        "newsletter.unsubscribed",
        "audit-did-newsletter-unsubscribed",
    ),
    ("order.acknowledged", "audit-did-order-acknowledged"),
    ("order.cancelled", "audit-did-order-cancelled"),
    ("order.delivered", "audit-did-order-delivered"),
    ("order.placed", "audit-did-order-placed"),
    ("order.promised", "audit-did-order-promised"),
    ("order.shipped", "audit-did-order-shipped"),
    (
        "person.password-changed",
        "audit-did-person-password-changed",
    ),
    ("person.password-reset", "audit-did-person-password-reset"),
    (
        "person.preferences-kept",
        "audit-did-person-preferences-kept",
    ),
    (
        "person.signed-out-everywhere",
        "audit-did-person-signed-out-everywhere",
    ),
    ("plan.offered", "audit-did-plan-offered"),
    ("plan.saved", "audit-did-plan-saved"),
    ("play.accepted", "audit-did-play-accepted"),
    ("play.dismissed", "audit-did-play-dismissed"),
    ("policy.removed", "audit-did-policy-removed"),
    ("policy.set", "audit-did-policy-set"),
    ("prepared.kept", "audit-did-prepared-kept"),
    ("prepared.removed", "audit-did-prepared-removed"),
    ("price-list.added", "audit-did-price-list-added"),
    ("price.given", "audit-did-price-given"),
    ("product.document-added", "audit-did-product-document-added"),
    (
        "product.document-removed",
        "audit-did-product-document-removed",
    ),
    ("product.keeping", "audit-did-product-keeping"),
    ("product.picture-added", "audit-did-product-picture-added"),
    (
        "product.picture-described",
        "audit-did-product-picture-described",
    ),
    ("product.picture-moved", "audit-did-product-picture-moved"),
    (
        "product.picture-removed",
        "audit-did-product-picture-removed",
    ),
    ("product.related", "audit-did-product-related"),
    ("product.retired", "audit-did-product-retired"),
    ("product.saved", "audit-did-product-saved"),
    ("product.stock", "audit-did-product-stock"),
    ("profile.forgotten", "audit-did-profile-forgotten"),
    ("profile.rebuilt", "audit-did-profile-rebuilt"),
    ("promotion.added", "audit-did-promotion-added"),
    ("promotion.changed", "audit-did-promotion-changed"),
    ("promotion.ended", "audit-did-promotion-ended"),
    ("publication.saved", "audit-did-publication-saved"),
    (
        "recording.company-chose",
        "audit-did-recording-company-chose",
    ),
    ("recording.member-chose", "audit-did-recording-member-chose"),
    ("release.put", "audit-did-release-put"),
    ("release.withdrawn", "audit-did-release-withdrawn"),
    ("request.answered", "audit-did-request-answered"),
    ("request.asked", "audit-did-request-asked"),
    ("request.decided", "audit-did-request-decided"),
    ("request.submitted", "audit-did-request-submitted"),
    ("request.withdrawn", "audit-did-request-withdrawn"),
    ("return.announced", "audit-did-return-announced"),
    ("return.called-off", "audit-did-return-called-off"),
    ("return.closed", "audit-did-return-closed"),
    ("return.in-repair", "audit-did-return-in-repair"),
    ("return.received", "audit-did-return-received"),
    ("return.sent-back", "audit-did-return-sent-back"),
    ("site.document", "audit-did-site-document"),
    ("site.document-removed", "audit-did-site-document-removed"),
    ("site.group", "audit-did-site-group"),
    ("site.group-removed", "audit-did-site-group-removed"),
    ("site.look", "audit-did-site-look"),
    ("site.own", "audit-did-site-own"),
    ("site.preview-ended", "audit-did-site-preview-ended"),
    ("site.previewed", "audit-did-site-previewed"),
    ("site.text", "audit-did-site-text"),
    ("site.text-removed", "audit-did-site-text-removed"),
    ("software.saved", "audit-did-software-saved"),
    ("staff.added", "audit-did-staff-added"),
    ("staff.changed", "audit-did-staff-changed"),
    ("staff.enrolled", "audit-did-staff-enrolled"),
    ("staff.left", "audit-did-staff-left"),
    ("staff.welcomed", "audit-did-staff-welcomed"),
    ("subscription.begun", "audit-did-subscription-begun"),
    ("subscription.changed", "audit-did-subscription-changed"),
    ("subscription.covered", "audit-did-subscription-covered"),
    ("subscription.ended", "audit-did-subscription-ended"),
    ("subscription.first-day", "audit-did-subscription-first-day"),
    ("subscription.renewed", "audit-did-subscription-renewed"),
    ("subscription.told", "audit-did-subscription-told"),
    ("subscription.turned", "audit-did-subscription-turned"),
    ("subscription.used", "audit-did-subscription-used"),
    ("sweep.begun", "audit-did-sweep-begun"),
    ("sweep.turned", "audit-did-sweep-turned"),
    ("unit.added", "audit-did-unit-added"),
];

/// Every action with its message, in the order of the actions.
pub fn actions() -> impl Iterator<Item = (&'static str, &'static str)> {
    ACTIONS.iter().copied()
}

/// The message that says what was done; none for what no code of this version
/// does.
#[must_use]
pub fn message_of(action: &str) -> Option<&'static str> {
    let found = ACTIONS.binary_search_by_key(&action, |(known, _)| known);
    found
        .ok()
        .and_then(|at| ACTIONS.get(at))
        .map(|(_, message)| *message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "tests" {
                    sources(&path, into);
                }
            } else if name.ends_with(".rs") && !name.contains("test") && name != "actions.rs" {
                let text = fs::read_to_string(&path).unwrap();
                let own = text.split("#[cfg(test)]\nmod tests {").next();
                into.push_str(own.unwrap_or_default());
            }
        }
    }

    /// Whether it is written as actions are: `order.placed`.
    fn is_like_an_action(literal: &str) -> bool {
        let word = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        };
        literal
            .split_once('.')
            .is_some_and(|(what, done)| word(what) && word(done))
    }

    #[test]
    fn every_action_that_is_written_into_the_trail_has_words() {
        let mut code = String::new();
        sources(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(),
            &mut code,
        );
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        // What stands at an entry, whatever it is about.
        for rest in code.split("action: \"").skip(1) {
            wanted.extend(rest.split('"').next().filter(|one| one.contains('.')));
        }
        // And what is chosen elsewhere, of the same things.
        let things: BTreeSet<&str> = actions()
            .filter_map(|(action, _)| action.split('.').next())
            .collect();
        let chosen = code.split('"').filter(|one| is_like_an_action(one));
        wanted.extend(chosen.filter(|one| {
            let ending = one.rsplit('.').next().unwrap_or_default();
            let file = ["csv", "json", "css", "js", "xml"].contains(&ending);
            !file
                && one
                    .split('.')
                    .next()
                    .is_some_and(|thing| things.contains(thing))
        }));
        let silent: Vec<&&str> = wanted
            .iter()
            .filter(|one| message_of(one).is_none())
            .collect();
        assert!(silent.is_empty(), "no words for {silent:?}");
        // The search finds what it is meant to find.
        assert!(wanted.contains("agreement.published") && wanted.contains("order.shipped"));
    }

    #[test]
    fn actions_stand_in_their_order_each_once() {
        assert!(ACTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(message_of("order.placed"), Some("audit-did-order-placed"));
        assert_eq!(message_of("order.eaten"), None);
    }
}

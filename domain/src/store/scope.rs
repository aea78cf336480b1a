//! What of the customers' data a connection can reach.

use crate::id::CustomerId;

/// The tables whose every row belongs to one customer, or in [`SHARED_TABLES`]
/// perhaps to many. A test fails any
/// statement in this crate that names one of them without binding
/// `customer_id` or saying, in a comment `/* staff */` or `/* system */`,
/// for whom it may see everybody's rows.
pub const TENANT_TABLES: &[&str] = &[
    "unit",
    "membership",
    "membership_role",
    "invitation",
    "account_team",
    "stand_in",
    "access_group",
    "access_group_member",
    "site_text",
    "site_look",
    "site_document",
    "stored_file",
    "cost_centre",
    "agreement",
    "agreement_revision",
    "agreement_category",
    "agreement_product",
    "agreement_warning",
    "configuration",
    "configuration_revision",
    "configuration_part",
    "configuration_group",
    "configuration_option",
    "configuration_rule",
    "configuration_audience",
    "factory_image",
    "tag_scheme",
    "basket_line",
    "request",
    "request_line",
    "request_event",
    "approval_policy",
    "purchase_order",
    "order_line",
    "order_event",
    "shipment",
    "shipment_line",
    "asset",
    "asset_event",
    "asset_import",
    "asset_import_part",
    "asset_import_file",
    "asset_kind",
    "asset_document",
    "interaction",
    "fact",
    "fact_state",
    "fact_correction",
    "play",
    "site_change",
    "product_synonym",
    "saved_filter",
    "recording_choice",
    "not_for_us",
    "customer_support",
    "support_case",
    "case_message",
    "case_event",
    "case_watcher",
    "case_link",
    "subscription",
    "subscription_event",
    "subscription_step",
    "subscription_charge",
    "subscription_asset",
    "entitlement_use",
    "invoice",
    "invoice_line",
    "invoice_payment",
    "publication_visit",
    "newsletter_choice",
    "newsletter_copy",
    "newsletter_click",
    "licence",
    "platform_swap",
    "case_article",
    "article",
    "article_text",
    "article_answer",
    "article_wanted",
    "case_file",
    "case_visit",
    "goods_return",
    "goods_return_line",
];

/// Of the customers' tables those in which a row may be for many customers, and
/// then names none: each of them may read it.
pub const SHARED_TABLES: &[&str] = &[
    "agreement",
    "agreement_revision",
    "agreement_category",
    "agreement_product",
    "agreement_warning",
    "stored_file",
    "article",
    "article_text",
];

/// What of the customers' data can be reached: one customer's, or everybody's
/// for the supplier's people and jobs. Made by an
/// [`Actor`](crate::identity::Actor) only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope(Reach);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Customer(CustomerId),
    Looking(CustomerId),
    Staff,
    System,
}

impl Scope {
    pub(crate) const fn customer(id: CustomerId) -> Self {
        Self(Reach::Customer(id))
    }

    /// One customer's, to look at only.
    pub(crate) const fn looking(id: CustomerId) -> Self {
        Self(Reach::Looking(id))
    }

    /// Whether nothing may be written.
    pub(super) const fn only_looks(self) -> bool {
        matches!(self.0, Reach::Looking(_))
    }

    pub(crate) const fn staff() -> Self {
        Self(Reach::Staff)
    }

    pub(crate) const fn system() -> Self {
        Self(Reach::System)
    }

    /// The settings that the row policies of PostgreSQL read:
    /// `rapport.side` and `rapport.customer`.
    pub(super) fn settings(self) -> (&'static str, String) {
        match self.0 {
            Reach::Customer(id) | Reach::Looking(id) => ("customer", id.to_string()),
            Reach::Staff => ("staff", String::new()),
            Reach::System => ("system", String::new()),
        }
    }
}

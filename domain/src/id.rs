//! Typed identifiers. Every id is a UUIDv7, so that new rows land at the end
//! of an index, and carries the type of the thing it names, so that a product
//! can't be asked for with the id of an order.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id of version 7: ordered by the moment it was made.
            #[cfg(feature = "store")]
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        #[cfg(feature = "store")]
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }
    )+};
}

ids! {
    /// A company that buys.
    CustomerId,
    /// A division, department or site of a customer.
    UnitId,
    /// A human being with an e-mail address, on either side.
    PersonId,
    /// A person's membership in one customer.
    MembershipId,
    /// Somebody of the supplier in a member's place for a while.
    StandInId,
    /// An invitation of a person to a customer.
    InvitationId,
    /// A cost centre of a customer.
    CostCentreId,
    /// A category of products.
    CategoryId,
    /// A product.
    ProductId,
    /// A list of prices shared by many customers.
    PriceListId,
    /// A picture or a document that was sent.
    FileId,
    /// A document on a customer's site.
    SiteDocumentId,
    /// Products that differ in a few attributes.
    FamilyId,
    /// A place where things lie.
    StockLocationId,
    /// A lower price for a while, in a price list.
    PromotionId,
    /// One import of a file.
    ImportId,
    /// A saved mapping of a file's columns.
    MappingId,
    /// A group of a customer's people who see the same.
    AccessGroupId,
    /// A text on a customer's site.
    SiteTextId,
    /// A view of the catalog that a member keeps.
    SavedFilterId,
    /// What was negotiated with a customer.
    AgreementId,
    /// The same change of many agreements.
    SweepId,
    /// Telling many customers of an agreement that is with all of them.
    RoundId,
    /// One draft or published state of an agreement.
    RevisionId,
    /// A standard configuration.
    ConfigurationId,
    /// One draft or published state of a standard configuration.
    ConfigurationRevisionId,
    /// A group of options of a standard configuration.
    OptionGroupId,
    /// One choice in an option group.
    OptionId,
    /// A rule of a standard configuration about what goes together.
    RuleId,
    /// A customer's software image, loaded at the factory.
    FactoryImageId,
    /// A customer's scheme of asset tags.
    TagSchemeId,
    /// One line of a basket.
    BasketLineId,
    /// What a requester asks for.
    RequestId,
    /// One line of a request.
    RequestLineId,
    /// One thing said or done about a request.
    RequestEventId,
    /// A company's rule about which requests need whom.
    PolicyId,
    /// An order.
    OrderId,
    /// One line of an order.
    OrderLineId,
    /// One parcel or pallet on its way.
    ShipmentId,
    /// One delivered unit.
    AssetId,
    /// One thing that happened to a unit.
    AssetEventId,
    /// A file of equipment bought elsewhere.
    AssetImportId,
    /// What can be subscribed to.
    PlanId,
    /// One state of a plan, which never changes.
    PlanRevisionId,
    /// A customer's subscription to a plan.
    SubscriptionId,
    /// One thing that happened to a subscription.
    SubscriptionEventId,
    /// One use of something that a subscription gives a number of.
    EntitlementUseId,
    /// An invoice.
    InvoiceId,
    /// Something that was paid of an invoice.
    PaymentId,
    /// A service level: what is promised to whoever asks for help.
    LevelId,
    /// A calendar of hours in which somebody is there to help.
    CalendarId,
    /// Somebody's question or trouble, from when it was asked until it is solved.
    CaseId,
    /// One thing that was said about a case.
    CaseMessageId,
    /// One thing that happened to a case.
    CaseEventId,
    /// A visit of our field service.
    VisitId,
    /// An answer that our people keep to be used again.
    PreparedAnswerId,
    /// A team of our people who work on cases.
    TeamId,
    /// Goods that come back.
    ReturnId,
    /// A mail that came in.
    IncomingMailId,
    /// What is written for customers again and again.
    PublicationId,
    /// One issue of it.
    IssueId,
    /// A newsletter, sent to all who want it.
    NewsletterId,
    /// Something that can be fetched.
    SoftwareId,
    /// One version of it.
    ReleaseId,
    /// A licence that a subscription gave.
    LicenceId,
    /// A key of the supplier's stock.
    LicenceKeyId,
    /// A licence given back for one of another platform.
    SwapId,
    /// An article of the knowledge base.
    ArticleId,
    /// A question to whoever asks for help.
    GuideQuestionId,
    /// An answer to such a question.
    GuideAnswerId,
    /// An import of articles.
    ArticleImportId,
    /// One thing that happened between a customer's person and us.
    InteractionId,
    /// One thing that was learned.
    FactId,
    /// A proposed change in how a customer is served.
    PlayId,
    /// A change that was made because of a fact.
    ChangeId,
    /// A message to send.
    MessageId,
    /// A row of the audit trail.
    AuditId,
    /// A thing of one of several kinds; which one stands beside it.
    AnyId,
}

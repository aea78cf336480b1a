//! The words for what happens between a customer's person and us.

use crate::words::words;

words! {
    /// What happened.
    Kind {
        /// A page was looked at.
        Viewed = "viewed",
        /// How long a page was in front of the reader; milliseconds in `amount`.
        Dwelt = "dwelt",
        /// Something was searched; hits in `amount`, the words in `text`.
        Searched = "searched",
        /// Somebody signed in.
        SignedIn = "signed-in",
        /// Something was put into the basket; the units of equipment that it is to
        /// replace, if any, in `detail`.
        AddedToBasket = "added-to-basket",
        /// A standard configuration was configured; options in `detail`, and the units
        /// of equipment that it is to replace, if any.
        Configured = "configured",
        /// A request was submitted; its lines in `detail`, each with what it replaces.
        Requested = "requested",
        /// A request was decided.
        Decided = "decided",
        /// An order was placed; its lines in `detail`, each with what it replaces.
        Ordered = "ordered",
        /// The order desk acknowledged an order.
        Acknowledged = "acknowledged",
        /// Something of an order was shipped.
        Shipped = "shipped",
        /// The last of an order was delivered.
        Delivered = "delivered",
        /// An order was cancelled.
        Cancelled = "cancelled",
        /// A suggestion was refused: "not for us".
        NotForUs = "not-for-us",
        /// The catalog, prices or configurations were changed for the customer.
        SiteChanged = "site-changed",
        /// A member joined the company's site.
        Joined = "joined",
        /// A unit of equipment was given to somebody.
        Assigned = "assigned",
        /// A unit of equipment went to another unit, cost centre or place.
        Transferred = "transferred",
        /// A unit of equipment was lent.
        Lent = "lent",
        /// A unit of equipment is being given back, or is back.
        Returned = "returned",
        /// A unit of equipment went out of service.
        Retired = "retired",
        /// A file of equipment bought elsewhere was imported; how many units of it
        /// were new in `amount`.
        EquipmentImported = "equipment-imported",
        /// What is known of a unit of equipment changed: its days, its note, its
        /// documents; which in `detail`.
        EquipmentNoted = "equipment-noted",
        /// Staff noted a contact of their own: a visit, a call.
        Noted = "noted",
        /// Goods of an order are to come back, or did.
        SentBack = "sent-back",
        /// Something of an invoice was paid; minor units of its currency in `amount`.
        Paid = "paid",
        /// Somebody asked for help.
        HelpAsked = "help-asked",
        /// Somebody wrote more about a case of theirs.
        HelpContinued = "help-continued",
        /// Somebody wrote about what we called solved: it is open again.
        HelpReopened = "help-reopened",
        /// Somebody of ours answered a case.
        HelpAnswered = "help-answered",
        /// A case was solved.
        HelpSolved = "help-solved",
        /// Whoever asked says that what we call solved is.
        HelpConfirmed = "help-confirmed",
        /// Who reads of a case, or of all that are still to come, changed; how in
        /// `detail`.
        HelpShared = "help-shared",
        /// We promised a company another level of service, or none of its own any more;
        /// which in `detail`.
        LevelGiven = "level-given",
        /// A visit of our field service was planned; its day in `detail`.
        VisitPlanned = "visit-planned",
        /// A visit of our field service was called off; its day in `detail`.
        VisitCalledOff = "visit-called-off",
        /// Our field service was there.
        FieldService = "field-service",
        /// A subscription began.
        Subscribed = "subscribed",
        /// A subscription was changed: seats, plan, rest, end, renewal; which in
        /// `detail`.
        SubscriptionChanged = "subscription-changed",
        /// A subscription went on for another term.
        SubscriptionRenewed = "subscription-renewed",
        /// A subscription ended.
        SubscriptionEnded = "subscription-ended",
        /// Something was used that a subscription gives a number of; what in `detail`.
        BenefitUsed = "benefit-used",
        /// Somebody said how satisfied they were with our help; one to five in
        /// `amount`.
        HelpRated = "help-rated",
        /// Somebody asked for the newsletter.
        NewsletterWanted = "newsletter-wanted",
        /// Somebody wants the newsletter no more.
        NewsletterEnded = "newsletter-ended",
        /// A newsletter was opened.
        NewsletterOpened = "newsletter-opened",
        /// An issue was followed from a newsletter.
        NewsletterFollowed = "newsletter-followed",
        /// An issue of a publication was read.
        IssueRead = "issue-read",
        /// A version of a piece of software was fetched.
        Downloaded = "downloaded",
        /// A licence of a subscription was taken.
        LicenceTaken = "licence-taken",
        /// A licence was handed to somebody of the company.
        LicenceHanded = "licence-handed",
        /// A licence was given back for one of another platform.
        PlatformSwapped = "platform-swapped",
        /// An article was read.
        ArticleRead = "article-read",
        /// Articles were searched; hits in `amount`, the words in `text`.
        ArticleSearched = "article-searched",
        /// Somebody said whether an article helped: one or nothing in `amount`.
        ArticleRated = "article-rated",
    }
}

words! {
    /// Through which touch point.
    TouchPoint {
        /// The site.
        Web = "web",
        /// E-mail.
        Mail = "mail",
        /// The supplier's console.
        Console = "console",
        /// A meeting, a visit or a call that staff noted.
        InPerson = "in-person",
    }
}

words! {
    /// What about.
    Subject {
        /// A page of the site, by its path.
        Page = "page",
        /// A product, by its id.
        Product = "product",
        /// A category, by its id.
        Category = "category",
        /// A standard configuration, by its id.
        Configuration = "configuration",
        /// A request, by its id.
        Request = "request",
        /// An order, by its id.
        Order = "order",
        /// An agreement, by its id.
        Agreement = "agreement",
        /// A search, by its words.
        Search = "search",
        /// A person of the customer, by membership.
        Member = "member",
        /// A fact.
        Fact = "fact",
        /// A case, by its id.
        Case = "case",
        /// A unit of equipment, by its id.
        Asset = "asset",
        /// A subscription, by its id.
        Subscription = "subscription",
        /// A plan that can be subscribed to, by its id.
        Plan = "plan",
        /// An invoice, by its id.
        Invoice = "invoice",
        /// A newsletter, by its id.
        Newsletter = "newsletter",
        /// An issue of a publication, by its id.
        Issue = "issue",
        /// A version of a piece of software, by its id.
        Release = "release",
        /// A licence, by its id.
        Licence = "licence",
        /// An article, by its id.
        Article = "article",
    }
}

impl Kind {
    /// What stands in the `detail` of everything of this kind, by its names: whom and
    /// what it was about besides its subject, so that nothing has to be looked up to
    /// learn from it. A test in which something is written without fails (`record.rs`).
    /// What the learning rules read has types of its own (`happened.rs`).
    #[must_use]
    pub const fn facts(self) -> &'static [&'static str] {
        match self {
            Kind::HelpAsked => &[
                "sku", "order", "asset", "priority", "article", "offered", "follows",
            ],
            Kind::HelpContinued
            | Kind::HelpReopened
            | Kind::HelpSolved
            | Kind::HelpConfirmed
            | Kind::HelpRated => &["sku", "order", "asset", "cause", "agent"],
            Kind::HelpAnswered | Kind::FieldService => &[
                "sku",
                "order",
                "asset",
                "cause",
                "agent",
                "how",
                "staff",
                "staff_name",
            ],
            Kind::VisitPlanned | Kind::VisitCalledOff => &[
                "sku",
                "order",
                "asset",
                "cause",
                "agent",
                "how",
                "staff",
                "staff_name",
                "day",
            ],
            Kind::LevelGiven => &["level", "staff", "staff_name"],
            Kind::HelpShared => &["how"],
            Kind::Assigned | Kind::Returned => &["to", "tags"],
            Kind::Transferred | Kind::Lent | Kind::Retired => &["to", "tags", "sku", "changed"],
            Kind::EquipmentNoted => &["tags", "sku", "changed"],
            Kind::EquipmentImported => &["import", "updated"],
            Kind::Subscribed
            | Kind::SubscriptionChanged
            | Kind::SubscriptionRenewed
            | Kind::SubscriptionEnded => &["number", "plan", "sku", "step"],
            Kind::BenefitUsed => &["what", "number", "plan", "staff", "staff_name"],
            Kind::LicenceTaken => &["software", "area", "subscription"],
            Kind::LicenceHanded => &["software", "area", "to"],
            Kind::PlatformSwapped => &["software", "area", "subscription", "from", "to"],
            Kind::Downloaded => &["software", "area", "version", "platform", "subscription"],
            Kind::IssueRead => &["publication"],
            Kind::NewsletterFollowed => &["publication", "newsletter"],
            Kind::ArticleRead => &["language"],
            Kind::ArticleSearched => &["sku"],
            Kind::ArticleRated => &["spared"],
            Kind::SentBack => &["return", "order", "state"],
            Kind::Viewed
            | Kind::Dwelt
            | Kind::Searched
            | Kind::SignedIn
            | Kind::AddedToBasket
            | Kind::Configured
            | Kind::Requested
            | Kind::Decided
            | Kind::Ordered
            | Kind::Acknowledged
            | Kind::Shipped
            | Kind::Delivered
            | Kind::Cancelled
            | Kind::NotForUs
            | Kind::SiteChanged
            | Kind::Joined
            | Kind::Noted
            | Kind::Paid
            | Kind::NewsletterWanted
            | Kind::NewsletterEnded
            | Kind::NewsletterOpened => &[],
        }
    }

    /// Whether it is a record of the company's business, which stays however
    /// its people choose: what an order or a case needs, and who may come in. All else
    /// is recorded only where company and person allow it, and can be deleted.
    #[must_use]
    pub const fn is_business_record(self) -> bool {
        matches!(
            self,
            Kind::Requested
                | Kind::Decided
                | Kind::Ordered
                | Kind::Acknowledged
                | Kind::Shipped
                | Kind::Delivered
                | Kind::Cancelled
                | Kind::SiteChanged
                | Kind::Joined
                | Kind::SentBack
                | Kind::Paid
                | Kind::HelpAsked
                | Kind::HelpContinued
                | Kind::HelpReopened
                | Kind::HelpAnswered
                | Kind::HelpSolved
                | Kind::HelpConfirmed
                | Kind::HelpRated
                | Kind::HelpShared
                | Kind::LevelGiven
                | Kind::VisitPlanned
                | Kind::VisitCalledOff
                | Kind::FieldService
                | Kind::ArticleRated
                | Kind::Assigned
                | Kind::Transferred
                | Kind::Lent
                | Kind::Returned
                | Kind::Retired
                | Kind::EquipmentImported
                | Kind::EquipmentNoted
                | Kind::Subscribed
                | Kind::SubscriptionChanged
                | Kind::SubscriptionRenewed
                | Kind::SubscriptionEnded
                | Kind::BenefitUsed
                | Kind::LicenceTaken
                | Kind::LicenceHanded
                | Kind::PlatformSwapped
        )
    }
}

//! Which ways are offered to whom: the tabs of a customer's site, and the rail of
//! the console. Nobody is shown a way that they may not go.

use super::Visitor;
use super::parts::Icon;
use domain::identity::{Actor, Permission};
use domain::text::Words;

/// One entry of a navigation.
pub(super) struct Entry {
    /// What its pages call it (`Page::nav`).
    pub(super) name: &'static str,
    pub(super) href: &'static str,
    pub(super) icon: Icon,
    pub(super) label: &'static str,
    /// How many wait there.
    pub(super) count: i64,
}

impl Entry {
    const fn new(name: &'static str, href: &'static str, icon: Icon, label: &'static str) -> Self {
        Self {
            name,
            href,
            icon,
            label,
            count: 0,
        }
    }
}

/// How the entry is marked that leads to where one is.
pub(super) fn current(nav: &str, name: &str) -> Option<&'static str> {
    (nav == name).then_some("page")
}

/// The tabs of a customer's site, for this person.
pub(super) fn tabs(words: Words, actor: &Actor) -> Vec<Entry> {
    let waiting = actor.member().map_or(0, |member| member.waiting);
    let mut tabs = vec![
        Entry::new("home", "/", Icon::Home, words.say("frame-home")),
        Entry::new(
            "catalog",
            "/catalog",
            Icon::Catalog,
            words.say("frame-catalog"),
        ),
        Entry::new(
            "standards",
            "/standards",
            Icon::Parts,
            words.say("frame-standards"),
        ),
    ];
    // Requests, orders, basket and account team are somebody's: who looks at a
    // customer's site as nobody of it finds no link to them.
    if actor.member().is_some() {
        tabs.push(Entry {
            count: waiting,
            ..Entry::new(
                "requests",
                "/requests",
                Icon::Request,
                words.say("frame-requests"),
            )
        });
        tabs.push(Entry::new(
            "orders",
            "/orders",
            Icon::Order,
            words.say("frame-orders"),
        ));
        tabs.push(Entry::new(
            "equipment",
            "/equipment",
            Icon::Equipment,
            words.say("frame-equipment"),
        ));
        if actor.may(Permission::SeeCompany) {
            tabs.push(Entry::new(
                "subscriptions",
                "/subscriptions",
                Icon::Clock,
                words.say("frame-subscriptions"),
            ));
        }
        tabs.push(Entry::new(
            "help",
            "/help",
            Icon::Help,
            words.say("frame-help"),
        ));
    }
    if actor.may(Permission::ManageCompany) {
        tabs.push(Entry::new(
            "company",
            "/company",
            Icon::Company,
            words.say("frame-company"),
        ));
    }
    tabs
}

/// What the rail offers to this person, in groups; the first has no heading.
pub(super) fn console_entries(
    visitor: &Visitor,
    actor: &Actor,
) -> Vec<(Option<&'static str>, Vec<Entry>)> {
    let words = visitor.words;
    let (orders, plays) = actor
        .staff()
        .map_or((0, 0), |staff| (staff.orders_waiting, staff.plays_waiting));
    let mut first = vec![Entry::new(
        "today",
        "/console",
        Icon::Home,
        words.say("frame-today"),
    )];
    if actor.may(Permission::SeeCustomers) {
        first.push(Entry::new(
            "customers",
            "/console/customers",
            Icon::Company,
            words.say("frame-customers"),
        ));
    }
    if actor.may(Permission::KnowCustomers) {
        first.push(Entry {
            count: plays,
            ..Entry::new(
                "plays",
                "/console/plays",
                Icon::Play,
                words.say("frame-plays"),
            )
        });
    }
    let mut groups = vec![(None, first)];
    if actor.may(Permission::SeeCustomers) {
        groups.push((
            Some(words.say("frame-selling")),
            vec![
                Entry {
                    count: if actor.may(Permission::Fulfil) {
                        orders
                    } else {
                        0
                    },
                    ..Entry::new(
                        "orders",
                        "/console/orders",
                        Icon::Order,
                        words.say("frame-orders"),
                    )
                },
                Entry::new(
                    "equipment",
                    "/console/equipment",
                    Icon::Equipment,
                    words.say("frame-equipment"),
                ),
                Entry::new(
                    "subscriptions",
                    "/console/subscriptions",
                    Icon::Clock,
                    words.say("frame-subscriptions"),
                ),
                Entry::new(
                    "invoices",
                    "/console/invoices",
                    Icon::Request,
                    words.say("frame-invoices"),
                ),
            ],
        ));
    }
    if actor.may(Permission::Support) {
        groups.push((
            Some(words.say("frame-helping")),
            vec![
                Entry::new(
                    "cases",
                    "/console/cases",
                    Icon::Help,
                    words.say("frame-cases"),
                ),
                Entry::new(
                    "articles",
                    "/console/articles",
                    Icon::Help,
                    words.say("frame-articles"),
                ),
            ],
        ));
    }
    let catalog = catalog_entries(words, actor);
    if !catalog.is_empty() {
        groups.push((Some(words.say("frame-catalog-group")), catalog));
    }
    let mut installation = Vec::new();
    if actor.may(Permission::Administer) {
        installation.push(Entry::new(
            "staff",
            "/console/staff",
            Icon::Team,
            words.say("frame-staff"),
        ));
        installation.push(Entry::new(
            "service-levels",
            "/console/service-levels",
            Icon::Clock,
            words.say("frame-service-levels"),
        ));
        installation.push(Entry::new(
            "audit",
            "/console/audit",
            Icon::Request,
            words.say("frame-audit"),
        ));
    }
    if visitor.demo {
        installation.push(Entry::new(
            "mailbox",
            "/console/mailbox",
            Icon::Mail,
            words.say("frame-mailbox"),
        ));
    }
    installation.push(Entry::new(
        "parts",
        "/console/parts",
        Icon::Parts,
        words.say("frame-parts"),
    ));
    groups.push((Some(words.say("frame-installation")), installation));
    groups
}

/// What there is of the catalog for this person: who sees customers reads what
/// was agreed with them, who knows them sees what they look for.
fn catalog_entries(words: Words, actor: &Actor) -> Vec<Entry> {
    let entry = |name, href, label| Entry::new(name, href, Icon::Catalog, label);
    let curates = actor.may(Permission::Curate);
    let mut all = Vec::new();
    if curates {
        all.push(entry(
            "products",
            "/console/products",
            words.say("frame-products"),
        ));
        all.push(entry(
            "import",
            "/console/import",
            words.say("frame-import"),
        ));
    }
    if actor.may(Permission::SeeCustomers) {
        all.push(entry(
            "agreements",
            "/console/agreements",
            words.say("frame-agreements"),
        ));
        all.push(entry(
            "configurations",
            "/console/configurations",
            words.say("frame-standards"),
        ));
    }
    if curates {
        all.push(entry("plans", "/console/plans", words.say("frame-plans")));
        all.push(entry(
            "publications",
            "/console/publications",
            words.say("frame-publications"),
        ));
        all.push(entry(
            "downloads",
            "/console/downloads",
            words.say("frame-downloads"),
        ));
    }
    if curates || actor.may(Permission::KnowCustomers) {
        all.push(entry(
            "not-found",
            "/console/not-found",
            words.say("frame-not-found-searches"),
        ));
    }
    all
}

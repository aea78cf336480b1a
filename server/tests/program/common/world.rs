//! Two companies of the same kind and the supplier's people, with everything
//! that has an id: what one must never learn about the other.

use super::{App, PASSWORD};
use domain::assets::{ImportAssets, import_assets};
use domain::catalog::{SaveFilter, ask_saved_filters, save_filter};
use domain::configurations::offer;
use domain::downloads::{
    InArea, PutRelease, SaveSoftware, TakeLicence, ask_software_desk, put_release, save_software,
    take_licence,
};
use domain::files::Sent;
use domain::id::{
    AccessGroupId, ConfigurationId, CustomerId, IssueId, LicenceId, OrderId, PublicationId,
    ReleaseId, ShipmentId, SoftwareId,
};
use domain::identity::testing::{give_password, staff};
use domain::identity::{
    Actor, CustomerRole, Invite, InviteError, PeopleFilter, StaffRole, company_people, invite,
};
use domain::orders::testing::{line, new_order, placed};
use domain::orders::{
    Change, ChangeError, OrderPage, Part, Promise, Ship, acknowledge, ship, show,
};
use domain::publications::readers::Readers;
use domain::publications::{
    IssueText, PublicationText, SaveIssue, SavePublication, publish_issue, save_issue,
    save_publication,
};
use domain::requests::{From, OrderNow, add_configured, order_now, testing as requests};
use domain::site::{PutSiteDocument, SiteDocument, ask_all_site_documents, put_site_document};
use domain::store::{Db, FormKey};
use domain::subscriptions::entitlements::Benefit;
use domain::subscriptions::plan_draft::PlanDraft;
use domain::subscriptions::renewal::Policy;
use domain::subscriptions::term::TermLength;
use domain::subscriptions::{
    Counts, OfferChange, PlanText, ask_own, change_offers, save_plan, show_subscription,
};
use domain::support::articles::{About, Audience, BeforeAsking, SaveArticle, save_article};
use domain::support::case_life::Priority;
use domain::support::{OpenCase, Visibility, open_case, set_visibility};
use domain::text::Language;
use domain::{Day, Quantity, Timestamp};
use std::collections::BTreeMap;

/// One company: its people and the ids of its things.
pub struct Side {
    pub requester: Actor,
    pub approver: Actor,
    pub manager: Actor,
    /// By the name that the table of routes uses.
    pub ids: BTreeMap<&'static str, String>,
}

/// Both companies and the supplier.
pub struct World {
    pub halden: Side,
    pub other: Side,
    pub curator: Actor,
    pub account_manager: Actor,
    pub order_desk: Actor,
    pub admin: Actor,
}

/// Makes it.
pub async fn make(db: &Db) -> World {
    let halden = side(db, "Halden").await;
    let other = side(db, "Other").await;
    let [curator, account_manager, order_desk, admin] = [
        StaffRole::Curator,
        StaffRole::AccountManager,
        StaffRole::OrderDesk,
        StaffRole::Admin,
    ];
    let world = World {
        halden,
        other,
        curator: staff(db, &[curator]).await,
        account_manager: staff(db, &[account_manager]).await,
        order_desk: staff(db, &[order_desk]).await,
        admin: staff(db, &[admin]).await,
    };
    for person in [
        &world.curator,
        &world.account_manager,
        &world.order_desk,
        &world.admin,
    ] {
        give_password(db, person.person(), PASSWORD).await;
    }
    world
}

/// Makes it, with a document on the first company's site, and software that it has a
/// licence of.
pub async fn make_with_document(app: &App) -> World {
    let mut world = make(&app.db).await;
    let customer = world.halden.manager.member().unwrap().company.id;
    let file = put_document(app, &world.curator, customer, None, "For all").await;
    let ids = &mut world.halden.ids;
    ids.insert("file", file.file.to_string());
    ids.insert("site-document", file.id.to_string());
    ids.insert("size", "document".to_owned());
    let manager = world.halden.manager.clone();
    let (software, release, licence) = software(app, &world.curator, &manager).await;
    let ids = &mut world.halden.ids;
    ids.insert("software", software.to_string());
    ids.insert("release", release.to_string());
    ids.insert("licence", licence.to_string());
    world
}

/// Software with a release, and a licence of it that this member took.
async fn software(
    app: &App,
    curator: &Actor,
    manager: &Actor,
) -> (SoftwareId, ReleaseId, LicenceId) {
    let now = Timestamp::now();
    let command = SaveSoftware {
        key: FormKey::fresh(),
        id: None,
        area: Some(InArea::New {
            code: "halden".to_owned(),
            names: vec![(Language::English, "Halden".to_owned())],
        }),
        name: "Keeper".to_owned(),
        platform: "Linux".to_owned(),
        about: Vec::new(),
        keyed: false,
    };
    let software = save_software(&app.db, curator, command, now).await.unwrap();
    let command = PutRelease {
        key: FormKey::fresh(),
        software,
        version: "1.0".to_owned(),
        day: Some(Day::of(now)),
        notes: Vec::new(),
        languages: Vec::new(),
        sent: Sent {
            name: "keeper.tar.gz".to_owned(),
            bytes: b"\x1f\x8bkept".to_vec(),
        },
    };
    put_release(&app.db, &app.files, curator, command, now)
        .await
        .unwrap();
    let command = TakeLicence {
        key: FormKey::fresh(),
        software,
    };
    let licence = take_licence(&app.db, manager, command, now).await.unwrap();
    let desk = ask_software_desk(curator, software, (0, 1)).unwrap();
    let mut read = app.db.read(curator.scope()).await.unwrap();
    let desk = desk.fetch(&mut read).await.unwrap().unwrap();
    (software, desk.releases[0].id, licence)
}

/// A publication for everybody with an issue: its address, and the ids of both.
async fn publication(db: &Db, name: &str) -> (String, PublicationId, IssueId) {
    let now = Timestamp::now();
    let curator = staff(db, &[StaffRole::Curator]).await;
    let command = SavePublication {
        key: FormKey::fresh(),
        id: None,
        code: name.to_lowercase(),
        readers: Readers {
            entitled: false,
            needs: String::new(),
        },
        texts: vec![PublicationText {
            language: Language::English,
            name: name.to_owned(),
            about: String::new(),
        }],
    };
    let publication = save_publication(db, &curator, command, now).await.unwrap();
    let command = SaveIssue {
        key: FormKey::fresh(),
        issue: None,
        publication,
        day: Some(Day::of(now)),
        texts: vec![IssueText {
            language: Language::English,
            title: "Winter".to_owned(),
            text: "It gets cold.".to_owned(),
        }],
    };
    let issue = save_issue(db, &curator, command, now).await.unwrap();
    publish_issue(db, &curator, FormKey::fresh(), (issue, 1), now)
        .await
        .unwrap();
    (name.to_lowercase(), publication, issue)
}

/// Puts a document on a customer's site, for everybody or for a group.
pub async fn put_document(
    app: &App,
    curator: &Actor,
    customer: CustomerId,
    whose: Option<AccessGroupId>,
    title: &str,
) -> SiteDocument {
    let command = PutSiteDocument {
        customer,
        whose,
        title: title.to_owned(),
        sent: Sent {
            name: "how to.txt".to_owned(),
            bytes: format!("How to {title}, in words.").into_bytes(),
        },
        key: FormKey::fresh(),
    };
    let now = Timestamp::now();
    put_site_document(&app.db, &app.files, curator, command, now)
        .await
        .unwrap();
    let mut read = app.db.read(curator.scope()).await.unwrap();
    let all = ask_all_site_documents(customer)
        .fetch(&mut read)
        .await
        .unwrap();
    all.into_iter().find(|one| one.title == title).unwrap()
}

async fn side(db: &Db, name: &str) -> Side {
    let now = Timestamp::now();
    let world = requests::world(db, name).await;
    for person in [&world.requester, &world.approver, &world.manager] {
        give_password(db, person.person(), PASSWORD).await;
    }
    let (code, publication, issue) = publication(db, name).await;
    let standard = requests::standard(db, &world).await;
    let request = world.request(&[("LAPTOP", 2)]);
    let request = domain::requests::submit(db, &world.requester, request, now)
        .await
        .unwrap();
    let order = new_order(&world.manager, vec![line("LAPTOP", 3, 161_200)]);
    let order = placed(db, &world.manager, order, now).await;
    let member = world.requester.member().unwrap();
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    let colleague = desk.person();
    let (shipped, parcel, tag) = shipped(db, &world, standard, &desk).await;
    let in_force = member.in_force.clone().unwrap();
    let [plan, subscription, invoice] = subscribed(db, &world, &desk).await;
    let ids = BTreeMap::from([
        ("customer", world.company.id.to_string()),
        ("member", member.id.to_string()),
        ("unit", member.unit.unwrap().to_string()),
        ("centre", world.centre.to_string()),
        ("request", request.request.to_string()),
        ("order", order.to_string()),
        ("standard", standard.to_string()),
        ("shipped", shipped.to_string()),
        ("parcel", parcel.to_string()),
        ("tag", tag),
        ("asset-import", imported(db, &world.manager).await),
        ("agreement", in_force.first.agreement.to_string()),
        ("revision", in_force.first.revision.to_string()),
        ("list", in_force.first.price_list.to_string()),
        ("sku", world.sku("LAPTOP")),
        ("category", name.to_uppercase()),
        ("product", world.laptop.to_string()),
        ("person", world.requester.person().to_string()),
        ("colleague", colleague.to_string()),
        ("invitation", invitation(db, &world.manager).await),
        ("token", "x".repeat(43)),
        ("saved", saved_filter(db, &world.manager).await),
        ("case", case(db, &world).await),
        ("plan", plan),
        ("subscription", subscription),
        ("invoice", invoice),
        ("publication", code),
        ("publication-id", publication.to_string()),
        ("issue", issue.to_string()),
        ("article", article(db, name).await),
        ("nothing", uuid::Uuid::now_v7().to_string()),
    ]);
    Side {
        requester: world.requester,
        approver: world.approver,
        manager: world.manager,
        ids,
    }
}

/// A view of the catalog that the manager keeps.
async fn saved_filter(db: &Db, manager: &Actor) -> String {
    let command = SaveFilter {
        key: FormKey::fresh(),
        name: "Laptops".to_owned(),
        address: "/search?q=laptop".to_owned(),
    };
    save_filter(db, manager, command, Timestamp::now())
        .await
        .unwrap();
    let mut read = db.read(manager.scope()).await.unwrap();
    let saved = ask_saved_filters(manager.member().unwrap());
    saved.fetch(&mut read).await.unwrap()[0].id.to_string()
}

/// A plan whose term is sold as this world's dock, and a subscription to it: the
/// plan's id, and the numbers of the subscription and of its invoice.
async fn subscribed(db: &Db, world: &requests::World, desk: &Actor) -> [String; 3] {
    let now = Timestamp::now();
    let curator = staff(db, &[StaffRole::Curator]).await;
    let text = PlanText {
        name: "Select".to_owned(),
        words: "Help, and more.".to_owned(),
    };
    let draft = PlanDraft {
        texts: BTreeMap::from([("en".to_owned(), text)]),
        counts: Counts::Seats,
        can_pause: true,
        policy: Policy {
            renews_by_itself: true,
            notice_days: 60,
            quote_days: 45,
            reminder_days: vec![14],
        },
        // The one company holds what the other does not.
        benefits: vec![Benefit::Downloads {
            of: world.company.name.to_lowercase(),
        }],
    };
    let plan = save_plan(db, &curator, FormKey::fresh(), None, draft, now)
        .await
        .unwrap();
    let add = OfferChange::Add {
        sku: world.sku("DOCK"),
        months: TermLength::years(1).unwrap(),
    };
    change_offers(db, &curator, FormKey::fresh(), plan, add, now)
        .await
        .unwrap();
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Lines(vec![(world.sku("DOCK"), Quantity::pieces(2))]),
        po_number: String::new(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    let order = order_now(db, &world.manager, order, now).await.unwrap();
    let promise = Promise {
        change: Change {
            key: FormKey::fresh(),
            order,
            version: 1,
        },
        day: Day::of(now),
        later: Vec::new(),
        note: String::new(),
    };
    acknowledge(db, desk, promise, now).await.unwrap();
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let own = ask_own(world.company.id, None)
        .fetch(&mut read)
        .await
        .unwrap();
    drop(read);
    let number = own.rows[0].number.clone();
    let shown = show_subscription::<ChangeError>(db, &world.manager, &number, now)
        .await
        .unwrap()
        .unwrap();
    let invoice = shown.subscription.charges[0].invoice.clone();
    [plan.to_string(), number, invoice]
}

/// A case that everybody of the company sees.
async fn case(db: &Db, world: &requests::World) -> String {
    let now = Timestamp::now();
    set_visibility::<InviteError>(db, &world.manager, Visibility::Company, now)
        .await
        .unwrap();
    let command = OpenCase {
        key: FormKey::fresh(),
        subject: "The dock hums".to_owned(),
        text: "Since this morning.".to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before: BeforeAsking::default(),
    };
    open_case(db, &world.requester, command, now).await.unwrap()
}

/// An article for this company only.
async fn article(db: &Db, company: &str) -> String {
    let agent = staff(db, &[StaffRole::Agent]).await;
    let command = SaveArticle {
        key: FormKey::fresh(),
        id: None,
        language: Language::English,
        title: format!("How the docks of {company} are set up"),
        text: "Each has a tag at the back.".to_owned(),
        why: String::new(),
        audience: Audience::Customer,
        customer: company.to_owned(),
        about: About::default(),
        owner: None,
        review: None,
        no_day: false,
        problem: None,
        case: None,
        publish: true,
    };
    save_article(db, &agent, command, Timestamp::now())
        .await
        .unwrap()
}

/// An order of two standards, of which one has left, with its parcel and its tag.
async fn shipped(
    db: &Db,
    world: &requests::World,
    standard: ConfigurationId,
    desk: &Actor,
) -> (OrderId, ShipmentId, String) {
    let now = Timestamp::now();
    let manager = &world.manager;
    let mut read = db.read(manager.scope()).await.unwrap();
    let shopper = manager.shopper().unwrap();
    let offered = offer(&mut read, shopper, standard, now)
        .await
        .unwrap()
        .unwrap();
    drop(read);
    let (usual, two) = (offered.build.defaults(), Quantity::pieces(2));
    let key = FormKey::fresh();
    add_configured(db, manager, key, standard, usual, two, now)
        .await
        .unwrap();
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: String::new(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    let placed = order_now(db, manager, order, now).await.unwrap();
    let page = || show::<ChangeError>(db, desk, placed);
    let change = |page: &OrderPage| Change {
        key: FormKey::fresh(),
        order: placed,
        version: page.head.version,
    };
    let found = page().await.unwrap().unwrap();
    let promise = Promise {
        change: change(&found),
        day: Day::of(now).plus_days(3),
        later: Vec::new(),
        note: String::new(),
    };
    acknowledge(db, desk, promise, now).await.unwrap();
    let found = page().await.unwrap().unwrap();
    let parcel = Ship {
        change: change(&found),
        parts: vec![Part {
            line: found.lines[0].id,
            quantity: Quantity::pieces(1),
        }],
        carrier: "DHL".to_owned(),
        tracking: String::new(),
        rest_promised: None,
    };
    ship(db, desk, parcel, now).await.unwrap();
    let found = page().await.unwrap().unwrap();
    assert_eq!(found.units.total, 1, "each piece is a unit");
    let tag = found.units.some[0].service_tag.clone();
    (placed, found.parcels[0].id, tag)
}

/// Equipment that was bought elsewhere: the import of a file with two lines, of
/// which one is refused.
async fn imported(db: &Db, manager: &Actor) -> String {
    let file = ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: b"tag,name\nOLD-1,Screen\nOLD-1,Screen\n".to_vec(),
    };
    let import = import_assets(db, manager, file, Timestamp::now()).await;
    import.unwrap().to_string()
}

/// An invitation that is still open.
async fn invitation(db: &Db, manager: &Actor) -> String {
    let name = manager.member().unwrap().company.name.to_lowercase();
    let command = Invite {
        key: FormKey::fresh(),
        customer: manager.member().unwrap().company.id,
        name: "Ola Berg".to_owned(),
        email: format!("ola@{name}.example").parse().unwrap(),
        unit: None,
        roles: vec![CustomerRole::Requester],
    };
    let now = Timestamp::now();
    invite(db, manager, command, now).await.unwrap();
    let everybody = PeopleFilter {
        words: String::new(),
        offset: 0,
        limit: 10,
    };
    let people = company_people::<InviteError>(db, manager, everybody, now)
        .await
        .unwrap();
    people.invitations[0].id.to_string()
}

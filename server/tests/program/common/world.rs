//! Two companies of the same kind and the supplier's people, with everything
//! that has an id: what one must never learn about the other.

use super::{App, PASSWORD};
use domain::assets::{ImportAssets, import_assets};
use domain::catalog::{SaveFilter, ask_saved_filters, save_filter};
use domain::configurations::offer;
use domain::files::Sent;
use domain::id::{AccessGroupId, ConfigurationId, CustomerId, OrderId, ShipmentId};
use domain::identity::testing::{give_password, staff};
use domain::identity::{
    Actor, CustomerRole, Invite, InviteError, PeopleFilter, StaffRole, company_people, invite,
};
use domain::orders::testing::{line, new_order, placed};
use domain::orders::{
    Change, ChangeError, OrderPage, Part, Promise, Ship, acknowledge, ship, show,
};
use domain::requests::{From, OrderNow, add_configured, order_now, testing as requests};
use domain::site::{PutSiteDocument, SiteDocument, ask_all_site_documents, put_site_document};
use domain::store::{Db, FormKey};
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

/// Makes it, with a document on the first company's site.
pub async fn make_with_document(app: &App) -> World {
    let mut world = make(&app.db).await;
    let customer = world.halden.manager.member().unwrap().company.id;
    let file = put_document(app, &world.curator, customer, None, "For all").await;
    let ids = &mut world.halden.ids;
    ids.insert("file", file.file.to_string());
    ids.insert("site-document", file.id.to_string());
    ids.insert("size", "document".to_owned());
    world
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

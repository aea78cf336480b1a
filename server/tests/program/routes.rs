//! Every route with whom it is for. Found in the source, so that none can be
//! forgotten.

use domain::identity::{Actor, Permission};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Whom a route is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everyone, signed in or not.
    Everyone,
    /// Everyone who is signed in.
    SignedIn,
    /// Members of a customer.
    Member,
    /// Members of a customer who may do this.
    MemberWith(Permission),
    /// Members, and people of the supplier who may do one of these.
    MemberOrStaffWith(&'static [Permission]),
    /// Members who may do the first, and people of the supplier who may do one of the
    /// others: they are led on to a page of their own.
    MemberWithOrStaffWith(Permission, &'static [Permission]),
    /// People of the supplier.
    Staff,
    /// People of the supplier who may do one of these.
    StaffWith(&'static [Permission]),
}

impl Who {
    /// Whether it is for this person.
    pub fn allows(self, person: &Actor) -> bool {
        let member = person.member().is_some();
        match self {
            Who::Everyone | Who::SignedIn => true,
            Who::Member => member,
            Who::MemberWith(permission) => member && person.may(permission),
            Who::MemberOrStaffWith(any) => member || any.iter().any(|one| person.may(*one)),
            Who::MemberWithOrStaffWith(permission, _) if member => person.may(permission),
            Who::MemberWithOrStaffWith(_, any) => any.iter().any(|one| person.may(*one)),
            Who::Staff => !member,
            Who::StaffWith(any) => !member && any.iter().any(|one| person.may(*one)),
        }
    }
}

/// One route.
#[derive(Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub who: Who,
    /// Whose ids stand in the path, in order, by their names in the world.
    pub ids: &'static [&'static str],
    /// Fields of the form that carry ids: name and whose id.
    pub fields: &'static [(&'static str, &'static str)],
    /// Its ids are nobody's secret: products, categories.
    pub shared: bool,
}

impl Route {
    const fn ids(mut self, ids: &'static [&'static str]) -> Self {
        self.ids = ids;
        self
    }

    const fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    const fn fields(mut self, fields: &'static [(&'static str, &'static str)]) -> Self {
        self.fields = fields;
        self
    }
}

const fn get(path: &'static str, who: Who) -> Route {
    Route {
        method: "GET",
        path,
        who,
        ids: &[],
        fields: &[],
        shared: false,
    }
}

const fn post(path: &'static str, who: Who) -> Route {
    Route {
        method: "POST",
        ..get(path, who)
    }
}

const MANAGE: Who = Who::MemberWith(Permission::ManageCompany);
const ADMINISTER: Who = Who::StaffWith(&[Permission::Administer]);
const SEE_CUSTOMERS: Who = Who::StaffWith(&[Permission::SeeCustomers]);

const FULFIL: Who = Who::StaffWith(&[Permission::Fulfil]);
const FULFIL_OR_SUPPORT: Who = Who::StaffWith(&[Permission::Fulfil, Permission::Support]);
const SUPPORT: Who = Who::StaffWith(&[Permission::Support]);
const CURATE: Who = Who::StaffWith(&[Permission::Curate]);
const FILES: Who = Who::MemberOrStaffWith(&[Permission::SeeCustomers, Permission::Curate]);
const CURATE_OR_FULFIL: Who = Who::StaffWith(&[Permission::Curate, Permission::Fulfil]);
const ORDER: Who = Who::MemberWith(Permission::Order);
const KNOW: Who = Who::StaffWith(&[Permission::KnowCustomers]);
const KNOW_OR_CURATE: Who = Who::StaffWith(&[Permission::KnowCustomers, Permission::Curate]);

/// What mail programs ask, too, which say nothing of where they come from (RFC 8058).
pub const UNSUBSCRIBE: &str = "/newsletter/unsubscribe/{token}";

/// Every route there is. The id `nothing` is of a thing that the world has
/// none of: such a page answers its own people that it is not there.
pub const ROUTES: &[Route] = &[
    // The door
    get("/sign-in", Who::Everyone),
    post("/sign-in", Who::Everyone),
    post("/sign-out", Who::Everyone),
    get("/forgot", Who::Everyone),
    post("/forgot", Who::Everyone),
    get("/reset/{token}", Who::Everyone).ids(&["token"]),
    post("/reset/{token}", Who::Everyone).ids(&["token"]),
    get("/invitation/{token}", Who::Everyone).ids(&["token"]),
    post("/invitation/{token}", Who::Everyone).ids(&["token"]),
    // Oneself
    get("/switch", Who::SignedIn),
    post("/switch", Who::SignedIn).fields(&[("to", "customer")]),
    get("/me", Who::SignedIn),
    post("/me", Who::SignedIn),
    post("/me/password", Who::SignedIn),
    post("/me/sign-out-everywhere", Who::SignedIn),
    post("/me/newsletter", Who::Member),
    // The company's people
    get("/company", MANAGE),
    post("/company/invitations", MANAGE).fields(&[("unit", "unit")]),
    post("/company/invitations/withdraw", MANAGE).fields(&[("invitation", "invitation")]),
    post("/company/units", MANAGE),
    get("/company/members/{id}", MANAGE).ids(&["member"]),
    post("/company/members/{id}", MANAGE).ids(&["member"]),
    get("/company/members/{id}/end", MANAGE).ids(&["member"]),
    post("/company/members/{id}/end", MANAGE).ids(&["member"]),
    // The supplier's people
    get("/console/staff", ADMINISTER),
    post("/console/staff", ADMINISTER),
    get("/console/staff/{id}", ADMINISTER).ids(&["colleague"]),
    post("/console/staff/{id}", ADMINISTER).ids(&["colleague"]),
    get("/console/staff/{id}/end", ADMINISTER).ids(&["colleague"]),
    post("/console/staff/{id}/end", ADMINISTER).ids(&["colleague"]),
    post("/console/staff/{id}/link", ADMINISTER).ids(&["colleague"]),
    // Looking at a customer's site
    post("/console/customers/{id}/view", SEE_CUSTOMERS).ids(&["customer"]),
    get("/console/customers/{id}/people", SEE_CUSTOMERS).ids(&["customer"]),
    post("/console/customers/{id}/people", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/people/withdraw", CURATE)
        .ids(&["customer"])
        .fields(&[("invitation", "invitation")]),
    post(
        "/console/customers/{id}/people/{member}/look",
        SEE_CUSTOMERS,
    )
    .ids(&["customer", "member"]),
    get(
        "/console/customers/{id}/people/{member}/act",
        KNOW_OR_CURATE,
    )
    .ids(&["customer", "member"]),
    post(
        "/console/customers/{id}/people/{member}/act",
        KNOW_OR_CURATE,
    )
    .ids(&["customer", "member"]),
    get("/console/customers/{id}/team", KNOW_OR_CURATE).ids(&["customer"]),
    post("/console/customers/{id}/team", KNOW_OR_CURATE).ids(&["customer"]),
    get("/console/customers/{id}/about", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/about", CURATE).ids(&["customer"]),
    get("/console/customers/{id}/site", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/texts", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/texts/remove", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/documents", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/documents/remove", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/look", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/groups", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/groups/remove", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/site/own", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/team/leave", KNOW_OR_CURATE)
        .ids(&["customer"])
        .fields(&[("person", "colleague")]),
    post("/console/preview/leave", Who::Staff),
    // The company's own site
    get("/", Who::SignedIn),
    post("/not-for-us", Who::Member).fields(&[("fact", "nothing")]),
    get("/team", Who::Member),
    get("/agreement", Who::MemberWith(Permission::SeeCompany)),
    get("/catalog", Who::Member),
    get("/catalog-news", Who::Member),
    get("/catalog/{category}", Who::Member)
        .ids(&["category"])
        .shared(),
    get("/products/{sku}", Who::Member).ids(&["sku"]).shared(),
    get("/compare", Who::Member),
    get("/saved", Who::Member),
    post("/saved", Who::Member),
    post("/saved/{id}", Who::Member).ids(&["saved"]),
    get("/search", Who::Member),
    get("/standards", Who::Member),
    get("/standards/{id}", Who::Member).ids(&["standard"]),
    post("/standards/{id}", Who::Member).ids(&["standard"]),
    get("/order-by-list", Who::Member),
    post("/order-by-list", Who::Member),
    get("/basket", Who::Member),
    post("/basket", Who::Member),
    post("/basket/add", Who::Member),
    post("/basket/words", Who::Member),
    post("/basket/order", Who::MemberWith(Permission::Order)).fields(&[("cost_centre", "centre")]),
    get("/requests", Who::Member),
    get("/requests/new", Who::Member),
    post("/requests/new", Who::Member).fields(&[("cost_centre", "centre")]),
    get("/requests/{id}", Who::Member).ids(&["request"]),
    post("/requests/{id}", Who::MemberWith(Permission::Approve)).ids(&["request"]),
    post("/requests/{id}/say", Who::Member).ids(&["request"]),
    post("/requests/{id}/withdraw", Who::Member).ids(&["request"]),
    // The company's rules
    get("/company/site", MANAGE),
    post("/company/site/texts", MANAGE),
    post("/company/site/texts/remove", MANAGE),
    post("/company/site/documents", MANAGE),
    post("/company/site/documents/remove", MANAGE).fields(&[("document", "site-document")]),
    post("/company/site/look", MANAGE),
    post("/company/site/groups", MANAGE),
    post("/company/site/groups/remove", MANAGE),
    get("/company/policies", MANAGE),
    post("/company/policies", MANAGE),
    get("/company/cost-centres", MANAGE),
    post("/company/cost-centres", MANAGE),
    get("/company/recording", MANAGE),
    post("/company/recording", MANAGE),
    post("/company/recording/forget", MANAGE),
    // What is remembered
    get("/me/remembered", Who::Member),
    get("/me/remembered/export", Who::Member),
    post("/me/remembered/choice", Who::Member),
    post("/me/remembered/delete", Who::Member),
    post("/me/remembered/correct", Who::Member),
    post("/me/remembered/again", Who::Member).fields(&[("id", "nothing")]),
    post("/beacon", Who::Everyone),
    // The supplier's console
    get("/console/parts", Who::Staff),
    post("/console/parts", Who::Staff),
    get("/console/plays", KNOW),
    get("/console/plays/{id}", KNOW).ids(&["nothing"]),
    post("/console/plays/{id}/accept", KNOW).ids(&["nothing"]),
    post("/console/plays/{id}/dismiss", KNOW).ids(&["nothing"]),
    get("/console/not-found", KNOW_OR_CURATE),
    get("/console/customers/{id}/wants", KNOW_OR_CURATE).ids(&["customer"]),
    post("/console/customers/{id}/wants", KNOW_OR_CURATE)
        .ids(&["customer"])
        .fields(&[("fact", "nothing")]),
    get("/console/customers/{id}", SEE_CUSTOMERS).ids(&["customer"]),
    get("/console/customers/{id}/facts/{fact}", KNOW).ids(&["customer", "nothing"]),
    get("/console/customers/{id}/interactions", KNOW).ids(&["customer"]),
    get("/console/customers/{id}/audit", KNOW).ids(&["customer"]),
    get("/console/audit", ADMINISTER),
    get("/console/customers/{id}/note", KNOW).ids(&["customer"]),
    post("/console/customers/{id}/note", KNOW).ids(&["customer"]),
    post("/console/customers/{id}/rebuild", KNOW).ids(&["customer"]),
    get("/console/import", CURATE),
    post("/console/import", CURATE),
    get("/console/export", CURATE),
    get("/console/export/{file}", CURATE).ids(&["nothing"]),
    get("/console/import/{id}", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/start", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/stop", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/again", CURATE).ids(&["nothing"]),
    get("/console/import/{id}/report.csv", CURATE).ids(&["nothing"]),
    get("/console/import/{id}/changes.csv", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/apply", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/columns", CURATE).ids(&["nothing"]),
    get("/console/import/{id}/undo", CURATE).ids(&["nothing"]),
    post("/console/import/{id}/undo", CURATE).ids(&["nothing"]),
    get("/console/price-lists", CURATE),
    post("/console/price-lists", CURATE),
    get("/console/price-lists/{id}", CURATE)
        .ids(&["list"])
        .shared(),
    post("/console/price-lists/{id}/promotions", CURATE)
        .ids(&["list"])
        .shared(),
    post("/console/price-lists/{id}/promotions/end", CURATE)
        .ids(&["list"])
        .shared(),
    get("/console/price-lists/{id}/promotions/{promotion}", CURATE).ids(&["list", "nothing"]),
    post("/console/price-lists/{id}/promotions/{promotion}", CURATE).ids(&["list", "nothing"]),
    get("/console/products", CURATE),
    get("/console/product/grid", CURATE),
    post("/console/product/grid", CURATE),
    get("/console/product/new", CURATE),
    post("/console/product/new", CURATE),
    get("/console/products/{sku}", CURATE)
        .ids(&["sku"])
        .shared(),
    get("/console/categories", CURATE),
    post("/console/categories", CURATE),
    // The tree of categories is the supplier's; the world's people have none.
    get("/console/categories/{id}", CURATE).ids(&["nothing"]),
    post("/console/categories/{id}", CURATE).ids(&["nothing"]),
    get("/console/categories/{id}/names", CURATE).ids(&["nothing"]),
    post("/console/categories/{id}/names", CURATE).ids(&["nothing"]),
    post("/console/categories/{id}/attributes", CURATE).ids(&["nothing"]),
    post("/console/categories/{id}/attributes/remove", CURATE).ids(&["nothing"]),
    post("/console/categories/{id}/keeping", CURATE).ids(&["nothing"]),
    post("/console/products/{sku}", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/price", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/keeping", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/relations", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/stock", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/pictures", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/pictures/change", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/documents", CURATE)
        .ids(&["sku"])
        .shared(),
    post("/console/products/{sku}/documents/remove", CURATE)
        .ids(&["sku"])
        .shared(),
    get("/console/families", CURATE),
    post("/console/families", CURATE),
    // The world's products are in no family.
    get("/console/families/{id}", CURATE).ids(&["nothing"]),
    post("/console/families/{id}", CURATE).ids(&["nothing"]),
    post("/console/families/{id}/variants", CURATE).ids(&["nothing"]),
    post("/console/families/{id}/variants/remove", CURATE).ids(&["nothing"]),
    // Pictures and documents: here, a document on the customer's site
    get("/files/{id}/{size}", FILES).ids(&["file", "size"]),
    // Agreements
    get("/console/customers", SEE_CUSTOMERS),
    get("/console/customers/new", CURATE),
    post("/console/customers/new", CURATE),
    get("/console/agreements", SEE_CUSTOMERS),
    get("/console/agreements/new", CURATE),
    post("/console/agreements/new", CURATE),
    get("/console/sweeps", CURATE),
    get("/console/sweeps/new", CURATE),
    post("/console/sweeps/new", CURATE),
    // No sweep was begun in the world.
    get("/console/sweeps/{id}", CURATE).ids(&["nothing"]),
    post("/console/sweeps/{id}/stop", CURATE).ids(&["nothing"]),
    post("/console/sweeps/{id}/again", CURATE).ids(&["nothing"]),
    get("/console/agreements/{id}", SEE_CUSTOMERS).ids(&["agreement"]),
    post("/console/agreements/{id}/terms", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/categories", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/categories/remove", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/products", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/products/remove", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/discard", CURATE).ids(&["agreement"]),
    get("/console/agreements/{id}/prices", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/prices", CURATE).ids(&["agreement"]),
    get("/console/agreements/{id}/difference", SEE_CUSTOMERS).ids(&["agreement"]),
    get("/console/agreements/{id}/why", SEE_CUSTOMERS).ids(&["agreement"]),
    get("/console/agreements/{id}/publish", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/publish", CURATE).ids(&["agreement"]),
    post("/console/agreements/{id}/publish/withdraw", CURATE).ids(&["agreement"]),
    // There is nothing to go back to in the world's agreements.
    get("/console/agreements/{id}/take-back", CURATE).ids(&["nothing"]),
    post("/console/agreements/{id}/take-back", CURATE).ids(&["nothing"]),
    get("/console/configurations", SEE_CUSTOMERS),
    get("/console/configurations/new", CURATE),
    post("/console/configurations/new", CURATE),
    get("/console/configurations/{id}", SEE_CUSTOMERS).ids(&["standard"]),
    post("/console/configurations/{id}/describe", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/base", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/parts", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/parts/remove", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/groups", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/groups/remove", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/groups/limits", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/rules", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/rules/remove", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/offered", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/factory", CURATE).ids(&["standard"]),
    get("/console/customers/{id}/factory", SEE_CUSTOMERS).ids(&["customer"]),
    post("/console/customers/{id}/factory/images", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/factory/images/offer", CURATE).ids(&["customer"]),
    post("/console/customers/{id}/factory/tag-schemes", CURATE).ids(&["customer"]),
    post("/console/configurations/{id}/options", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/options/change", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/discard", CURATE).ids(&["standard"]),
    get("/console/configurations/{id}/publish", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/publish", CURATE).ids(&["standard"]),
    get("/console/configurations/{id}/retire", CURATE).ids(&["standard"]),
    post("/console/configurations/{id}/retire", CURATE).ids(&["standard"]),
    // Orders
    get("/orders", Who::Member),
    get("/orders.csv", Who::Member),
    get("/orders/returns", Who::Member),
    get("/reports", Who::Member),
    get("/reports.csv", Who::Member),
    // The order is the manager's own.
    get("/orders/{id}", Who::MemberWith(Permission::SeeCompany)).ids(&["order"]),
    post(
        "/orders/{id}/received",
        Who::MemberWith(Permission::SeeCompany),
    )
    .ids(&["order"]),
    get(
        "/orders/{id}/parcels/{parcel}",
        Who::MemberWith(Permission::SeeCompany),
    )
    .ids(&["shipped", "parcel"]),
    get(
        "/orders/{id}/again",
        Who::MemberWith(Permission::SeeCompany),
    )
    .ids(&["order"]),
    post(
        "/orders/{id}/again",
        Who::MemberWith(Permission::SeeCompany),
    )
    .ids(&["order"]),
    get("/console", Who::Staff),
    // Equipment
    get("/subscriptions", Who::Member),
    get("/subscriptions/plans/{id}", Who::Member)
        .ids(&["plan"])
        .shared(),
    post("/subscriptions/plans/{id}", Who::Member)
        .ids(&["plan"])
        .shared(),
    get("/subscriptions/{number}", Who::Member).ids(&["subscription"]),
    post(
        "/subscriptions/{number}",
        Who::MemberWith(Permission::Order),
    )
    .ids(&["subscription"]),
    get("/invoices", Who::Member),
    get(
        "/invoices/{number}",
        Who::MemberWith(Permission::SeeCompany),
    )
    .ids(&["invoice"]),
    get("/console/invoices", SEE_CUSTOMERS),
    get("/console/invoices/{number}", SEE_CUSTOMERS).ids(&["invoice"]),
    post("/console/invoices/{number}", FULFIL).ids(&["invoice"]),
    get("/console/subscriptions", SEE_CUSTOMERS),
    get("/console/subscriptions/strategic", SEE_CUSTOMERS),
    get("/console/subscriptions/{number}", SEE_CUSTOMERS).ids(&["subscription"]),
    // What was used is written down at the order desk.
    post("/console/subscriptions/{number}", CURATE_OR_FULFIL).ids(&["subscription"]),
    get("/console/plans", CURATE),
    get("/console/plans/new", CURATE),
    post("/console/plans/new", CURATE),
    get("/console/plans/{id}", CURATE).ids(&["plan"]),
    post("/console/plans/{id}", CURATE).ids(&["plan"]),
    post("/console/plans/{id}/offers", CURATE).ids(&["plan"]),
    get("/equipment", Who::Member),
    get("/equipment.csv", Who::Member),
    get("/equipment/labels", Who::MemberWith(Permission::SeeCompany)),
    get("/equipment/several", MANAGE),
    post("/equipment/several", MANAGE),
    get("/equipment/import", MANAGE),
    post("/equipment/import", MANAGE),
    get("/equipment/import/{id}", MANAGE).ids(&["asset-import"]),
    post("/equipment/import/{id}", MANAGE).ids(&["asset-import"]),
    get("/equipment/import/{id}/report.csv", MANAGE).ids(&["asset-import"]),
    get("/equipment/refresh", Who::MemberWith(Permission::SeeUnit)),
    get(
        "/equipment/refresh.csv",
        Who::MemberWith(Permission::SeeUnit),
    ),
    get(
        "/equipment/{tag}",
        Who::MemberWithOrStaffWith(Permission::SeeUnit, &[Permission::SeeCustomers]),
    )
    .ids(&["tag"]),
    post("/equipment/{tag}", MANAGE).ids(&["tag"]),
    post("/equipment/{tag}/documents", MANAGE).ids(&["tag"]),
    post("/equipment/{tag}/documents/remove", MANAGE).ids(&["tag"]),
    post(
        "/equipment/{tag}/replace",
        Who::MemberWith(Permission::SeeUnit),
    )
    .ids(&["tag"]),
    get("/console/equipment", SEE_CUSTOMERS),
    get("/console/customers/{id}/equipment", SEE_CUSTOMERS).ids(&["customer"]),
    get("/console/customers/{id}/equipment/{tag}", SEE_CUSTOMERS).ids(&["customer", "tag"]),
    get("/console/orders", SEE_CUSTOMERS),
    get("/console/orders.csv", SEE_CUSTOMERS),
    get("/console/orders/{id}", SEE_CUSTOMERS).ids(&["order"]),
    get("/console/orders/{id}/parcels/{parcel}", SEE_CUSTOMERS).ids(&["shipped", "parcel"]),
    post("/console/orders/{id}/parcels/{parcel}/serials", FULFIL).ids(&["shipped", "parcel"]),
    post("/console/orders/{id}/acknowledge", FULFIL).ids(&["order"]),
    post("/console/orders/{id}/promise", FULFIL).ids(&["order"]),
    post("/console/orders/{id}/ship", FULFIL).ids(&["order"]),
    post("/console/orders/{id}/delivered", FULFIL).ids(&["order"]),
    post("/console/orders/{id}/cancel", FULFIL).ids(&["order"]),
    // Help
    get("/console/orders/{id}/return", FULFIL_OR_SUPPORT).ids(&["shipped"]),
    post("/console/orders/{id}/return", FULFIL_OR_SUPPORT).ids(&["shipped"]),
    get("/console/returns", FULFIL_OR_SUPPORT),
    get("/console/returns/{id}", FULFIL_OR_SUPPORT).ids(&["nothing"]),
    post("/console/returns/{id}", FULFIL_OR_SUPPORT).ids(&["nothing"]),
    get("/console/returns/{id}/packing", FULFIL_OR_SUPPORT).ids(&["nothing"]),
    get("/help", Who::Member),
    get("/help/new", Who::Member),
    post("/help/new", Who::Member),
    get("/help/{number}", Who::Member).ids(&["case"]),
    post("/help/{number}", Who::Member).ids(&["case"]),
    get("/company/help", MANAGE),
    post("/company/help", MANAGE),
    get("/console/service-levels", ADMINISTER),
    post("/console/service-levels", ADMINISTER),
    get("/console/cases", SUPPORT),
    get("/console/cases/{number}", SUPPORT).ids(&["case"]),
    post("/console/cases/{number}", SUPPORT).ids(&["case"]),
    get("/console/cases/figures", SUPPORT),
    get("/console/cases/figures.csv", SUPPORT),
    get("/console/cases/visits", SUPPORT),
    get("/console/cases/prepared", SUPPORT),
    post("/console/cases/prepared", SUPPORT),
    get("/console/case-teams", ADMINISTER),
    post("/console/case-teams", ADMINISTER),
    get("/console/case-escalation", ADMINISTER),
    post("/console/case-escalation", ADMINISTER),
    get("/console/cases/mails", SUPPORT),
    get("/console/cases/mails/{id}", SUPPORT).ids(&["nothing"]),
    post("/console/cases/mails/{id}", SUPPORT).ids(&["nothing"]),
    // Publications and the newsletter
    get("/publications", Who::Member),
    get("/publications/{code}", Who::Member)
        .ids(&["publication"])
        .shared(),
    get("/publications/{code}/{issue}", Who::Member)
        .ids(&["publication", "issue"])
        .shared(),
    get("/newsletter/opened/{token}", Who::Everyone)
        .ids(&["token"])
        .shared(),
    get("/newsletter/read/{token}", Who::Everyone).ids(&["token"]),
    get(UNSUBSCRIBE, Who::Everyone).ids(&["token"]),
    post(UNSUBSCRIBE, Who::Everyone).ids(&["token"]),
    get("/console/publications", CURATE),
    post("/console/publications", CURATE),
    get("/console/publications/{id}", CURATE).ids(&["publication-id"]),
    post("/console/publications/{id}", CURATE).ids(&["publication-id"]),
    post("/console/publications/{id}/issues", CURATE).ids(&["publication-id"]),
    get("/console/issues/{id}", CURATE).ids(&["issue"]),
    post("/console/issues/{id}", CURATE).ids(&["issue"]),
    post("/console/issues/{id}/publish", CURATE).ids(&["issue"]),
    post("/console/issues/{id}/discard", CURATE).ids(&["issue"]),
    post("/console/issues/{id}/correct", CURATE).ids(&["issue"]),
    post("/console/issues/{id}/withdraw", CURATE).ids(&["issue"]),
    // Downloads
    get("/downloads", Who::Member),
    get("/downloads/{id}", FILES).ids(&["release"]),
    post("/licences", ORDER),
    get("/licences/left", ORDER),
    post("/licences/left", ORDER),
    get("/licences/{id}/holder", ORDER).ids(&["licence"]),
    post("/licences/{id}/holder", ORDER).ids(&["licence"]),
    get("/licences/{id}/swap", ORDER).ids(&["licence"]),
    post("/licences/{id}/swap", ORDER).ids(&["licence"]),
    get("/console/downloads", CURATE),
    post("/console/downloads", CURATE),
    get("/console/downloads/{id}", CURATE).ids(&["software"]),
    post("/console/downloads/{id}", CURATE).ids(&["software"]),
    post("/console/downloads/{id}/releases", CURATE).ids(&["software"]),
    post("/console/downloads/{id}/releases/withdraw", CURATE).ids(&["software"]),
    post("/console/downloads/{id}/keys", CURATE).ids(&["software"]),
    post("/console/downloads/{id}/area", CURATE).ids(&["software"]),
    // Articles: here, one for the customer only
    get("/help/articles", Who::Member),
    get("/help/articles/{slug}", Who::Member).ids(&["article"]),
    post("/help/articles/{slug}", Who::Member).ids(&["article"]),
    get("/console/articles", SUPPORT),
    get("/console/articles/new", SUPPORT),
    post("/console/articles/new", SUPPORT),
    get("/console/articles/wanted", SUPPORT),
    post("/console/articles/wanted", SUPPORT),
    get("/console/articles/questions", SUPPORT),
    post("/console/articles/questions", SUPPORT),
    get("/console/articles/import", SUPPORT),
    post("/console/articles/import", SUPPORT),
    get("/console/articles/import/{id}", SUPPORT).ids(&["nothing"]),
    get("/console/articles/{slug}", SUPPORT).ids(&["article"]),
    post("/console/articles/{slug}", SUPPORT).ids(&["article"]),
    get("/console/articles/{slug}/edit", SUPPORT).ids(&["article"]),
    post("/console/articles/{slug}/edit", SUPPORT).ids(&["article"]),
    post("/console/articles/{slug}/pictures", SUPPORT).ids(&["article"]),
    get("/console/cases/{number}/articles", SUPPORT).ids(&["case"]),
    post("/console/cases/{number}/articles", SUPPORT).ids(&["case"]),
    // Mail that was sent
    get("/console/mailbox", ADMINISTER),
    get("/console/mailbox/{id}", ADMINISTER).ids(&["nothing"]),
    get("/console/mailbox/{id}/html", ADMINISTER).ids(&["nothing"]),
    post("/console/mailbox/{id}/again", ADMINISTER).ids(&["nothing"]),
    // Of the program itself
    get("/assets/{name}", Who::Everyone).ids(&["sku"]),
    get("/healthz", Who::Everyone),
    get("/readyz", Who::Everyone),
];

/// Method and path of every route that the sources mount.
pub fn in_source() -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for folder in ["app/src", "server/src"] {
        walk(&root.join(folder), &mut found);
    }
    assert!(found.len() > 20, "the sources were not read");
    found
}

fn walk(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            routes_in(&code.join("\n"), found);
        }
    }
}

/// Reads `.route("PATH", get(…).post(…))` wherever it stands; a server
/// function counts as a route by its own name.
fn routes_in(code: &str, found: &mut BTreeSet<(String, String)>) {
    for call in code.split(".route(").skip(1) {
        let inside = &call[..end_of_call(call)];
        let Some(path) = inside.split('"').nth(1) else {
            panic!("a route whose path is no literal can't be walked: {inside}");
        };
        let handlers = &inside[inside.find(path).unwrap() + path.len() + 1..];
        for (word, method) in [
            ("get", "GET"),
            ("post", "POST"),
            ("put", "PUT"),
            ("delete", "DELETE"),
            ("patch", "PATCH"),
            ("any", "ANY"),
        ] {
            let named = |start: usize| {
                let before = handlers[..start].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
            };
            if handlers
                .match_indices(&format!("{word}("))
                .any(|(start, _)| named(start))
            {
                found.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    for function in code.split("#[server").skip(1) {
        let name = function
            .split("fn ")
            .nth(1)
            .and_then(|rest| rest.split(['(', '<']).next())
            .unwrap_or_default();
        found.insert(("POST".to_owned(), format!("/api/{name}")));
    }
}

/// Where the call ends whose inside begins at the start of the text.
fn end_of_call(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

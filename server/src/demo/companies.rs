//! The cast: the supplier's people, six customers, their units and members.

use super::Failure;
use app::frame::DemoAccount;
use domain::Timestamp;
use domain::id::{CustomerId, PersonId};
use domain::identity::{
    AboutCustomer, Actor, CustomerRole, Enrol, NewCustomer, StaffRole, actor_of, ask_units,
    create_customer, enrol_member, enrol_staff, join_account_team,
};
use domain::store::{Db, FormKey};

const SUPPLIER: &str = "Northgate Systems";

/// The supplier's people: name, address, role.
const STAFF: &[(&str, &str, StaffRole)] = &[
    ("Piet Vroom", "piet@northgate.example", StaffRole::Curator),
    (
        "Mara Oduya",
        "mara@northgate.example",
        StaffRole::AccountManager,
    ),
    (
        "Jonas Keil",
        "jonas@northgate.example",
        StaffRole::OrderDesk,
    ),
    ("Sofia Lind", "sofia@northgate.example", StaffRole::Admin),
    ("Noor Dekker", "noor@northgate.example", StaffRole::Agent),
];

/// A customer of the demonstration.
struct Company {
    name: &'static str,
    mark: &'static str,
    hue: i64,
    segment: &'static str,
    employees: i64,
    country: &'static str,
    domain: &'static str,
    language: &'static str,
    zone: &'static str,
    units: &'static [&'static str],
    people: &'static [(&'static str, CustomerRole, usize)],
}

use CustomerRole::{Approver, PurchasingManager, Requester};

const COMPANIES: &[Company] = &[
    Company {
        name: "Halden Marine",
        mark: "HM",
        hue: 165,
        segment: "preferred",
        employees: 1140,
        country: "NO",
        domain: "halden.example",
        language: "en",
        zone: "Europe/Oslo",
        units: &["Field Engineering", "Dock 3", "Survey", "Office"],
        people: &[
            ("Dana Roth", PurchasingManager, 3),
            ("Ines Tal", Requester, 0),
            ("Kari Aalto", Approver, 2),
            ("Tom Berg", Requester, 2),
            ("Lise Holm", Requester, 1),
            ("Erik Sund", Requester, 1),
        ],
    },
    Company {
        name: "Stadtwerke Auental",
        mark: "SA",
        hue: 40,
        segment: "state-and-local",
        employees: 2300,
        country: "DE",
        domain: "auental.example",
        language: "de",
        zone: "Europe/Berlin",
        units: &["Netzbetrieb", "Kundendienst", "Verwaltung"],
        people: &[
            ("Helga Brandt", PurchasingManager, 2),
            ("Uwe Kern", Approver, 0),
            ("Sabine Lorenz", Requester, 1),
            ("Mehmet Arslan", Requester, 0),
        ],
    },
    Company {
        name: "Brightwater Hospitals",
        mark: "BH",
        hue: 230,
        segment: "healthcare",
        employees: 5400,
        country: "IE",
        domain: "brightwater.example",
        language: "en",
        zone: "Europe/Dublin",
        units: &["Wards", "Radiology", "Laboratory", "Administration"],
        people: &[
            ("Aoife Byrne", PurchasingManager, 3),
            ("Conor Walsh", Approver, 1),
            ("Niamh Doyle", Requester, 0),
            ("Rory Finn", Requester, 2),
        ],
    },
    Company {
        name: "Orrin & Vale Architects",
        mark: "OV",
        hue: 310,
        segment: "small-business",
        employees: 46,
        country: "NL",
        domain: "orrinvale.example",
        language: "en",
        zone: "Europe/Amsterdam",
        units: &["Studio"],
        people: &[
            ("Saskia Vale", PurchasingManager, 0),
            ("Bram Orrin", Requester, 0),
        ],
    },
    Company {
        name: "Meridian Freight",
        mark: "MF",
        hue: 95,
        segment: "large-corporate",
        employees: 8200,
        country: "NL",
        domain: "meridian.example",
        language: "en",
        zone: "Europe/Amsterdam",
        units: &["Terminals", "Fleet", "Customs", "Head Office"],
        people: &[
            ("Julia de Wit", PurchasingManager, 3),
            ("Karim Haddad", Approver, 0),
            ("Femke Bos", Requester, 0),
            ("Pavel Novak", Requester, 1),
            ("Lena Graf", Requester, 2),
        ],
    },
    Company {
        name: "Kestrel College",
        mark: "KC",
        hue: 10,
        segment: "education",
        employees: 620,
        country: "GB",
        domain: "kestrelcollege.example",
        language: "en",
        zone: "Europe/London",
        units: &["Sciences", "Arts", "Registry"],
        people: &[
            ("Priya Nair", PurchasingManager, 2),
            ("Owen Price", Requester, 0),
            ("Hannah Cole", Requester, 1),
        ],
    },
];

/// A customer company that was made.
#[derive(Debug, Clone)]
pub struct Customer {
    pub id: CustomerId,
    pub name: &'static str,
    pub mark: &'static str,
    pub people: Vec<PersonOf>,
}

impl Customer {
    /// Who may order, and sets the company's rules.
    pub fn manager(&self) -> Option<&PersonOf> {
        self.people
            .iter()
            .find(|one| one.role == CustomerRole::PurchasingManager)
    }
}

/// A member that was made.
#[derive(Debug, Clone)]
pub struct PersonOf {
    pub person: PersonId,
    pub name: &'static str,
    pub email: String,
    pub role: CustomerRole,
}

/// Everybody.
#[derive(Debug)]
pub struct Cast {
    pub curator: Actor,
    pub account_manager: Actor,
    pub desk: Actor,
    pub agent: Actor,
    pub customers: Vec<Customer>,
}

impl Cast {
    /// The accounts that the sign-in page offers: one for each kind of work.
    pub fn accounts(&self, password: &str) -> Vec<DemoAccount> {
        let account = |email: &str, name: &str, company: &str, role: &str| DemoAccount {
            email: email.to_owned(),
            password: password.to_owned(),
            name: name.to_owned(),
            company: company.to_owned(),
            role: role.to_owned(),
        };
        let members = self.customers.iter().take(2).flat_map(|customer| {
            customer
                .people
                .iter()
                .map(|one| account(&one.email, one.name, customer.name, one.role.code()))
        });
        let ours = STAFF
            .iter()
            .map(|(name, email, role)| account(email, name, SUPPLIER, role.code()));
        members.chain(ours).collect()
    }
}

pub async fn make(db: &Db, hash: Option<String>, at: Timestamp) -> Result<Cast, Failure> {
    let system = Actor::system();
    let mut staff = Vec::new();
    for (name, email, role) in STAFF {
        let who = Enrol {
            name: (*name).to_owned(),
            email: email.parse()?,
            password_hash: hash.clone(),
            language: None,
            time_zone: Some("Europe/Amsterdam".to_owned()),
        };
        let person = enrol_staff(db, &system, who, vec![*role], at).await?;
        staff.push((person, actor_of(db, person, None, at).await?));
    }
    let [
        (_, curator),
        (mara, account_manager),
        (jonas, desk),
        _,
        (_, agent),
    ] = <[(PersonId, Actor); 5]>::try_from(staff).map_err(|_| "five people of the supplier")?;
    let mut customers = Vec::new();
    for company in COMPANIES {
        let id = create_customer(db, &system, new_customer(company), at).await?;
        join_account_team(db, &system, id, mara, StaffRole::AccountManager, at).await?;
        join_account_team(db, &system, id, jonas, StaffRole::OrderDesk, at).await?;
        let mut read = db.read(system.scope()).await?;
        let known = ask_units(id).fetch(&mut read).await?;
        drop(read);
        let unit = |index: usize| {
            let name = company.units.get(index)?;
            known
                .iter()
                .find(|unit| unit.name == *name)
                .map(|unit| unit.id)
        };
        let mut people = Vec::new();
        for (name, role, place) in company.people {
            let email = address(name, company.domain);
            let who = Enrol {
                name: (*name).to_owned(),
                email: email.parse()?,
                password_hash: hash.clone(),
                language: Some(company.language.to_owned()),
                time_zone: Some(company.zone.to_owned()),
            };
            let roles = vec![*role];
            let (person, _) = enrol_member(db, &system, id, who, unit(*place), roles, at).await?;
            people.push(PersonOf {
                person,
                name,
                email,
                role: *role,
            });
        }
        customers.push(Customer {
            id,
            name: company.name,
            mark: company.mark,
            people,
        });
    }
    Ok(Cast {
        curator,
        account_manager,
        desk,
        agent,
        customers,
    })
}

fn new_customer(company: &Company) -> NewCustomer {
    NewCustomer {
        about: AboutCustomer {
            name: company.name.to_owned(),
            mark: company.mark.to_owned(),
            hue: company.hue,
            segment: company.segment.to_owned(),
            employees: company.employees,
            country: company.country.to_owned(),
            needs: String::new(),
            tier: None,
            firm: domain::identity::Firmographics::default(),
        },
        key: FormKey::fresh(),
        units: company
            .units
            .iter()
            .map(|name| (*name).to_owned())
            .collect(),
        manager: None,
        account_manager: None,
    }
}

/// `dana.roth@halden.example`
fn address(name: &str, domain: &str) -> String {
    format!("{}@{domain}", name.to_lowercase().replace(' ', "."))
}

//! Who is asking.

use super::in_force::InForce;
#[cfg(feature = "store")]
use super::stand_in::{Manner, StandIn};
use super::{CustomerRole, Permission, Permissions, StaffRole};
use crate::id::{CustomerId, MembershipId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

/// Who is asking: a person in one standing, with what that standing allows.
/// Only this room makes one: from a session, for a job of our own, or in the
/// command line. Every use case takes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) language: Option<String>,
    /// In which language they read now; see [`Actor::reading`].
    pub(super) reads: Option<String>,
    pub(super) permissions: Permissions,
    pub(super) standing: Standing,
    pub(super) standings: i64,
    #[cfg(feature = "store")]
    pub(super) stand_in: Option<Box<StandIn>>,
}

/// In what standing the person asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// As a member of a customer company.
    Member(Box<Member>),
    /// As staff of the supplier.
    Staff(Staff),
    /// Not a person: a job, the outbox, the command line.
    System,
}

/// A person's membership in one customer, as far as pages need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The membership.
    pub id: MembershipId,
    /// The company.
    pub company: Company,
    /// The unit the member belongs to.
    pub unit: Option<UnitId>,
    /// The unit's name.
    pub unit_name: Option<String>,
    /// The member's roles.
    pub roles: Vec<CustomerRole>,
    /// The agreements that apply now, if there are any.
    pub in_force: Option<InForce>,
    /// Lines in the member's basket.
    pub basket_lines: i64,
    /// Requests that wait for this member's decision.
    pub waiting: i64,
    /// Whether what this member does may be recorded, and how far.
    pub recording: bool,
}

/// The customer company a member belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The customer.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Up to three letters drawn as its mark where there is no logo.
    pub mark: String,
    /// The hue of its accent colour, 0 to 359 degrees (OKLCH).
    pub hue: i64,
}

/// A person of the supplier.
#[derive(Debug, Clone, PartialEq)]
pub struct Staff {
    /// The person's roles.
    pub roles: Vec<StaffRole>,
    /// The customer's site that the person is looking at, if any.
    pub preview: Option<Box<Preview>>,
    /// How many orders nobody has acknowledged; 100 stands for more.
    pub orders_waiting: i64,
    /// How many proposals nobody has decided; 100 stands for more.
    pub plays_waiting: i64,
}

/// Looking at a customer's site as its members see it. Nothing can be
/// submitted this way.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The company.
    pub company: Company,
    /// The agreements shown: the draft under work, and what is published.
    pub in_force: Option<InForce>,
}

/// The person may not do this, or the thing is not theirs to see. Which of
/// the two is nobody's business: both answer as "not found" on pages of
/// things, and as "not allowed" only where the page itself is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not allowed")]
pub struct Denied;

impl Actor {
    /// The person, nil for [`Standing::System`].
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The person's address.
    #[must_use]
    pub fn email(&self) -> &str {
        &self.email
    }

    /// The language the person chose (BCP 47), if any.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The same, reading in this language (BCP 47): what they chose, or what their
    /// browser prefers where they chose none. Things are named in it.
    #[must_use]
    pub fn reading(mut self, language: &str) -> Self {
        self.reads = Some(language.to_owned());
        self
    }

    /// In which language things are named for them; empty for the first one.
    fn reads(&self) -> &str {
        let reads = self.reads.as_deref().or(self.language.as_deref());
        reads.unwrap_or_default()
    }

    /// In what standing the person asks.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// In how many standings the person can be here: companies they belong to,
    /// and the supplier's side. With more than one they can switch.
    #[must_use]
    pub const fn standings(&self) -> i64 {
        self.standings
    }

    /// Whether the person may do this.
    #[must_use]
    pub const fn may(&self, permission: Permission) -> bool {
        self.permissions.allow(permission)
    }

    /// Refuses unless the person may do this.
    ///
    /// # Errors
    /// [`Denied`] if not.
    pub const fn demand(&self, permission: Permission) -> Result<(), Denied> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Denied)
        }
    }

    /// The membership, if the person asks as a member of a customer.
    #[must_use]
    pub const fn member(&self) -> Option<&Member> {
        match &self.standing {
            Standing::Member(member) => Some(member),
            Standing::Staff(_) | Standing::System => None,
        }
    }

    /// The membership, demanded together with a permission: the first line of
    /// a member's use case.
    ///
    /// # Errors
    /// [`Denied`] if the person is no member or may not.
    pub fn member_who_may(&self, permission: Permission) -> Result<&Member, Denied> {
        self.demand(permission)?;
        self.member().ok_or(Denied)
    }

    /// The person's place at the supplier, if that is how they ask.
    #[must_use]
    pub const fn staff(&self) -> Option<&Staff> {
        match &self.standing {
            Standing::Staff(staff) => Some(staff),
            Standing::Member(_) | Standing::System => None,
        }
    }

    /// Whose catalog the person is looking at: the member's own, or the one
    /// that staff previews.
    #[must_use]
    pub fn shopper(&self) -> Option<Shopper<'_>> {
        match &self.standing {
            Standing::Member(member) => Some(Shopper {
                company: &member.company,
                in_force: member.in_force.as_ref(),
                preview: false,
                language: self.reads(),
                member: Some(member.id),
            }),
            Standing::Staff(staff) => staff.preview.as_ref().map(|preview| Shopper {
                company: &preview.company,
                in_force: preview.in_force.as_ref(),
                preview: true,
                language: self.reads(),
                member: None,
            }),
            Standing::System => None,
        }
    }

    /// What of the customers' data the person can reach at all: their own
    /// company's, or, for the supplier's people and jobs, everybody's.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn scope(&self) -> crate::store::Scope {
        use crate::store::Scope;
        match &self.standing {
            Standing::Member(member) if self.only_looks() => Scope::looking(member.company.id),
            Standing::Member(member) => Scope::customer(member.company.id),
            Standing::Staff(_) => Scope::staff(),
            Standing::System => Scope::system(),
        }
    }

    /// Whose place the person is in, if somebody of the supplier looks at a
    /// member's site or acts for them.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn stand_in(&self) -> Option<&StandIn> {
        self.stand_in.as_deref()
    }

    /// Whether the person can look, and change nothing.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn only_looks(&self) -> bool {
        self.stand_in()
            .is_some_and(|one| one.manner == Manner::Looking)
    }

    /// The actor of jobs, of the outbox and of the command line.
    #[cfg(feature = "store")]
    #[must_use]
    pub fn system() -> Actor {
        Actor {
            person: PersonId(uuid::Uuid::nil()),
            name: "Rapport".to_owned(),
            email: String::new(),
            language: None,
            reads: None,
            permissions: Permission::ALL.iter().copied().collect(),
            standing: Standing::System,
            standings: 0,
            stand_in: None,
        }
    }
}

/// Whose catalog is being looked at.
#[derive(Debug, Clone, Copy)]
pub struct Shopper<'a> {
    /// The company.
    pub company: &'a Company,
    /// Its agreements, if any apply.
    pub in_force: Option<&'a InForce>,
    /// Whether this is staff looking at the customer's site.
    pub preview: bool,
    /// In which language products, categories and attributes are named (BCP 47);
    /// what has no name in it, or in none, has its first one.
    pub language: &'a str,
    /// The member whose access groups decide what is seen; none for who sees
    /// what any of the company's people may see.
    pub member: Option<MembershipId>,
}

impl Shopper<'_> {
    /// The same for everybody of the company: for who decides about what
    /// somebody else may see.
    #[must_use]
    pub const fn of_anybody(self) -> Self {
        Self {
            member: None,
            ..self
        }
    }
}

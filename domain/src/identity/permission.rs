//! What each role may do. A role is a name for a set of permissions; pages
//! and use cases ask for permissions, never for roles.

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// One thing that somebody may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission { $($(#[$doc])* $name),+ }

        impl Permission {
            /// Every permission there is.
            pub const ALL: &'static [Permission] = &[$(Permission::$name),+];
        }
    };
}

permissions! {
    /// See the company's catalog and prices, and fill a basket.
    Browse,
    /// Ask for equipment.
    Request,
    /// Decide requests of others.
    Approve,
    /// Place orders without anyone's request.
    Order,
    /// See what belongs to one's unit of the company, not only one's own.
    SeeUnit,
    /// See every request and order of the company, not only one's own.
    SeeCompany,
    /// Invite and change members, units, cost centres and approval policies,
    /// and decide what may be recorded about the company.
    ManageCompany,
    /// Supplier: see customers, their sites and their orders.
    SeeCustomers,
    /// Supplier: change products, agreements and standard configurations.
    Curate,
    /// Supplier: acknowledge, ship and invoice orders.
    Fulfil,
    /// Supplier: read profiles, decide plays.
    KnowCustomers,
    /// Supplier: work on customers' cases.
    Support,
    /// Supplier: staff, settings, the mailbox of a demonstration.
    Administer,
}

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions(u32);

impl Permissions {
    /// Whether the set has this permission.
    #[must_use]
    pub const fn allow(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }

    /// Everything that either set allows.
    #[must_use]
    pub const fn and(self, other: Permissions) -> Permissions {
        Permissions(self.0 | other.0)
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(all: I) -> Self {
        Permissions(all.into_iter().fold(0, |set, one| set | (1 << one as u32)))
    }
}

macro_rules! roles {
    ($(#[$doc:meta])* $kind:ident { $($(#[$rdoc:meta])* $name:ident = $code:literal => [$($permission:ident),*]),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $kind { $($(#[$rdoc])* #[serde(rename = $code)] $name),+ }

        impl $kind {
            /// Every role of this side.
            pub const ALL: &'static [$kind] = &[$($kind::$name),+];

            /// The word it is stored as, and the end of its message's name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $($kind::$name => $code),+ }
            }

            /// The role stored as this word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($kind::$name),)+ _ => None }
            }

            /// What the role may do.
            #[must_use]
            pub fn permissions(self) -> Permissions {
                match self { $($kind::$name => [$(Permission::$permission),*].into_iter().collect()),+ }
            }
        }
    };
}

roles! {
    /// What a member does in a customer company.
    CustomerRole {
        /// An end user who asks for equipment.
        Requester = "requester" => [Browse, Request],
        /// Decides requests.
        Approver = "approver" => [Browse, Request, Approve, SeeUnit],
        /// Orders, decides, manages people and rules.
        PurchasingManager = "purchasing-manager" =>
            [Browse, Request, Approve, Order, SeeUnit, SeeCompany, ManageCompany],
    }
}

roles! {
    /// What a person does at the supplier.
    StaffRole {
        /// Master data, agreements, catalogs, standard configurations.
        Curator = "curator" => [SeeCustomers, Curate],
        /// Knows the customer, plans, proposes.
        AccountManager = "account-manager" => [SeeCustomers, KnowCustomers],
        /// Acknowledges, promises, ships.
        OrderDesk = "order-desk" => [SeeCustomers, Fulfil],
        /// Helps: answers and solves cases.
        Agent = "agent" => [SeeCustomers, Support],
        /// Staff, settings, everything else of the supplier's side.
        Admin = "admin" => [SeeCustomers, Curate, Fulfil, KnowCustomers, Support, Administer],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_reads_back_from_its_code() {
        for role in CustomerRole::ALL {
            assert_eq!(CustomerRole::from_code(role.code()), Some(*role));
        }
        for role in StaffRole::ALL {
            assert_eq!(StaffRole::from_code(role.code()), Some(*role));
        }
        assert_eq!(CustomerRole::from_code("admin"), None);
    }

    #[test]
    fn no_customer_role_has_a_permission_of_the_supplier() {
        use Permission::*;
        for role in CustomerRole::ALL {
            for ours in [
                SeeCustomers,
                Curate,
                Fulfil,
                KnowCustomers,
                Support,
                Administer,
            ] {
                assert!(!role.permissions().allow(ours), "{role:?} has {ours:?}");
            }
        }
    }

    #[test]
    fn no_staff_role_can_submit_decide_or_order_for_a_customer() {
        use Permission::*;
        for role in StaffRole::ALL {
            for theirs in [Request, Approve, Order, ManageCompany] {
                assert!(!role.permissions().allow(theirs), "{role:?} has {theirs:?}");
            }
        }
    }
}

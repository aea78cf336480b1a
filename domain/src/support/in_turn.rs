//! What our people keep together (prepared answers, teams, questions before a case) is
//! changed by one of them at a time: whether a name is free, or a way leads in a circle,
//! is seen in all of it, and what is new has no row yet for which another could wait.

use crate::args;
use crate::identity::StaffRole;
use crate::store::{StoreError, Tx};

/// Keeps others of ours from such changes until the transaction ends: of two at the
/// same moment the second sees what the first did. They wait for the administrators'
/// roles, of which there is always one, as whoever changes roles does.
pub(super) async fn in_turn(tx: &mut Tx) -> Result<(), StoreError> {
    let admins = args![StaffRole::Admin.code()];
    tx.lock("staff_role", "person_id", "role", admins).await
}

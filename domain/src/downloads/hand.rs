//! A licence is handed to somebody of the company: from then on it is theirs, and they
//! read its key. For who looks after the company's licences.

use super::licences::{LicenceError, member_who_takes, record};
use super::owned::{LICENCE, LICENCES, Licence, LicenceRow, Reader};
use crate::assets::{Holder as Somebody, ask_people};
use crate::id::LicenceId;
use crate::identity::{Actor, Denied, Permission, member_at};
use crate::mail::{self, Message};
use crate::profile::Kind;
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, claim, together};
use crate::subscriptions::entitlements::Holder;
use crate::subscriptions::{ask_held, ask_seats};
use crate::{Day, Timestamp, args};
use serde_json::json;
use std::sync::LazyLock;

/// What somebody sees before they hand a licence over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandPage {
    /// The licence.
    pub licence: Licence,
    /// To whom it can be handed: the first people of the company, by name. Others can be
    /// named, too.
    pub people: Vec<Somebody>,
}

/// The licence of the customer `$1` with the id `$2`, if it was not given back.
static ONE: LazyLock<JsonRows> =
    LazyLock::new(|| JsonRows::new(LICENCE, &format!("{LICENCES} AND l.id = $2")));

/// What a member who may order sees before they hand a licence over; none if their
/// company has no such licence, or nothing gives it any more.
///
/// # Errors
/// [`Denied`] if who asks may not order, or if the storage fails.
pub async fn hand_page<E>(
    db: &Db,
    actor: &Actor,
    licence: LicenceId,
    now: Timestamp,
) -> Result<Option<HandPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Order)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_held(customer),
        ask_seats(customer),
        ONE.ask::<LicenceRow>(args![customer, licence]),
        ask_people(customer),
    );
    let (held, seats, rows, people) = together(&mut read, questions).await?;
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let row = rows.into_iter().next();
    let row = row.filter(|row| row.is_given(&all, &seats));
    let reader = Reader::of(actor, member);
    Ok(row.map(|row| HandPage {
        licence: row.licence(true, false, reader),
        people,
    }))
}

/// To whom a licence is handed.
#[derive(Debug, Clone)]
pub struct HandLicence {
    /// The form's key.
    pub key: FormKey,
    /// Which licence.
    pub licence: LicenceId,
    /// The address of somebody of the company, as typed.
    pub to: String,
}

/// Hands a licence to somebody of the company, who is told. The same form again hands it
/// over once.
///
/// # Errors
/// See [`LicenceError`]; [`LicenceError::Same`] if it is theirs already.
pub async fn hand_licence(
    db: &Db,
    actor: &Actor,
    command: HandLicence,
    now: Timestamp,
) -> Result<(), LicenceError> {
    let member = member_who_takes(actor)?.clone();
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (customer, licence) = (member.company.id, command.licence);
            let answer = licence.to_string();
            let earlier = claim(tx, &actor, command.key, "licence-hand", &answer, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            // Whoever swaps it at this moment waits, and then swaps it for whom it is handed
            // to; or it is gone.
            tx.lock("subscription", "id", "customer_id", args![customer])
                .await?;
            let questions = (
                ask_held(customer),
                ask_seats(customer),
                ONE.ask::<LicenceRow>(args![customer, licence]),
            );
            let (held, seats, rows) = together(tx, questions).await?;
            let row = rows.into_iter().next().ok_or(LicenceError::NotFound)?;
            let holder = Holder::default();
            // What nothing gives any more is nobody's to read.
            if !row.is_given(&held.entitlements(&holder, Day::of(now)), &seats) {
                return Err(LicenceError::NotFound);
            }
            let to = member_at(tx, customer, &command.to).await?;
            let to = to.ok_or(LicenceError::NoSuchPerson)?;
            let handed = tx
                .run(
                    "UPDATE licence SET held_by = $3
                     WHERE customer_id = $1 AND id = $2 AND given_back_at IS NULL
                         AND held_by <> $3",
                    args![customer, licence, to.membership_id],
                )
                .await?;
            if handed == 0 {
                return Err(LicenceError::Same);
            }
            let called = row.called();
            let what = ("licence.handed", Kind::LicenceHanded);
            let about = format!("{called} → {}", to.name);
            let detail = json!({
                "software": row.software,
                "area": row.area,
                "to": to.membership_id,
            });
            record(tx, &actor, &member, what, (licence, about, detail), now).await?;
            // Who hands one to themselves knows.
            if to.membership_id != member.id {
                let message = Message {
                    kind: "licence-handed",
                    customer: Some(customer),
                    to: to.into(),
                    payload: json!({
                        "who": actor.name(),
                        "what": called,
                        "path": "/downloads",
                    }),
                };
                mail::enqueue(tx, vec![message], now).await?;
            }
            Ok(())
        })
    })
    .await
}

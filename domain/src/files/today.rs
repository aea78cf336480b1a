//! How much members may send within a day. Our disks are everybody's: what one person,
//! or one company, sends by mistake or with a program shall not fill them. Single files
//! and what comes together are bounded where they are taken; this is about all of it.

use crate::identity::Actor;
use crate::store::{Query, Result};
use crate::{Timestamp, args};

/// The most files of one member within a day: a photograph of each unit of a large
/// delivery is fewer.
pub(crate) const MOST_OF_ONE: i64 = 300;
/// What those weigh together at the most, in bytes: ten messages as large as one may
/// be.
const MOST_BYTES_OF_ONE: i64 = 300 * 1024 * 1024;
/// The most files of one company within a day: what ten of its people may send.
pub(crate) const MOST_OF_COMPANY: i64 = 3_000;
/// What those weigh together at the most, in bytes.
const MOST_BYTES_OF_COMPANY: i64 = 2 * 1024 * 1024 * 1024;

/// Of the files of the customer `$1` since `$3`: how many there are and what they
/// weigh, and the same of those that the person `$2` sent. The same content twice is
/// on the disk once, and counts twice: it was sent twice.
const SENT: &str = "SELECT COUNT(*), CAST(coalesce(SUM(w.bytes), 0) AS BIGINT),
         CAST(coalesce(SUM(CASE WHEN w.made_by = $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
         CAST(coalesce(SUM(CASE WHEN w.made_by = $2 THEN w.bytes ELSE 0 END), 0) AS BIGINT)
     FROM (SELECT f.made_by, (SELECT SUM(b.bytes) FROM stored_form o
             JOIN stored_blob b ON b.sha256 = o.sha256 WHERE o.file_id = f.id) AS bytes
         FROM stored_file f WHERE f.customer_id = $1 AND f.created_at > $3) w";

/// Whether so many more files, of so many bytes together, may come of a member today.
/// To be asked before anything is stored, so that what is too much costs nothing; those
/// who send at the same moment may come a little further. Our own people know what
/// they do.
pub(crate) async fn fits_today(
    query: &mut impl Query,
    actor: &Actor,
    (files, bytes): (usize, usize),
    now: Timestamp,
) -> Result<bool> {
    let Some(member) = actor.member().filter(|_| files > 0) else {
        return Ok(true);
    };
    let values = args![member.company.id, actor.person(), now.plus_days(-1)];
    let sent: (i64, i64, i64, i64) = query.one(SENT, values).await?;
    let (all, all_bytes, of_one, bytes_of_one) = sent;
    let more = i64::try_from(files).unwrap_or(i64::MAX);
    let heavier = i64::try_from(bytes).unwrap_or(i64::MAX);
    let fits = |there: i64, more: i64, most: i64| there.saturating_add(more) <= most;
    Ok(fits(all, more, MOST_OF_COMPANY)
        && fits(all_bytes, heavier, MOST_BYTES_OF_COMPANY)
        && fits(of_one, more, MOST_OF_ONE)
        && fits(bytes_of_one, heavier, MOST_BYTES_OF_ONE))
}

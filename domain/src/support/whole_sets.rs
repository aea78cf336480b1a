//! The one statement by which a case is read with everything that belongs to it.

use super::levels::LevelRow;
use super::visits;
use crate::store::JsonSets;
use std::sync::LazyLock;

// $1 the company or nobody's in particular, $2 the number, $3 whether internal
// notes are read, too.
pub(super) static WHOLE: LazyLock<JsonSets> = LazyLock::new(|| {
    let this = "c.number = $2 AND ($1 IS NULL OR c.customer_id = $1)";
    JsonSets::new(&[
        (
            "head",
            &[
                "id",
                "customer",
                "company",
                "number",
                "serial",
                "opened_by",
                "opener",
                "opener_email",
                "opener_language",
                "opener_active",
                "unit",
                "unit_name",
                "subject",
                "state",
                "priority",
                "sku",
                "order_id",
                "order_number",
                "asset_tag",
                "asset_id",
                "asset_holder",
                "asset_unit",
                "asset_order",
                "visibility",
                "agent",
                "agent_name",
                "agent_email",
                "agent_language",
                "team",
                "team_name",
                "first_due_at",
                "first_answered_at",
                "resolution_due_at",
                "solved_at",
                "first_warned_at",
                "resolution_warned_at",
                "first_breached_at",
                "resolution_breached_at",
                "cause",
                "escalated_at",
                "satisfaction",
                "satisfaction_words",
                "merged_into",
                "follows",
                "version",
                "created_at",
                "updated_at",
            ],
            &format!(
                "SELECT c.id, c.customer_id AS customer, k.name AS company, c.number, c.serial,
                     c.opened_by, p.name AS opener, p.email AS opener_email,
                     p.language AS opener_language, CAST(m.active AS INTEGER) AS opener_active,
                     c.unit_id AS unit, u.name AS unit_name, c.subject, c.state, c.priority,
                     c.sku, c.order_id, c.order_number, c.asset_tag, c.asset_id,
                     t.membership_id AS asset_holder, t.unit_id AS asset_unit,
                     t.order_id AS asset_order, c.visibility,
                     c.agent_id AS agent, a.name AS agent_name, a.email AS agent_email,
                     a.language AS agent_language, c.team_id AS team, g.name AS team_name,
                     c.first_due_at, c.first_answered_at,
                     c.resolution_due_at, c.solved_at, c.first_warned_at,
                     c.resolution_warned_at, c.first_breached_at, c.resolution_breached_at,
                     c.cause, c.escalated_at, c.satisfaction, c.satisfaction_words, i.number AS merged_into,
                     f.number AS follows, c.version, c.created_at, c.updated_at
                 FROM support_case c
                 JOIN customer k ON k.id = c.customer_id
                 JOIN membership m ON m.id = c.opened_by AND m.customer_id = c.customer_id
                 JOIN person p ON p.id = m.person_id
                 LEFT JOIN asset t ON t.id = c.asset_id AND t.customer_id = c.customer_id
                 LEFT JOIN unit u ON u.id = c.unit_id AND u.customer_id = c.customer_id
                 LEFT JOIN person a ON a.id = c.agent_id
                 LEFT JOIN case_team g ON g.id = c.team_id
                 LEFT JOIN support_case i ON i.id = c.merged_into
                     AND i.customer_id = c.customer_id
                 LEFT JOIN support_case f ON f.id = c.follows AND f.customer_id = c.customer_id
                 WHERE {this}"
            ),
        ),
        (
            "messages",
            &[
                "id",
                "at",
                "membership",
                "name",
                "internal",
                "source",
                "text",
                "left_out",
            ],
            &format!(
                "SELECT x.id, x.at, x.membership_id AS membership, x.name,
                     CAST(x.internal AS INTEGER) AS internal, x.source, x.text, x.left_out
                 FROM support_case c
                 JOIN case_message x ON x.customer_id = c.customer_id AND x.case_id = c.id
                 WHERE {this} AND ($3 OR NOT x.internal) ORDER BY x.id"
            ),
        ),
        (
            "events",
            &[
                "id",
                "at",
                "kind",
                "name",
                "state_before",
                "state_after",
                "priority",
                "about",
            ],
            &format!(
                "SELECT e.id, e.at, e.kind, e.name, e.state_before, e.state_after, e.priority,
                     e.about
                 FROM support_case c
                 JOIN case_event e ON e.customer_id = c.customer_id AND e.case_id = c.id
                 WHERE {this} ORDER BY e.at, e.id"
            ),
        ),
        (
            "watchers",
            &["membership", "name", "email", "language"],
            &format!(
                "SELECT w.membership_id AS membership, p.name, p.email, p.language
                 FROM support_case c
                 JOIN case_watcher w ON w.customer_id = c.customer_id AND w.case_id = c.id
                 JOIN membership m ON m.id = w.membership_id AND m.customer_id = c.customer_id
                     AND m.active
                 JOIN person p ON p.id = m.person_id
                 WHERE {this} ORDER BY p.name, w.membership_id"
            ),
        ),
        (
            "links",
            &["number", "subject", "state"],
            &format!(
                "SELECT o.number, o.subject, o.state
                 FROM support_case c
                 JOIN case_link l ON l.customer_id = c.customer_id AND l.case_id = c.id
                 JOIN support_case o ON o.id = l.other_id AND o.customer_id = c.customer_id
                 WHERE {this} ORDER BY o.id"
            ),
        ),
        (
            "files",
            &["message", "file", "name", "media_type", "bytes"],
            &format!(
                "SELECT x.message_id AS message, x.file_id AS file, f.name, o.media_type, b.bytes
                 FROM support_case c
                 JOIN case_file x ON x.customer_id = c.customer_id AND x.case_id = c.id
                 JOIN stored_file f ON f.id = x.file_id
                 JOIN stored_form o ON o.file_id = f.id AND o.size IN ('full', 'document')
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 WHERE {this} AND ($3 OR NOT x.internal) ORDER BY x.message_id, x.file_id"
            ),
        ),
        (
            "visits",
            visits::COLUMNS,
            &format!(
                "SELECT v.id, v.day, v.who, v.what, v.state
                 FROM support_case c
                 JOIN case_visit v ON v.customer_id = c.customer_id AND v.case_id = c.id
                 WHERE {this} ORDER BY v.day, v.id"
            ),
        ),
        (
            "levels",
            LevelRow::COLUMNS,
            &format!(
                "SELECT l.id, l.name, d.hours, l.targets, l.warn_at
                 FROM support_case c
                 JOIN service_level l ON l.id = c.level_id
                 JOIN service_calendar d ON d.id = l.calendar_id
                 WHERE {this} AND c.customer_id IS NOT NULL"
            ),
        ),
    ])
});

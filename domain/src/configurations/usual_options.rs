//! What each option group of published revisions offers, and which option is
//! there without choosing: what the profile's rules compare choices with.

use crate::id::{ConfigurationId, ConfigurationRevisionId, OptionGroupId, OptionId};
use crate::store::{Args, FromRow, IntoValue, Query, Result, list_placeholders};

/// One option of one group of a revision.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OfferedOption {
    /// The revision.
    pub revision: ConfigurationRevisionId,
    /// The standard configuration it is a revision of.
    pub configuration: ConfigurationId,
    /// The configuration's name.
    pub name: String,
    /// The group.
    pub group_id: OptionGroupId,
    /// The group's name.
    pub group_name: String,
    /// How many options of the group can be picked.
    pub group_most: i64,
    /// The option.
    pub option_id: OptionId,
    /// The option's name.
    pub option_name: String,
    /// Whether it is there without choosing.
    pub is_default: bool,
}

/// What these revisions offer. For jobs, which may see every customer's.
///
/// # Errors
/// If the rows can't be read.
pub async fn offered_options(
    query: &mut impl Query,
    revisions: &[ConfigurationRevisionId],
) -> Result<Vec<OfferedOption>> {
    if revisions.is_empty() {
        return Ok(Vec::new());
    }
    let args: Args = revisions.iter().map(|id| id.value()).collect();
    query
        .all(
            format!(
                "SELECT r.id AS revision, r.configuration_id AS configuration, c.name AS name,
                     g.id AS group_id, g.name AS group_name, g.most AS group_most,
                     o.id AS option_id, o.name AS option_name, o.is_default AS is_default
                 FROM configuration_revision r
                 JOIN configuration c ON c.id = r.configuration_id
                 JOIN configuration_group g
                     ON g.customer_id = r.customer_id AND g.revision_id = r.id
                 JOIN configuration_option o
                     ON o.customer_id = r.customer_id AND o.revision_id = r.id AND o.group_id = g.id
                 WHERE r.id IN ({}) /* system */
                 ORDER BY r.id, g.position, o.position",
                list_placeholders(1, revisions.len())
            ),
            args,
        )
        .await
}

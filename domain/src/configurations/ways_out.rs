//! What could be picked instead, where a choice breaks a rule.

use super::choice::{Build, Pick};
use crate::id::{OptionId, RuleId};
use serde::{Deserialize, Serialize};

/// How many ways out a refusal names.
pub(super) const MOST_WAYS: usize = 3;

/// One change of a choice that keeps a broken rule and breaks no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Pick this.
    Take(String),
    /// Pick this so many times.
    Pieces(String, i64),
    /// Do without this.
    Without(String),
}

impl Build {
    /// Every choice that differs in one thing, and what that is.
    pub(super) fn steps(&self, picked: &[Pick]) -> Vec<(Way, Vec<Pick>)> {
        let laid: Vec<Pick> = self
            .laid_out(picked)
            .into_iter()
            .map(|(_, option, pieces)| Pick {
                option: option.id,
                pieces,
            })
            .collect();
        let without = |ids: &[OptionId]| {
            let kept = laid.iter().filter(|pick| !ids.contains(&pick.option));
            kept.copied().collect::<Vec<Pick>>()
        };
        let mut steps = Vec::new();
        for group in &self.groups {
            let here: Vec<OptionId> = group
                .options
                .iter()
                .map(|option| option.id)
                .filter(|id| laid.iter().any(|pick| pick.option == *id))
                .collect();
            for option in group.options.iter().filter(|option| option.available) {
                let is_in = laid.iter().find(|pick| pick.option == option.id);
                match is_in {
                    None => {
                        let mut after = if group.picks_one() {
                            without(&here)
                        } else {
                            laid.clone()
                        };
                        after.push(option.picked());
                        steps.push((Way::Take(option.name.clone()), after));
                    }
                    Some(pick) => {
                        // The nearest numbers first, the smaller ones before.
                        let fewer = (option.fewest..pick.pieces).rev();
                        let more = pick.pieces.saturating_add(1)..=option.most;
                        for pieces in fewer.chain(more) {
                            let mut after = without(&[option.id]);
                            after.push(Pick { pieces, ..*pick });
                            steps.push((Way::Pieces(option.name.clone(), pieces), after));
                        }
                    }
                }
            }
            for option in &group.options {
                if here.contains(&option.id) {
                    steps.push((Way::Without(option.name.clone()), without(&[option.id])));
                }
            }
        }
        // What a group refuses is no way out.
        steps.retain(|(_, after)| self.fits_groups(after));
        steps
    }

    /// The steps that keep a rule and break none that was kept before. Of one
    /// option the nearest number is enough.
    pub(super) fn ways(
        &self,
        rule: RuleId,
        before: &[RuleId],
        steps: &[(Way, Vec<Pick>)],
    ) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        for (way, after) in steps {
            let known = |one: &Way| match (one, way) {
                (Way::Pieces(one, _), Way::Pieces(other, _) | Way::Without(other)) => one == other,
                _ => false,
            };
            if ways.len() == MOST_WAYS {
                break;
            }
            if ways.iter().any(known) {
                continue;
            }
            let broken = self.broken_rules(after);
            let helps = broken
                .iter()
                .all(|one| one.id != rule && before.contains(&one.id));
            if helps {
                ways.push(way.clone());
            }
        }
        ways
    }
}

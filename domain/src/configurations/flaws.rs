//! What is wrong with a configuration as a whole: rules about what is not in
//! it, rules that contradict each other, usual options that are refused, and
//! options that nobody can ever pick. Looked for when it is written and again
//! before it is published.

use super::choice::{Build, Pick, Refusal, Why};
use super::rules::{Bound, Demand, Limit, Rule, Thing};
use crate::id::{OptionId, RuleId};
use std::collections::BTreeSet;

/// How many steps the search for choices that fit takes at the most.
const STEPS: usize = 20_000;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A rule speaks of something that is not in it.
    Unknown(RuleId),
    /// With this, what it needs is excluded: the rule that excludes it.
    Contradiction {
        /// What can never be in it.
        what: String,
        /// The rule that excludes it.
        rule: RuleId,
    },
    /// No choice satisfies all rules.
    NothingFits,
    /// What is there without choosing is refused.
    Defaults(Vec<Refusal>),
    /// Nothing that goes with this option satisfies all rules.
    NeverPicked(String),
}

impl Flaw {
    /// Whether a configuration that has it can't be published.
    #[must_use]
    pub const fn forbids(&self) -> bool {
        !matches!(self, Flaw::NeverPicked(_))
    }
}

impl Build {
    /// What is wrong with it. Empty if nothing is, or nothing that a search of
    /// bounded length finds.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = self.unknown();
        if !flaws.is_empty() {
            return flaws;
        }
        flaws.extend(self.contradictions());
        let found = self.search();
        if found.exhausted && !found.fits {
            flaws.push(Flaw::NothingFits);
            return flaws;
        }
        // What is not sold any more is said where it stands.
        let defaults = self.choose(&self.defaults(), crate::Quantity::pieces(1));
        let mut refused = defaults.err().unwrap_or_default();
        refused.retain(|refusal| !matches!(refusal.why, Why::Gone(_)));
        if !refused.is_empty() {
            flaws.push(Flaw::Defaults(refused));
        }
        if found.exhausted {
            let options = self.groups.iter().flat_map(|group| &group.options);
            let never =
                options.filter(|option| option.available && !found.seen.contains(&option.id));
            flaws.extend(never.map(|option| Flaw::NeverPicked(option.name.clone())));
        }
        flaws
    }

    /// What is wrong with one more rule; what is wrong with the whole is only
    /// found out once it is whole.
    #[must_use]
    pub fn flaws_of(&self, rule: &Rule) -> Vec<Flaw> {
        let mut with = self.clone();
        with.rules.retain(|one| one.id != rule.id);
        with.rules.push(rule.clone());
        let mut flaws = with.unknown();
        flaws.retain(|flaw| *flaw == Flaw::Unknown(rule.id));
        if flaws.is_empty() {
            let known = self.contradictions();
            flaws = with.contradictions();
            flaws.retain(|flaw| !known.contains(flaw));
        }
        flaws
    }

    fn unknown(&self) -> Vec<Flaw> {
        let unknown = |rule: &&Rule| {
            let mut things = rule.demands.things().into_iter();
            things.any(|thing| self.name_of(thing).is_none())
        };
        let rules = self.rules.iter().filter(unknown);
        rules.map(|rule| Flaw::Unknown(rule.id)).collect()
    }

    /// Of each thing that rules speak of: what comes with it, and whether two of
    /// that are never together.
    fn contradictions(&self) -> Vec<Flaw> {
        let mut things: BTreeSet<Thing> = BTreeSet::new();
        for rule in &self.rules {
            if let Demand::Needs { .. } | Demand::Excludes { .. } = rule.demands {
                things.extend(rule.demands.things());
            }
        }
        let mut flaws: Vec<Flaw> = Vec::new();
        for thing in things {
            let with = self.comes_with(thing);
            let excluded = self.rules.iter().find(|rule| match &rule.demands {
                Demand::Excludes { one, other } => with.contains(one) && with.contains(other),
                _ => false,
            });
            if let (Some(rule), Some(name)) = (excluded, self.name_of(thing)) {
                let flaw = Flaw::Contradiction {
                    what: name.to_owned(),
                    rule: rule.id,
                };
                if !flaws.contains(&flaw) {
                    flaws.push(flaw);
                }
            }
        }
        flaws
    }

    /// What is in it whenever a thing is.
    fn comes_with(&self, thing: Thing) -> BTreeSet<Thing> {
        let mut with: BTreeSet<Thing> = BTreeSet::from([thing]);
        with.extend(self.base.iter().map(|part| Thing::Product(part.product)));
        loop {
            let before = with.len();
            for option in self.groups.iter().flat_map(|group| &group.options) {
                if let (true, Some(product)) =
                    (with.contains(&Thing::Option(option.id)), option.product)
                {
                    with.insert(Thing::Product(product));
                }
            }
            for rule in &self.rules {
                if let Demand::Needs { what, one_of } = &rule.demands
                    && let ([needed], true) = (one_of.as_slice(), with.contains(what))
                {
                    with.insert(*needed);
                }
            }
            if with.len() == before {
                return with;
            }
        }
    }

    fn search(&self) -> Search<'_> {
        let mut search = Search {
            build: self,
            fits: false,
            seen: BTreeSet::new(),
            exhausted: true,
            steps: 0,
        };
        let mut picked = Vec::new();
        search.go(0, 0, 0, &mut picked);
        search
    }

    /// Whether what was picked so far is refused whatever else is picked.
    fn is_hopeless(&self, picked: &[Pick]) -> bool {
        self.broken_rules(picked)
            .iter()
            .any(|rule| match &rule.demands {
                Demand::Excludes { .. } | Demand::AtMost { .. } => true,
                Demand::Total { bound, limit, .. } => {
                    *bound == Bound::AtMost && matches!(limit, Limit::Number(_))
                }
                Demand::Needs { .. } => false,
            })
    }
}

/// A search through all choices, option by option.
struct Search<'b> {
    build: &'b Build,
    /// Whether some choice satisfies all rules.
    fits: bool,
    /// The options in such choices.
    seen: BTreeSet<OptionId>,
    /// Whether every choice was looked at.
    exhausted: bool,
    steps: usize,
}

impl Search<'_> {
    /// Goes on with this option of this group, of which so many are picked.
    fn go(&mut self, group: usize, option: usize, here: i64, picked: &mut Vec<Pick>) {
        self.steps += 1;
        if self.steps > STEPS {
            self.exhausted = false;
            return;
        }
        let build = self.build;
        let Some(of) = build.groups.get(group) else {
            if build.broken_rules(picked).is_empty() {
                self.fits = true;
                self.seen.extend(picked.iter().map(|pick| pick.option));
            }
            return;
        };
        let Some(one) = of.options.get(option) else {
            if here >= of.least {
                self.go(group + 1, 0, 0, picked);
            }
            return;
        };
        if one.available && here < of.most {
            for pieces in one.fewest..=one.most {
                picked.push(Pick {
                    option: one.id,
                    pieces,
                });
                if !build.is_hopeless(picked) {
                    self.go(group, option + 1, here + 1, picked);
                }
                picked.pop();
            }
        }
        self.go(group, option + 1, here, picked);
    }
}

#[cfg(test)]
mod tests {
    use super::super::choice::testing::*;
    use super::super::rules::tests::{keeps, opt, rule, some_build};
    use super::*;
    use proptest::prelude::*;

    fn two_by_two() -> Build {
        let mut build = build(
            1_000,
            vec![
                group(1, 1, 1, vec![option(11, 0, true), option(12, 0, false)]),
                group(2, 0, 1, vec![option(21, 0, false), option(22, 0, false)]),
            ],
        );
        build.rules.clear();
        build
    }

    fn needs(what: u128, needed: u128) -> Demand {
        Demand::Needs {
            what: opt(what),
            one_of: vec![opt(needed)],
        }
    }

    fn excludes(one: u128, other: u128) -> Demand {
        Demand::Excludes {
            one: opt(one),
            other: opt(other),
        }
    }

    #[test]
    fn a_rule_about_nothing_is_found() {
        let mut build = two_by_two();
        let about_nothing = rule(1, needs(11, 99));
        assert_eq!(
            build.flaws_of(&about_nothing),
            [Flaw::Unknown(about_nothing.id)]
        );
        build.rules.push(about_nothing.clone());
        assert_eq!(build.flaws(), [Flaw::Unknown(about_nothing.id)]);
        // An old flaw is not the fault of a new rule.
        assert_eq!(build.flaws_of(&rule(2, excludes(11, 21))), []);
    }

    #[test]
    fn a_cycle_of_needs_that_also_excludes_is_found() {
        let mut build = two_by_two();
        build.rules = vec![rule(1, needs(12, 21)), rule(2, needs(21, 12))];
        assert_eq!(build.flaws(), []);
        let contradicts = rule(3, excludes(12, 21));
        let flaws = build.flaws_of(&contradicts);
        assert_eq!(flaws.len(), 2, "{flaws:?}");
        assert!(flaws.iter().all(|flaw| matches!(
            flaw,
            Flaw::Contradiction { rule, .. } if *rule == contradicts.id
        )));
        assert!(flaws.iter().all(Flaw::forbids));
    }

    #[test]
    fn what_nobody_can_satisfy_is_found() {
        let mut build = two_by_two();
        build.rules = vec![rule(1, needs(11, 21)), rule(2, needs(12, 22))];
        assert!(matches!(build.flaws().as_slice(), [Flaw::Defaults(_)]));
        build.rules.push(rule(
            3,
            Demand::AtMost {
                of: vec![option_id(21), option_id(22)],
                most: 0,
            },
        ));
        assert_eq!(build.flaws(), [Flaw::NothingFits]);
    }

    #[test]
    fn an_option_that_goes_with_nothing_is_only_told() {
        let mut build = two_by_two();
        build.rules = vec![rule(1, excludes(22, 11)), rule(2, excludes(22, 12))];
        let flaws = build.flaws();
        assert_eq!(flaws, [Flaw::NeverPicked("option 22".to_owned())]);
        assert!(!flaws[0].forbids());
    }

    #[test]
    fn the_search_ends() {
        let groups = (0..12_u128).map(|at| {
            let options = (0..8).map(|one| option(at * 8 + one, 0, one == 0));
            group(1_000 + at, 0, 8, options.collect())
        });
        let build = build(0, groups.collect());
        assert!(!build.search().exhausted);
        assert_eq!(build.flaws(), []);
    }

    proptest! {
        #[test]
        fn what_is_said_to_be_impossible_is(build in some_build()) {
            let found = build.search();
            if !found.exhausted { return Ok(()) }
            // Told once more without any cutting short.
            let mut choices: Vec<Vec<Pick>> = vec![Vec::new()];
            for group in &build.groups {
                for option in &group.options {
                    let more: Vec<Vec<Pick>> = choices
                        .iter()
                        .flat_map(|before| (option.fewest..=option.most).map(|pieces| {
                            let mut after = before.clone();
                            after.push(Pick { option: option.id, pieces });
                            after
                        }))
                        .collect();
                    choices.extend(more);
                    if choices.len() > 5_000 { return Ok(()) }
                }
            }
            let fits: Vec<&Vec<Pick>> = choices
                .iter()
                .filter(|picked| build.fits_groups(picked))
                .filter(|picked| build.rules.iter().all(|rule| keeps(&build, rule, picked)))
                .collect();
            prop_assert_eq!(found.fits, !fits.is_empty());
            let seen: BTreeSet<OptionId> = fits.iter().flat_map(|it| it.iter().map(|pick| pick.option)).collect();
            prop_assert_eq!(found.seen, seen);
        }
    }
}

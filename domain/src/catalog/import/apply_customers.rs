//! Lines of files become companies that buy, or may.

use super::super::customer_line::{CustomerLine, read_customer_line};
use super::super::refusal::Refusal;
use super::super::sku::fingerprint;
use super::change::{Change, CompanyField, Effect, Field, State, differences};
use super::outcome::{Became, Outcome, WaitingLine};
use super::task::Task;
use super::undo::{Changed, How, Undone};
use super::which::earlier;
use crate::id::{AnyId, CustomerId};
use crate::identity::{
    AboutCustomer, CompanyKey, KnownCompany, add_companies, change_companies, companies_to_change,
    remove_companies,
};
use crate::store::{IntoValue, Result, Tx};
use crate::{Currency, Day, Timestamp};
use serde_json::{Value as JsonValue, from_value, json};
use std::collections::{HashMap, HashSet};

/// A line and what it says.
#[derive(Debug)]
pub(super) struct Line {
    waiting: WaitingLine,
    says: Result<CustomerLine, Refusal>,
}

/// Understands lines.
pub(super) fn read(task: &Task, waiting: Vec<WaitingLine>) -> Vec<Line> {
    let this_year = Day::of(Timestamp::now()).year();
    waiting
        .into_iter()
        .map(|waiting| Line {
            says: match task.file(waiting.file) {
                Some(file) => {
                    read_customer_line(&waiting.cells.0, file, task.mapping.currency, this_year)
                }
                None => Err(Refusal::NoName),
            },
            waiting,
        })
        .collect()
}

/// The companies that the lines of a batch may mean.
struct There {
    by_number: HashMap<String, KnownCompany>,
    by_reference: HashMap<String, KnownCompany>,
    by_name: HashMap<String, Vec<KnownCompany>>,
}

impl There {
    async fn find(tx: &mut Tx, said: &[CustomerLine]) -> Result<Self> {
        let texts = |text: fn(&CustomerLine) -> Option<String>| {
            let mut texts: Vec<String> = said.iter().filter_map(text).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.into_iter().map(IntoValue::value).collect::<Vec<_>>()
        };
        let numbers = texts(|line| line.number.clone());
        let references = texts(|line| line.reference.clone());
        let names = texts(|line| Some(line.name.clone()));
        let mut by_name: HashMap<String, Vec<KnownCompany>> = HashMap::new();
        for one in companies_to_change(tx, CompanyKey::Name, names).await? {
            let name = one.about.name.clone();
            by_name.entry(name).or_default().push(one);
        }
        let by_number = companies_to_change(tx, CompanyKey::Number, numbers).await?;
        let by_reference = companies_to_change(tx, CompanyKey::Reference, references).await?;
        Ok(Self {
            by_number: by_number
                .into_iter()
                .map(|one| (one.number.clone(), one))
                .collect(),
            by_reference: by_reference
                .into_iter()
                .map(|one| (one.about.firm.reference.clone(), one))
                .collect(),
            by_name,
        })
    }

    /// The company that a line is about: by our number, else by the supplier's,
    /// else by its name, if no other number says that it is somebody else.
    fn get(&self, says: &CustomerLine) -> Result<Option<&KnownCompany>, Refusal> {
        let by_reference = says
            .reference
            .as_ref()
            .and_then(|reference| self.by_reference.get(reference));
        if let Some(number) = &says.number {
            let one = self.by_number.get(number);
            let one = one.ok_or_else(|| Refusal::UnknownCustomer {
                cell: number.clone(),
            })?;
            // A number that belongs to another company already.
            if by_reference.is_some_and(|other| other.id != one.id) {
                return Err(Refusal::SeveralCustomers {
                    cell: says.reference.clone().unwrap_or_default(),
                });
            }
            return Ok(Some(one));
        }
        if by_reference.is_some() {
            return Ok(by_reference);
        }
        let named = self.by_name.get(&says.name);
        let mut named = named
            .into_iter()
            .flatten()
            .filter(|one| says.reference.is_none() || one.about.firm.reference.is_empty());
        match (named.next(), named.next()) {
            (Some(_), Some(_)) => Err(Refusal::SeveralCustomers {
                cell: says.name.clone(),
            }),
            (one, _) => Ok(one),
        }
    }
}

fn key_of(says: &CustomerLine, company: Option<&KnownCompany>) -> String {
    match (company, &says.reference) {
        (Some(company), _) => fingerprint(&["company", &company.id.to_string()]),
        (None, Some(reference)) => fingerprint(&["company by number", reference]),
        (None, None) => fingerprint(&["company by name", &says.name]),
    }
}

/// Applies lines; answers what became of each.
pub(super) async fn apply(
    tx: &mut Tx,
    task: &Task,
    lines: Vec<Line>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    let said: Vec<CustomerLine> = lines
        .iter()
        .filter_map(|line| line.says.as_ref().ok().cloned())
        .collect();
    let there = There::find(tx, &said).await?;
    let keys = said
        .iter()
        .flat_map(|says| {
            // Either: a company made by an earlier batch is there by now.
            let known = there.get(says).ok().flatten();
            [key_of(says, known), key_of(says, None)]
        })
        .collect();
    let mut first = earlier(tx, task, keys).await?;
    let mut added: Vec<(usize, KnownCompany)> = Vec::new();
    let mut changed: Vec<KnownCompany> = Vec::new();
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(lines.len());
    for line in lines {
        let mut outcome = Outcome::of(line.waiting);
        let found = line.says.and_then(|says| Ok((there.get(&says)?, says)));
        let (known, says) = match found {
            Ok(found) => found,
            Err(why) => {
                outcomes.push(outcome.refused(why));
                continue;
            }
        };
        outcome.sku = known.map(|known| known.number.clone());
        let (key, as_new) = (key_of(&says, known), key_of(&says, None));
        if let Some((file, line)) = first.get(&key).or_else(|| first.get(&as_new)) {
            outcome.became = Became::Repeated(Refusal::Repeats {
                file: task.file_name(*file),
                line: *line,
                other_price: false,
            });
            outcomes.push(outcome);
            continue;
        }
        first.insert(key.clone(), (outcome.file, outcome.line));
        // A number in the supplier's own system is one company's only.
        if says.reference.is_some() {
            first.insert(as_new, (outcome.file, outcome.line));
        }
        outcome.key = Some(key);
        let about = says.onto(known.map(|known| &known.about));
        match known {
            None => {
                let company = KnownCompany {
                    id: CustomerId::new(),
                    number: String::new(),
                    about,
                };
                outcome.became = Became::New;
                outcome.effect = Some(Effect {
                    subject: AnyId(company.id.0),
                    title: says.name.clone(),
                    made: true,
                    changes: differences(&State::new(), &company_state(&company.about)),
                });
                added.push((outcomes.len(), company));
            }
            Some(known) => {
                let changes = differences(&company_state(&known.about), &company_state(&about));
                if !changes.is_empty() {
                    outcome.became = Became::Updated;
                    outcome.effect = Some(Effect {
                        subject: AnyId(known.id.0),
                        title: about.name.clone(),
                        made: false,
                        changes,
                    });
                    changed.push(KnownCompany {
                        about,
                        ..known.clone()
                    });
                }
            }
        }
        outcomes.push(outcome);
    }
    let companies: Vec<KnownCompany> = added.iter().map(|(_, company)| company.clone()).collect();
    let numbers = add_companies(tx, &companies, now).await?;
    for ((place, _), number) in added.iter().zip(numbers) {
        if let Some(outcome) = outcomes.get_mut(*place) {
            outcome.sku = Some(number);
        }
    }
    change_companies(tx, &changed, now).await?;
    Ok(outcomes)
}

/// All that a file can say of a company.
fn company_state(about: &AboutCustomer) -> State {
    let firm = &about.firm;
    let sales = firm
        .sales()
        .map(|sales| json!([sales.minor, sales.currency]));
    let fields = [
        (CompanyField::Reference, json!(firm.reference)),
        (CompanyField::Segment, json!(about.segment)),
        (CompanyField::Needs, json!(about.needs)),
        (CompanyField::Industry, json!(firm.industry)),
        (CompanyField::Employees, json!(about.employees)),
        (CompanyField::Sales, json!(sales)),
        (CompanyField::Founded, json!(firm.founded)),
        (CompanyField::Street, json!(firm.street)),
        (CompanyField::Postcode, json!(firm.postcode)),
        (CompanyField::City, json!(firm.city)),
        (CompanyField::Country, json!(about.country)),
        (CompanyField::Phone, json!(firm.phone)),
    ];
    let known = |value: &JsonValue| !matches!(value, JsonValue::Null) && *value != json!("");
    fields
        .into_iter()
        .map(|(field, value)| (Field::Company(field), value))
        .chain([(Field::Name, json!(about.name))])
        .filter(|(_, value)| known(value))
        .collect()
}

/// Gives a field back what it was.
fn put(about: &mut AboutCustomer, field: &Field, value: &JsonValue) {
    let text = || value.as_str().unwrap_or_default().to_owned();
    let firm = &mut about.firm;
    match field {
        Field::Name => about.name = text(),
        Field::Company(field) => match field {
            CompanyField::Reference => firm.reference = text(),
            CompanyField::Segment => about.segment = text(),
            CompanyField::Needs => about.needs = text(),
            CompanyField::Industry => firm.industry = text(),
            CompanyField::Employees => about.employees = value.as_i64().unwrap_or_default(),
            CompanyField::Sales => {
                let sales: Option<(i64, Currency)> = from_value(value.clone()).unwrap_or_default();
                firm.sales_minor = sales.map(|(minor, _)| minor);
                firm.sales_currency =
                    sales.map_or_else(String::new, |(_, currency)| currency.code().to_owned());
            }
            CompanyField::Founded => firm.founded = value.as_i64(),
            CompanyField::Street => firm.street = text(),
            CompanyField::Postcode => firm.postcode = text(),
            CompanyField::City => firm.city = text(),
            CompanyField::Country => about.country = text(),
            CompanyField::Phone => firm.phone = text(),
        },
        _ => {}
    }
}

/// Takes lines back.
pub(super) async fn take_back(
    tx: &mut Tx,
    lines: Vec<Changed>,
    now: Timestamp,
) -> Result<Vec<Undone>> {
    let mut ids: Vec<AnyId> = lines.iter().map(|line| line.subject_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let wanted = ids.into_iter().map(IntoValue::value).collect();
    let mut there: HashMap<AnyId, KnownCompany> = companies_to_change(tx, CompanyKey::Id, wanted)
        .await?
        .into_iter()
        .map(|one| (AnyId(one.id.0), one))
        .collect();
    let references = of_somebody_else(tx, &lines).await?;
    let mut changed: HashSet<AnyId> = HashSet::new();
    let mut undone = Vec::with_capacity(lines.len());
    let mut made: Vec<Changed> = Vec::new();
    for line in lines {
        let Some(one) = there.get_mut(&line.subject_id) else {
            // Gone already.
            let fields = line.changes.0.iter().map(|change| change.field.clone());
            let kept = fields.collect();
            undone.push(Undone::of(line, kept));
            continue;
        };
        let state = company_state(&one.about);
        let is_as_left = |change: &Change| {
            state.get(&change.field).unwrap_or(&JsonValue::Null) == change.after()
        };
        let is_free = |change: &Change| {
            change.field != Field::Company(CompanyField::Reference)
                || change.before().as_str().is_none_or(|reference| {
                    references
                        .get(reference)
                        .is_none_or(|owner| AnyId(owner.0) == line.subject_id)
                })
        };
        let (back, kept): (Vec<&Change>, Vec<&Change>) = (line.changes.0.iter())
            .partition(|change| is_as_left(change) && (line.made || is_free(change)));
        let kept: Vec<Field> = kept
            .into_iter()
            .map(|change| change.field.clone())
            .collect();
        if line.made && kept.is_empty() {
            made.push(line);
            continue;
        }
        if !line.made && !back.is_empty() {
            for change in back {
                put(&mut one.about, &change.field, change.before());
            }
            changed.insert(line.subject_id);
        }
        undone.push(Undone::of(line, kept));
    }
    let changed: Vec<KnownCompany> = changed
        .into_iter()
        .filter_map(|id| there.get(&id).cloned())
        .collect();
    change_companies(tx, &changed, now).await?;
    let ids = made
        .iter()
        .map(|line| CustomerId(line.subject_id.0))
        .collect();
    let stay = remove_companies(tx, ids).await?;
    undone.extend(made.into_iter().map(|line| {
        let stays = stay.contains(&CustomerId(line.subject_id.0));
        Undone::made(line, if stays { How::Kept } else { How::Removed })
    }));
    Ok(undone)
}

/// Who has the numbers, in the supplier's own system, that these lines would give
/// back. A company that would give one up by being taken back itself counts as well:
/// its number is given back no sooner than it is free.
async fn of_somebody_else(tx: &mut Tx, lines: &[Changed]) -> Result<HashMap<String, CustomerId>> {
    let given_back = lines
        .iter()
        .filter(|line| !line.made)
        .flat_map(|line| &line.changes.0)
        .filter(|change| change.field == Field::Company(CompanyField::Reference))
        .filter_map(|change| change.before().as_str());
    let mut wanted: Vec<&str> = given_back.filter(|text| !text.is_empty()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let wanted = wanted.into_iter().map(IntoValue::value).collect();
    let found = companies_to_change(tx, CompanyKey::Reference, wanted).await?;
    Ok(found
        .into_iter()
        .map(|one| (one.about.firm.reference, one.id))
        .collect())
}

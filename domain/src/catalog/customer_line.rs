//! One line of a file of companies.

use super::attribute::tidy;
use super::cells::{count_cells, short, shown};
use super::mapping::{FileMapping, LONGEST_NAME};
use super::refusal::Refusal;
use super::role::Role;
use crate::identity::{AboutCustomer, SEGMENT_CODES, segment_then, suggested_segment};
use crate::money::NotAnAmount;
use crate::{Currency, Money};

/// The longest name of a company, in characters.
const LONGEST_COMPANY: usize = 80;
/// The longest of the other texts.
const LONGEST_TEXT: usize = 120;
/// The most employees that are believable.
const MOST_EMPLOYEES: i64 = 10_000_000;
/// No company is older.
const OLDEST: i64 = 500;

/// A company, as a line tells of it; nothing about what it has no column for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerLine {
    /// Its name.
    pub name: String,
    /// Our number of it, if the line has one.
    pub number: Option<String>,
    /// Its number in the supplier's own system, if the line has one.
    pub reference: Option<String>,
    /// Its segment, if the line names one.
    pub segment: Option<String>,
    /// What it needs.
    pub needs: Option<String>,
    /// Kind of business.
    pub industry: Option<String>,
    /// How many people work there.
    pub employees: Option<i64>,
    /// What it sells in a year; an empty cell says that nobody knows.
    pub sales: Option<Option<Money>>,
    /// The year in which it was founded; an empty cell says that nobody knows.
    pub founded: Option<Option<i64>>,
    /// Street.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

impl CustomerLine {
    /// What the company is then; `before` is what was known of it.
    #[must_use]
    pub fn onto(&self, before: Option<&AboutCustomer>) -> AboutCustomer {
        let new = before.is_none();
        let mut about = before.cloned().unwrap_or_else(|| AboutCustomer {
            mark: mark_of(&self.name),
            hue: hue_of(&self.name),
            ..AboutCustomer::default()
        });
        let was = (about.firm.industry.clone(), about.employees);
        about.name.clone_from(&self.name);
        let put = |field: &mut String, said: &Option<String>| {
            if let Some(said) = said {
                field.clone_from(said);
            }
        };
        put(&mut about.needs, &self.needs);
        put(&mut about.country, &self.country);
        put(&mut about.firm.reference, &self.reference);
        put(&mut about.firm.industry, &self.industry);
        put(&mut about.firm.street, &self.street);
        put(&mut about.firm.postcode, &self.postcode);
        put(&mut about.firm.city, &self.city);
        put(&mut about.firm.phone, &self.phone);
        about.employees = self.employees.unwrap_or(about.employees);
        about.firm.founded = self.founded.unwrap_or(about.firm.founded);
        if let Some(sales) = self.sales {
            about.firm = about.firm.with_sales(sales);
        }
        let is = (about.firm.industry.as_str(), about.employees);
        about.segment = match &self.segment {
            Some(segment) => segment.clone(),
            None if new => suggested_segment(is.0, is.1, false)
                .unwrap_or("small-business")
                .to_owned(),
            None => segment_then(&about.segment, (&was.0, was.1), is),
        };
        about
    }
}

/// Reads a line of a file of companies.
///
/// # Errors
/// Says why it is none.
pub fn read_customer_line(
    cells: &[String],
    file: &FileMapping,
    currency: Currency,
    this_year: i64,
) -> Result<CustomerLine, Refusal> {
    count_cells(cells, file)?;
    let mut line = CustomerLine::default();
    // A line may say in which currency its amount is.
    let told = cells
        .iter()
        .zip(&file.columns)
        .find(|(cell, column)| column.role == Role::Currency && !cell.trim().is_empty());
    let currency = match told {
        None => currency,
        Some((cell, _)) => {
            let code = tidy(cell).to_uppercase();
            code.parse().map_err(|_| Refusal::WrongCurrency {
                cell: shown(cell),
                wants: currency.code().to_owned(),
            })?
        }
    };
    for (cell, column) in cells.iter().zip(&file.columns) {
        let name = &column.column;
        let text = || short(cell, name, LONGEST_TEXT).map(Some);
        let some = || {
            Ok(short(cell, name, LONGEST_NAME)
                .map(Some)?
                .filter(|text| !text.is_empty()))
        };
        match &column.role {
            Role::Name => line.name = short(cell, name, LONGEST_COMPANY)?,
            Role::CustomerNumber => line.number = some()?,
            Role::Reference => line.reference = some()?,
            Role::Needs => line.needs = Some(short(cell, name, LONGEST_NAME)?),
            Role::Industry => line.industry = text()?,
            Role::Street => line.street = text()?,
            Role::Postcode => line.postcode = text()?,
            Role::City => line.city = text()?,
            Role::Phone => line.phone = text()?,
            Role::Country => line.country = Some(read_country(cell)?),
            Role::Segment => line.segment = read_segment(cell)?,
            Role::Employees => line.employees = Some(read_employees(cell, name)?),
            Role::Founded => line.founded = Some(read_year(cell, this_year)?),
            Role::Sales => line.sales = Some(read_sales(cell, name, currency)?),
            _ => {}
        }
    }
    if line.name.is_empty() {
        return Err(Refusal::NoName);
    }
    Ok(line)
}

fn read_country(cell: &str) -> Result<String, Refusal> {
    let text = tidy(cell).to_uppercase();
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code || text.is_empty() {
        Ok(text)
    } else {
        Err(Refusal::UnknownCountry { cell: shown(cell) })
    }
}

fn read_segment(cell: &str) -> Result<Option<String>, Refusal> {
    let text = tidy(cell).to_lowercase().replace(' ', "-");
    if text.is_empty() {
        return Ok(None);
    }
    if SEGMENT_CODES.contains(&text.as_str()) {
        return Ok(Some(text));
    }
    Err(Refusal::UnknownSegment { cell: shown(cell) })
}

fn read_employees(cell: &str, column: &str) -> Result<i64, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(0);
    }
    // Spreadsheets and databases write whole numbers as 40.0, too.
    let whole = text.strip_suffix(".0").unwrap_or(&text);
    whole
        .parse()
        .ok()
        .filter(|count| (0..=MOST_EMPLOYEES).contains(count))
        .ok_or_else(|| Refusal::NotANumber {
            column: column.to_owned(),
            cell: shown(cell),
        })
}

fn read_year(cell: &str, this_year: i64) -> Result<Option<i64>, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(None);
    }
    let whole = text.strip_suffix(".0").unwrap_or(&text);
    match whole.parse() {
        Ok(year) if (this_year - OLDEST..=this_year).contains(&year) => Ok(Some(year)),
        _ => Err(Refusal::NotAYear { cell: shown(cell) }),
    }
}

fn read_sales(cell: &str, column: &str, currency: Currency) -> Result<Option<Money>, Refusal> {
    let text = tidy(cell);
    if text.is_empty() {
        return Ok(None);
    }
    // As databases write amounts of money: 300000.0000.
    let plain = match text.split_once('.') {
        Some((whole, zeros)) if zeros.len() > 2 && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => text.as_str(),
    };
    match Money::parse(plain, currency) {
        Ok(sales) if sales.minor >= 0 => Ok(Some(sales)),
        Ok(_) | Err(NotAnAmount::NotANumber | NotAnAmount::TooPrecise | NotAnAmount::TooLarge) => {
            Err(Refusal::NotANumber {
                column: column.to_owned(),
                cell: shown(cell),
            })
        }
    }
}

/// Up to three letters for a company: those that its words begin with.
fn mark_of(name: &str) -> String {
    let letters: String = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .take(3)
        .collect();
    if letters.is_empty() {
        "?".to_owned()
    } else {
        letters
    }
}

/// A hue for a company, always the same for the same name.
fn hue_of(name: &str) -> i64 {
    let sum = name.chars().fold(7_u32, |sum, c| {
        sum.wrapping_mul(31).wrapping_add(u32::from(c))
    });
    i64::from(sum % 360)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> FileMapping {
        let roles = [
            ("key", Role::Reference),
            ("name", Role::Name),
            ("business", Role::Industry),
            ("people", Role::Employees),
            ("sales", Role::Sales),
            ("opened", Role::Founded),
            ("country", Role::Country),
        ];
        FileMapping::of(&roles)
    }

    fn read(cells: [&str; 7]) -> Result<CustomerLine, Refusal> {
        read_customer_line(&cells.map(str::to_owned), &file(), Currency::USD, 2026)
    }

    #[test]
    fn a_line_becomes_a_company_or_says_why_not() {
        let good = [
            "R-1",
            "A Bike Store",
            "Retail",
            "500",
            "300000.0000",
            "1974",
            "us",
        ];
        let about = read(good).unwrap().onto(None);
        assert_eq!(
            (about.mark.as_str(), about.segment.as_str()),
            ("AB", "preferred")
        );
        assert_eq!(
            about.firm.sales(),
            Some(Money::new(30_000_000, Currency::USD))
        );
        assert_eq!(
            (about.firm.founded, about.country.as_str()),
            (Some(1974), "US")
        );
        let with = |at: usize, cell: &'static str| {
            let mut cells = good;
            cells[at] = cell;
            read(cells)
        };
        assert_eq!(with(1, ""), Err(Refusal::NoName));
        assert_eq!(with(3, "40.0").unwrap().employees, Some(40));
        assert!(matches!(with(3, "many"), Err(Refusal::NotANumber { .. })));
        assert!(matches!(with(4, "-5"), Err(Refusal::NotANumber { .. })));
        assert_eq!(
            with(5, "2077"),
            Err(Refusal::NotAYear {
                cell: "2077".into()
            })
        );
        assert_eq!(
            with(6, "Narnia"),
            Err(Refusal::UnknownCountry {
                cell: "Narnia".into()
            })
        );
    }

    #[test]
    fn a_line_says_nothing_of_what_it_has_no_column_for() {
        let before = AboutCustomer {
            name: "A Bike Store".into(),
            needs: "Reliability".into(),
            segment: "education".into(),
            employees: 3,
            ..AboutCustomer::default()
        };
        let line = read(["R-1", "A Bike Shop", "Retail", "5000", "", "", ""]).unwrap();
        let after = line.onto(Some(&before));
        assert_eq!(after.name, "A Bike Shop");
        assert_eq!(after.needs, "Reliability");
        // Somebody chose it.
        assert_eq!(after.segment, "education");
        assert_eq!(after.firm.reference, "R-1");
    }
}

//! Guessing which column of a file is what: by its name, by what stands in it,
//! or by a mapping that was saved. A person has the last word.

use super::attribute::{self, Kind};
use super::cells::whole;
use super::file_facts::{ColumnFacts, FileFacts};
use super::lookup::LEADS_TO;
use super::mapping::{CategoryChoice, ColumnMapping, FileMapping, ImportKind, Mapping, code_of};
use super::role::Role;
use super::{further_languages, known, sku};
use crate::text::Language;

/// How a file is read: `added` of its columns are looked up in others. One that
/// is only looked up itself becomes nothing.
pub(super) fn guess_file(
    kind: ImportKind,
    facts: &FileFacts,
    saved: Option<&Mapping>,
    added: usize,
    is_table: bool,
) -> FileMapping {
    if is_table {
        let ignored = |column: &ColumnFacts| ColumnMapping {
            column: column.name.clone(),
            role: Role::Ignore,
        };
        return FileMapping {
            file: facts.name.clone(),
            decimal_comma: facts.decimal_comma,
            category: CategoryChoice::default(),
            only: None,
            round_prices: false,
            looked_up: true,
            added: 0,
            columns: facts.columns.iter().map(ignored).collect(),
        };
    }
    let same_file = saved.and_then(|saved| {
        let stem = stem(&facts.name);
        saved
            .files
            .iter()
            .find(|file| self::stem(&file.file) == stem)
    });
    let same_column = |name: &str| {
        let by_name = |file: &FileMapping| {
            file.columns
                .iter()
                .find(|column| column.column.eq_ignore_ascii_case(name))
                .map(|column| column.role.clone())
        };
        same_file
            .and_then(by_name)
            .or_else(|| match saved.map(|saved| saved.files.as_slice()) {
                // A mapping of one file is meant for files of any name.
                Some([only]) => by_name(only),
                _ => None,
            })
    };
    let longest = whole(attribute::LONGEST_VALUE);
    let described =
        (facts.columns.iter()).any(|column| guess_role(kind, column, facts) == Role::Description);
    let mut columns: Vec<ColumnMapping> = Vec::new();
    for column in &facts.columns {
        let measured_elsewhere = has_units_of(facts, column);
        let role = same_column(&column.name).unwrap_or_else(|| {
            let mut guessed = guess_role(kind, column, facts);
            if let (Role::Attribute { unit, .. }, true) = (&mut guessed, measured_elsewhere) {
                unit.clear();
            }
            let taken = columns.iter().any(|other| same_role(&other.role, &guessed));
            match (taken, guessed) {
                (false, role) => role,
                (true, Role::Attribute { name, kind, unit }) => Role::Attribute {
                    name: format!("{name} ({})", column.name),
                    kind,
                    unit,
                },
                (true, _) if kind == ImportKind::Products => guess_attribute(column),
                (true, _) => Role::Ignore,
            }
        });
        let role = match role {
            // Of what is too long for a value, the first is what is said about it.
            Role::Attribute { .. } if column.longest > longest => {
                let taken = (columns.iter()).any(|other| other.role == Role::Description);
                if described || taken {
                    Role::Ignore
                } else {
                    Role::Description
                }
            }
            role => role,
        };
        columns.push(ColumnMapping {
            column: column.name.clone(),
            role,
        });
    }
    let by_column = columns.iter().any(|column| column.role == Role::Category);
    let category = match (kind, same_file) {
        (ImportKind::Products | ImportKind::Promotions, Some(file)) => file.category.clone(),
        (ImportKind::Products, None) if !by_column => guess_category(&facts.name),
        _ => CategoryChoice::default(),
    };
    FileMapping {
        file: facts.name.clone(),
        decimal_comma: facts.decimal_comma,
        category,
        only: same_file.and_then(|file| file.only.clone()),
        round_prices: same_file.is_some_and(|file| file.round_prices),
        looked_up: false,
        added,
        columns,
    }
}

/// Whether another column says in which units the numbers of this one are.
fn has_units_of(facts: &FileFacts, column: &ColumnFacts) -> bool {
    let name = plain_name(&column.name);
    facts.columns.iter().any(|other| {
        let other = plain_name(&other.name);
        other
            .strip_prefix(&name)
            .is_some_and(|rest| rest.starts_with(" unit") || rest.starts_with(" uom"))
    })
}

fn same_role(one: &Role, other: &Role) -> bool {
    match (one, other) {
        (Role::Attribute { name: one, .. }, Role::Attribute { name: other, .. }) => {
            one.eq_ignore_ascii_case(other)
        }
        (Role::Ignore, Role::Ignore) => false,
        (one, other) => one == other,
    }
}

/// What a column is, by its name.
fn guess_role(kind: ImportKind, column: &ColumnFacts, facts: &FileFacts) -> Role {
    if kind == ImportKind::Products {
        if let Some(role) = exported_attribute(&column.name) {
            return role;
        }
        if let Some(role) = in_another_language(&plain_name(&column.name), facts) {
            return role;
        }
        if is_a_translation(column, facts) {
            return Role::Ignore;
        }
    }
    let plain = plain_name(&column.name);
    let meant = match meanings(&plain) {
        [] => meanings(told_of(&plain)),
        known => known,
    };
    let meant = meant
        .iter()
        .filter(|code| Role::codes(kind).contains(code))
        .find_map(|code| Role::from_code(code, "", ""));
    match (kind, meant) {
        // A discount of less than one is a part of it, not percents.
        (_, Some(Role::Percent)) if column.largest <= 1.0 => Role::Fraction,
        (_, Some(role)) => role,
        (ImportKind::Products, None) => {
            if known::follows_from_price(&column.name.to_lowercase()) || column.filled == 0 {
                Role::Ignore
            } else {
                guess_attribute(column)
            }
        }
        (_, None) => Role::Ignore,
    }
}

/// The text of another language than the first that a column is called: `name (de)`,
/// `name_de`, `German name`; or just `Bezeichnung`, where another column is called
/// `name`.
fn in_another_language(name: &str, facts: &FileFacts) -> Option<Role> {
    let role = |thing: &str, language| match meanings(thing).first() {
        Some(&"name") => Some(Role::LocalName { language }),
        Some(&"description") => Some(Role::LocalDescription { language }),
        _ => None,
    };
    for language in further_languages() {
        let code = language.code();
        let own = language.own_name().to_lowercase();
        let english = language.english_name().to_lowercase();
        for called in [code, &own, &english] {
            let thing = name
                .strip_suffix(&format!(" ({called})"))
                .or_else(|| name.strip_suffix(&format!(" [{called}]")))
                .or_else(|| name.strip_suffix(&format!(" {called}")))
                .or_else(|| name.strip_prefix(&format!("{called} ")));
            if let Some(role) = thing.and_then(|thing| role(thing, language)) {
                return Some(role);
            }
        }
    }
    // Which of two names is the first language's is only said by the language of
    // their headings.
    let (language, thing) = heading_in(name)?;
    let first = |other: &ColumnFacts| {
        let other = plain_name(&other.name);
        heading_in(&other).is_none() && meanings(&other).first() == meanings(thing).first()
    };
    facts
        .columns
        .iter()
        .any(first)
        .then(|| role(thing, language))
        .flatten()
}

/// The headings of names and descriptions that are words of another language than
/// the first: which, and what they mean.
fn heading_in(name: &str) -> Option<(Language, &'static str)> {
    match name {
        "bezeichnung" | "artikelbezeichnung" | "produktname" => Some((Language::German, "name")),
        "beschreibung" => Some((Language::German, "description")),
        _ => None,
    }
}

/// The languages that other systems name their columns by.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hungarian", "hu"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "nb"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("thai", "th"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

/// Whether a column says what another says, too, in a language that nobody reads
/// here: `Spanish product name` beside `English product name` or `Product name`.
fn is_a_translation(column: &ColumnFacts, facts: &FileFacts) -> bool {
    let name = plain_name(&column.name);
    let thing = LANGUAGES.iter().find_map(|(language, code)| {
        name.strip_prefix(language)
            .or_else(|| name.strip_suffix(&format!(" ({language})")))
            .or_else(|| name.strip_suffix(&format!(" ({code})")))
            .or_else(|| name.strip_suffix(&format!(" [{code}]")))
            .map(str::trim)
    });
    let told = |other: &ColumnFacts| plain_name(&other.name);
    thing.is_some_and(|thing| {
        (facts.columns.iter()).any(|other| without_language(&told(other)) == thing)
    })
}

/// A column's name in small letters, with blanks between its words:
/// `MinQty`, `min_qty` and `min-qty` are all `min qty`.
fn plain_name(name: &str) -> String {
    // Of a column that was looked up, what it is called in its own file.
    let name = name.rsplit(LEADS_TO).next().unwrap_or(name);
    let mut plain = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && (before.is_lowercase() || before.is_numeric()) {
            plain.push(' ');
        }
        match c {
            '_' | '-' => plain.push(' '),
            c => plain.extend(c.to_lowercase()),
        }
        before = c;
    }
    super::attribute::tidy(&plain)
}

/// A name without what other systems put around it: the language it is in, what
/// its table is about. `english product name` tells of a `product name`, `reseller
/// alternate key` is the `reseller number` of the system before.
fn told_of(name: &str) -> &str {
    match without_language(name) {
        "product alternate key" => "product number",
        "reseller alternate key" | "customer alternate key" => "customer number",
        name => name,
    }
}

/// A name without the first language that it says it is in.
fn without_language(name: &str) -> &str {
    ["english ", "default "]
        .iter()
        .find_map(|language| name.strip_prefix(language))
        .unwrap_or(name)
}

/// What a name may mean, by the words for roles, the likeliest first: what it
/// is depends on what the file brings.
fn meanings(name: &str) -> &'static [&'static str] {
    match name {
        "name" | "title" | "bezeichnung" => &["name"],
        "product name" | "item name" | "artikelbezeichnung" | "produktname" => &["name"],
        "product" | "artikel" | "produkt" => &["sku", "name"],
        "promotion" | "promotion name" | "aktion" | "campaign" | "kampagne" => &["name"],
        "company" | "company name" | "customer" | "customer name" | "account name"
        | "reseller name" | "firma" | "firmenname" | "kunde" | "kundenname" | "organisation"
        | "organization" => &["name"],
        "sku" | "item" | "item number" | "article" | "article number" | "part number"
        | "product number" | "product sku" | "artikelnummer" | "artikelnr" | "art.-nr."
        | "art. nr." | "teilenummer" => &["sku"],
        "price" | "list price" | "unit price" | "net price" | "preis" | "listenpreis"
        | "nettopreis" | "einzelpreis" => &["price"],
        "currency" | "währung" | "waehrung" => &["currency"],
        "manufacturer" | "brand" | "maker" | "vendor" | "hersteller" | "marke" => &["manufacturer"],
        "category"
        | "kategorie"
        | "warengruppe"
        | "product category"
        | "category name"
        | "product category name"
        | "subcategory"
        | "subcategory name"
        | "product subcategory"
        | "product subcategory name"
        | "unterkategorie" => &["category"],
        "unit" | "uom" | "unit of measure" | "einheit" | "mengeneinheit" => &["unit"],
        "description" | "beschreibung" => &["description"],
        "mpn"
        | "manufacturer number"
        | "manufacturer part number"
        | "manufacturer's number"
        | "herstellernummer"
        | "hersteller artikelnummer" => &["maker-number"],
        "unspsc" | "unspsc code" => &["unspsc"],
        "last order" | "last order day" | "last order date" | "end of sale"
        | "letzte bestellung" | "letzter bestelltag" => &["last-order-day"],
        "lead time" | "lead days" | "lead time days" | "lieferzeit" | "lieferzeit tage" => {
            &["lead-days"]
        }
        "valid from" | "from" | "start" | "start date" | "begins" | "gültig ab" | "gueltig ab"
        | "gültig von" | "beginn" => &["valid-from"],
        "valid until" | "valid to" | "until" | "end" | "end date" | "ends" | "gültig bis"
        | "gueltig bis" | "ende" => &["valid-until"],
        "pieces" | "from pieces" | "min quantity" | "minimum quantity" | "minqty" | "min qty"
        | "quantity from" | "ab menge" | "mindestmenge" | "staffel" => &["pieces"],
        "quantity" | "qty" | "menge" => &["on-hand", "pieces"],
        "location" | "warehouse" | "site" | "store" | "lager" | "lagerort" | "standort" => {
            &["location"]
        }
        "on hand" | "stock" | "in stock" | "available" | "bestand" | "lagerbestand"
        | "verfügbar" => &["on-hand"],
        "expected" | "incoming" | "on order" | "erwartet" | "zulauf" => &["expected"],
        "expected day" | "expected date" | "expected on" | "arrival" | "eta" | "erwartet am" => {
            &["expected-day"]
        }
        "percent" | "percent off" | "discount" | "discount pct" | "discount percent"
        | "discount %" | "rabatt" | "rabatt %" | "prozent" => &["percent"],
        "fraction" | "fraction off" => &["fraction"],
        "number" | "our number" | "nummer" => &["customer-number", "sku"],
        "reference" | "customer number" | "account" | "account number" | "customer id"
        | "account id" | "kundennummer" | "kundennr" | "debitor" | "debitorennummer" => {
            &["reference"]
        }
        "industry" | "business" | "business type" | "kind of business" | "branche"
        | "geschäftsart" | "sector" => &["industry"],
        "employees"
        | "number employees"
        | "number of employees"
        | "headcount"
        | "staff"
        | "mitarbeiter"
        | "mitarbeiterzahl" => &["employees"],
        "sales" | "annual sales" | "yearly sales" | "revenue" | "annual revenue" | "umsatz"
        | "jahresumsatz" => &["sales"],
        "founded" | "year founded" | "year opened" | "founded in" | "gegründet"
        | "gründungsjahr" => &["founded"],
        "street" | "address" | "address line1" | "address line 1" | "straße" | "strasse"
        | "adresse" | "anschrift" => &["street"],
        "postcode" | "postal code" | "zip" | "zip code" | "plz" | "postleitzahl" => &["postcode"],
        "city" | "town" | "ort" | "stadt" => &["city"],
        "country" | "country code" | "country region code" | "land" | "ländercode" => &["country"],
        "phone" | "telephone" | "phone number" | "telefon" | "telefonnummer" => &["phone"],
        "segment" => &["segment"],
        "needs" | "needs category" | "bedarf" => &["needs"],
        _ => &[],
    }
}

/// How an attribute's column is called in a file of ours: what it is called,
/// and how it is read. `Speed [number: rpm]`, `Color [choice]`.
#[must_use]
pub fn attribute_column(name: &str, kind: Kind, unit: &str) -> String {
    match unit.trim() {
        "" => format!("{name} [{}]", kind.code()),
        unit => format!("{name} [{}: {unit}]", kind.code()),
    }
}

/// The attribute of a column that is called as in a file of ours.
fn exported_attribute(column: &str) -> Option<Role> {
    let (name, how) = column.strip_suffix(']')?.rsplit_once(" [")?;
    let (kind, unit) = how.split_once(": ").unwrap_or((how, ""));
    Some(Role::Attribute {
        name: name.trim().to_owned(),
        kind: Kind::from_code(kind)?,
        unit: unit.to_owned(),
    })
}

/// Which attribute a column is, by its name and its values.
fn guess_attribute(column: &ColumnFacts) -> Role {
    // Of a column that was looked up, what it is called in its own file.
    let own = column.name.rsplit(LEADS_TO).next().unwrap_or_default();
    let lower = own.to_lowercase();
    let known = known::column(&lower, column.largest);
    let name = known
        .as_ref()
        .and_then(|known| known.label)
        .map_or_else(|| known::label(own), str::to_owned);
    let filled = column.filled;
    let kind = if filled == 0 {
        Kind::Text
    } else if column.yes_no == filled {
        Kind::YesNo
    } else if column.numbers == filled {
        Kind::Number
    } else if column.lists > 0 && column.distinct_parts <= 60 {
        Kind::Choices
    } else if column.distinct * 3 <= filled || column.distinct <= 30 {
        Kind::Choice
    } else {
        Kind::Text
    };
    let unit = match (kind, known) {
        (Kind::Number, Some(known)) => known.unit,
        _ => "",
    };
    Role::Attribute {
        name,
        kind,
        unit: unit.to_owned(),
    }
}

/// Which category a file's products belong to, by the file's name.
fn guess_category(file: &str) -> CategoryChoice {
    let code = code_of(&stem(file));
    if code.is_empty() {
        return CategoryChoice::default();
    }
    let name =
        known::category(&code).map_or_else(|| known::label(&code.replace('-', " ")), str::to_owned);
    CategoryChoice {
        sku_prefix: sku::prefix_of(&code),
        code,
        name,
    }
}

/// Whether products' names usually begin with their makers' in files of these names:
/// in those of IT equipment, called after its kind.
pub(super) fn names_begin_with_makers(files: &[FileFacts]) -> bool {
    let mut codes = files.iter().map(|file| code_of(&stem(&file.name)));
    codes.any(|code| known::category(&code).is_some())
}

/// A file's name without folder and ending, in small letters.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_lowercase()
}

/// The manufacturer that a product's name begins with.
#[must_use]
pub fn maker_of(name: &str) -> String {
    let long = known::LONG_MAKERS.iter().find(|maker| {
        name.get(..maker.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(maker))
            && name
                .get(maker.len()..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    });
    long.map_or_else(
        || {
            name.split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        },
        |maker| (*maker).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::super::file_facts::Counter;
    use super::super::mapping::{MappingFault, is_code};
    use super::*;
    use crate::Currency;

    fn facts(name: &str, text: &str) -> FileFacts {
        let mut lines = text
            .lines()
            .map(|line| line.split('|').map(str::to_owned).collect::<Vec<_>>());
        let mut counter = Counter::new(&lines.next().unwrap(), false);
        lines.for_each(|cells| counter.see(&cells));
        counter.facts(name)
    }

    fn guess(name: &str, text: &str) -> FileMapping {
        Mapping::guess(
            ImportKind::Products,
            &[facts(name, text)],
            None,
            Currency::USD,
        )
        .files
        .remove(0)
    }

    fn attribute(name: &str, kind: Kind, unit: &str) -> Role {
        Role::Attribute {
            name: name.into(),
            kind,
            unit: unit.into(),
        }
    }

    #[test]
    fn a_file_of_parts_is_understood_without_help() {
        let file = guess(
            "data/internal-hard-drive.csv",
            "name|price|capacity|price_per_gb|type|pwm|interface|nothing\n\
             Samsung 990|149.99|2000|0.075|SSD|true|USB A, USB C|\n\
             Crucial P3||1000||SSD|false|USB A|",
        );
        let roles: Vec<&Role> = file.columns.iter().map(|column| &column.role).collect();
        assert_eq!(
            roles,
            [
                &Role::Name,
                &Role::Price,
                &attribute("Capacity", Kind::Number, "GB"),
                &Role::Ignore,
                &attribute("Type", Kind::Choice, ""),
                &attribute("PWM", Kind::YesNo, ""),
                &attribute("Interface", Kind::Choices, ""),
                &Role::Ignore,
            ]
        );
        assert_eq!(
            file.category,
            CategoryChoice {
                code: "internal-hard-drive".into(),
                name: "Internal drives".into(),
                sku_prefix: "IHD".into()
            }
        );
    }

    #[test]
    fn texts_in_other_languages_are_known_by_their_headings() {
        let roles = |headings: &str| -> Vec<Role> {
            let cells = headings.split('|').map(|_| "Maus").collect::<Vec<_>>();
            let file = guess("x.csv", &format!("{headings}\n{}", cells.join("|")));
            file.columns.into_iter().map(|column| column.role).collect()
        };
        let language = Language::German;
        let (name, description) = (
            Role::LocalName { language },
            Role::LocalDescription { language },
        );
        for heading in [
            "Name (de)",
            "name_de",
            "NAME-DE",
            "Name (German)",
            "Name (Deutsch)",
            "German name",
            "Bezeichnung",
            "Bezeichnung (DE)",
            "Produktname",
        ] {
            assert_eq!(roles(&format!("{heading}|Name"))[0], name, "{heading}");
            assert_eq!(roles(&format!("Name|{heading}"))[1], name, "{heading}");
        }
        for heading in ["Description (de)", "description_de", "Beschreibung"] {
            let heading = format!("Name|{heading}|Description");
            assert_eq!(roles(&heading)[1], description, "{heading}");
        }
        // Alone it is the name that there is.
        assert_eq!(
            roles("Bezeichnung|Beschreibung"),
            [Role::Name, Role::Description]
        );
        assert_eq!(roles("Name|Code (de)")[1].code(), "choice");
        let prices = facts("x.csv", "sku|name|name_de|price\nA|B|C|1");
        let mapping = Mapping::guess(ImportKind::Prices, &[prices], None, Currency::EUR);
        assert_eq!(mapping.files[0].columns[2].role, Role::Ignore);
    }

    #[test]
    fn what_says_the_same_in_a_language_that_nobody_reads_is_left_out() {
        let roles = |headings: &str| -> Vec<String> {
            let cells = headings.split('|').map(|_| "Mouse").collect::<Vec<_>>();
            let file = guess("x.csv", &format!("{headings}\n{}", cells.join("|")));
            let codes = file.columns.iter().map(|column| column.role.code());
            codes.map(str::to_owned).collect()
        };
        assert_eq!(
            roles("EnglishProductName|SpanishProductName|GermanProductName|French roast"),
            ["name", "ignore", "name-de", "choice"]
        );
        assert_eq!(
            roles("name|name (fr)|Colour|Spanish colour|English size|Thai size"),
            ["name", "ignore", "choice", "ignore", "choice", "ignore"]
        );
    }

    #[test]
    fn what_is_too_long_for_a_value_is_what_is_said_about_the_product() {
        let long = "long ".repeat(60);
        let roles = |headings: &str, line: &str| -> Vec<String> {
            let file = guess("x.csv", &format!("{headings}\n{line}"));
            let codes = file.columns.iter().map(|column| column.role.code());
            codes.map(str::to_owned).collect()
        };
        assert_eq!(
            roles("name|remarks|notes|color", &format!("A|{long}|{long}|Red")),
            ["name", "description", "ignore", "choice"]
        );
        assert_eq!(
            roles("name|remarks|description", &format!("A|{long}|Short")),
            ["name", "ignore", "description"]
        );
    }

    #[test]
    fn the_nearest_category_that_is_looked_up_counts() {
        let file = guess(
            "mouse.csv",
            "name|GroupKey › EnglishProductSubcategoryName\nA|Mice",
        );
        assert_eq!(file.columns[1].role, Role::Category);
        assert_eq!(file.category, CategoryChoice::default());
    }

    #[test]
    fn prices_that_are_finer_than_their_currency_are_told_before() {
        let facts = [facts("mouse.csv", "name|price|weight\nA|9.9950|0.1234")];
        let mut mapping = Mapping::guess(ImportKind::Products, &facts, None, Currency::EUR);
        let found = mapping.too_precise(&facts);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].column.as_str(), found[0].places, found[0].most),
            ("price", 3, 2)
        );
        mapping.files[0].round_prices = true;
        assert_eq!(mapping.too_precise(&facts), []);
    }

    #[test]
    fn a_clock_counts_in_what_its_numbers_say() {
        let unit = |clock: &str| {
            let file = guess("x.csv", &format!("name|core_clock\nA|{clock}"));
            match file.columns[1].role.clone() {
                Role::Attribute { unit, .. } => unit,
                _ => String::new(),
            }
        };
        assert_eq!(unit("4.7"), "GHz");
        assert_eq!(unit("1320"), "MHz");
    }

    #[test]
    fn a_saved_mapping_is_used_again_where_it_fits() {
        let first = facts("mouse.csv", "name|price|max_dpi\nA|1|800");
        let mut saved = Mapping::guess(ImportKind::Products, &[first], None, Currency::EUR);
        saved.files[0].columns[2].role = attribute("DPI", Kind::Text, "");
        saved.files[0].category.name = "Mäuse".into();
        let again = facts("MOUSE.CSV", "max_dpi|name|color|price\n800|A|Black|2");
        let mapping = Mapping::guess(ImportKind::Products, &[again], Some(&saved), Currency::USD);
        assert_eq!(mapping.currency, Currency::EUR);
        let file = &mapping.files[0];
        assert_eq!(file.category.name, "Mäuse");
        assert_eq!(file.columns[0].role, attribute("DPI", Kind::Text, ""));
        assert_eq!(file.columns[2].role, attribute("Color", Kind::Choice, ""));
    }

    #[test]
    fn a_mapping_says_what_it_lacks() {
        let faults = |kind, file: FileMapping| -> Vec<MappingFault> {
            let mapping = Mapping {
                currency: Currency::EUR,
                maker_from_name: false,
                new_list: None,
                everything: false,
                last_day: None,
                files: vec![file],
            };
            mapping.check(kind).into_iter().map(|p| p.what).collect()
        };
        let good = guess("mouse.csv", "name|price|color|buttons\nA|1|Black|3");
        assert_eq!(faults(ImportKind::Products, good.clone()), []);
        assert_eq!(
            faults(ImportKind::Prices, good.clone()),
            [MappingFault::NoSku]
        );
        let with = |change: &dyn Fn(&mut FileMapping)| {
            let mut file = good.clone();
            change(&mut file);
            faults(ImportKind::Products, file)
        };
        assert_eq!(
            with(&|file| file.columns[0].role = Role::Ignore),
            [MappingFault::NoName]
        );
        assert_eq!(
            with(&|file| file.columns[2].role = Role::Price),
            [MappingFault::Twice]
        );
        assert_eq!(
            with(&|file| file.columns[3].role = attribute(" COLOR", Kind::Text, "")),
            [MappingFault::AttributeTwice]
        );
        assert_eq!(
            with(&|file| file.columns[3].role = attribute(" ", Kind::Text, "")),
            [MappingFault::AttributeName]
        );
        assert_eq!(
            with(&|file| file.category.code = "Mäuse/1".into()),
            [MappingFault::CategoryCode]
        );
        assert_eq!(
            with(&|file| file.category = CategoryChoice::default()),
            [MappingFault::NoCategory, MappingFault::SkuPrefix]
        );
        assert_eq!(
            with(&|file| file.category.sku_prefix = "m-1".into()),
            [MappingFault::SkuPrefix]
        );
    }

    #[test]
    fn two_columns_that_would_be_one_attribute_stay_apart() {
        let file = guess("ups.csv", "name|rpm|speed\nA|1|2");
        let mapping = Mapping {
            currency: Currency::EUR,
            maker_from_name: true,
            new_list: None,
            everything: false,
            last_day: None,
            files: vec![file],
        };
        assert_eq!(mapping.check(ImportKind::Products), []);
    }

    #[test]
    fn manufacturers_are_read_from_names() {
        assert_eq!(maker_of("Lian Li Uni Fan SL"), "Lian Li");
        assert_eq!(maker_of("be quiet! Pure Base"), "be quiet!");
        assert_eq!(maker_of("In Winning"), "In");
        assert_eq!(maker_of("AMD Ryzen 7"), "AMD");
        assert_eq!(maker_of(""), "");
    }

    #[test]
    fn codes_stand_in_addresses() {
        assert_eq!(code_of("Mäuse & Tastaturen"), "mause-tastaturen");
        assert!(is_code("video-card"));
        for bad in ["", "Video", "a--b", "-a", "a b", "ü"] {
            assert!(!is_code(bad), "{bad}");
        }
    }
}

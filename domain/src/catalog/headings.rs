//! What the headings of columns mean: as files of ours have them, and as other
//! systems have theirs.

use super::attribute::{Kind, tidy};
use super::lookup::LEADS_TO;
use super::role::Role;

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
pub(super) fn exported_attribute(column: &str) -> Option<Role> {
    let (name, how) = column.strip_suffix(']')?.rsplit_once(" [")?;
    let (kind, unit) = how.split_once(": ").unwrap_or((how, ""));
    Some(Role::Attribute {
        name: name.trim().to_owned(),
        kind: Kind::from_code(kind)?,
        unit: unit.to_owned(),
    })
}

/// A column's name in small letters, with blanks between its words:
/// `MinQty`, `min_qty` and `min-qty` are all `min qty`.
pub(super) fn plain_name(name: &str) -> String {
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
    tidy(&plain)
}

/// What a name may mean, by the words for roles, the likeliest first: what it
/// is depends on what the file brings.
pub(super) fn meanings(name: &str) -> &'static [&'static str] {
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

/// A name without what other systems put around it: the language it is in, what
/// its table is about. `english product name` tells of a `product name`, `reseller
/// alternate key` is the `reseller number` of the system before.
pub(super) fn told_of(name: &str) -> &str {
    match without_language(name) {
        "product alternate key" => "product number",
        "reseller alternate key" | "customer alternate key" => "customer number",
        name => name,
    }
}

/// A name without the first language that it says it is in.
pub(super) fn without_language(name: &str) -> &str {
    ["english ", "default "]
        .iter()
        .find_map(|language| name.strip_prefix(language))
        .unwrap_or(name)
}

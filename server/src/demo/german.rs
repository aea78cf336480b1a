//! What the demonstration's categories, their attributes and values are called
//! in German, and some of its products.

use super::Failure;
use super::products::Range;
use domain::Timestamp;
use domain::catalog::{ProductText, SaveNames, ask_names_page, save_names};
use domain::identity::Actor;
use domain::store::Db;
use domain::text::Language;

/// In English, and in German. What is called the same needs no name.
const NAMES: &[(&str, &str)] = &[
    ("Subscriptions", "Abonnements"),
    ("Workstations", "Arbeitsplatzrechner"),
    ("Displays", "Bildschirme"),
    ("Memory", "Arbeitsspeicher"),
    ("Storage", "Datenspeicher"),
    ("Docks and adapters", "Docks und Adapter"),
    ("Keyboards and mice", "Tastaturen und Mäuse"),
    ("Headsets and cameras", "Headsets und Kameras"),
    ("Printers and supplies", "Drucker und Verbrauchsmaterial"),
    ("Network", "Netzwerk"),
    ("Tablets and scanners", "Tablets und Scanner"),
    ("Form", "Bauform"),
    ("Screen", "Bildschirmgröße"),
    ("Weight", "Gewicht"),
    ("Size", "Größe"),
    ("Resolution", "Auflösung"),
    ("Panel", "Bildschirmart"),
    ("Capacity", "Kapazität"),
    ("Type", "Typ"),
    ("Interface", "Schnittstelle"),
    ("Power", "Leistung"),
    ("Ports", "Anschlüsse"),
    ("Kind", "Art"),
    ("Wireless", "Kabellos"),
    ("Colour", "Farbe"),
    ("Speed", "Geschwindigkeit"),
    ("Rugged", "Stoßfest"),
    ("Compact", "Kompakt"),
    ("Keyboard", "Tastatur"),
    ("Mouse", "Maus"),
    ("Speaker", "Lautsprecher"),
    ("Camera", "Kamera"),
    ("Printer", "Drucker"),
    ("Labels", "Etiketten"),
    ("Black", "Schwarz"),
    ("Yellow", "Gelb"),
    ("White", "Weiß"),
];

/// Products by their English names, what they are called in German, and what is said
/// about them.
const PRODUCTS: &[(&str, &str, &str)] = &[
    (
        "Keyboard, quiet",
        "Tastatur, leise",
        "Für Großraumbüros: gedämpfter Anschlag, volle Größe mit Ziffernblock.",
    ),
    (
        "Keyboard, washable",
        "Tastatur, abwaschbar",
        "Geschlossene Oberfläche, für Labor und Klinik.\nVerträgt Desinfektionsmittel.",
    ),
    (
        "Mouse, vertical",
        "Maus, aufrecht",
        "Schont das Handgelenk.",
    ),
    ("Label printer", "Etikettendrucker", ""),
    (
        "Conference speaker",
        "Konferenzlautsprecher",
        "Für Räume bis zwölf Personen.",
    ),
    ("Hand scanner, 2D", "Handscanner, 2D", ""),
    (
        "Travel adapter, USB-C",
        "Reiseadapter, USB-C",
        "Passt in jede Jackentasche.",
    ),
];

/// What a product is called in German, and what is said about it.
pub(super) fn texts_of(name: &str) -> Vec<ProductText> {
    PRODUCTS
        .iter()
        .filter(|(english, ..)| *english == name)
        .map(|(_, german, about)| ProductText {
            language: Language::German,
            name: (*german).to_owned(),
            description: (*about).to_owned(),
        })
        .collect()
}

pub(super) async fn speak(
    db: &Db,
    curator: &Actor,
    range: &Range,
    at: Timestamp,
) -> Result<(), Failure> {
    for category in range.all_categories() {
        let page = {
            let mut read = db.read(curator.scope()).await?;
            ask_names_page(category).fetch(&mut read).await?
        };
        let Some(page) = page else { continue };
        let names = page
            .things
            .iter()
            .filter_map(|(thing, first)| {
                let (_, german) = NAMES.iter().find(|(english, _)| english == first)?;
                Some((thing.clone(), Language::German, (*german).to_owned()))
            })
            .collect();
        save_names(db, curator, SaveNames { category, names }, at).await?;
    }
    Ok(())
}

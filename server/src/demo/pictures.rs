//! What things look like and what is written about them: drawn and written here,
//! since nothing of it exists.

use super::Failure;
use super::products::{Made, Range};
use domain::Timestamp;
use domain::catalog::{
    AddDocument, AddPicture, DocumentKind, SaveFamily, add_document, add_picture, ask_family,
    product_by_sku, put_variant, save_family,
};
use domain::files::{Files, Sent};
use domain::id::FamilyId;
use domain::identity::Actor;
use domain::store::{Db, FormKey};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// Families: code, name, in what they differ, and their products.
const FAMILIES: &[(&str, &str, &str, &[&str])] = &[
    (
        "travel-14",
        "Travel 14",
        "Memory",
        &["Travel 14", "Travel 14 Plus"],
    ),
    (
        "office-15",
        "Office 15",
        "Memory",
        &["Office 15", "Office 15 Pro"],
    ),
];

/// Gives most products a picture and some a second one and a data sheet, and puts
/// families together.
pub(super) async fn draw(
    db: &Db,
    files: &Files,
    curator: &Actor,
    range: &Range,
    at: Timestamp,
) -> Result<(), Failure> {
    for (place, product) in range.products.iter().enumerate() {
        // Some things nobody has photographed yet.
        if place % 7 == 6 {
            continue;
        }
        let views = if place % 5 == 0 { 2 } else { 1 };
        for view in 0..views {
            let alt = match view {
                0 => format!("{}, from the front", product.name),
                _ => format!("{}, closer", product.name),
            };
            let command = AddPicture {
                product: product.id,
                alt,
                sent: Sent {
                    name: format!("{}-{view}.png", product.sku),
                    bytes: picture(product, place, view == 1)?,
                },
                key: FormKey::fresh(),
            };
            add_picture(db, files, curator, command, at).await?;
        }
        if place % 3 == 0 {
            let command = AddDocument {
                product: product.id,
                kind: DocumentKind::DataSheet,
                title: format!("Data sheet {}", product.name),
                language: "en".to_owned(),
                sent: Sent {
                    name: format!("{}.pdf", product.sku),
                    bytes: data_sheet(product),
                },
                key: FormKey::fresh(),
            };
            add_document(db, files, curator, command, at).await?;
        }
    }
    for (code, name, varies, products) in FAMILIES {
        family(db, curator, range, (code, name, varies), products, at).await?;
    }
    Ok(())
}

async fn family(
    db: &Db,
    curator: &Actor,
    range: &Range,
    (code, name, varies): (&str, &str, &str),
    products: &[&str],
    at: Timestamp,
) -> Result<(), Failure> {
    let made: Vec<&Made> = range
        .products
        .iter()
        .filter(|one| products.contains(&one.name))
        .collect();
    let first = made.first().ok_or("a family without products")?;
    let mut read = db.read(curator.scope()).await?;
    let product = product_by_sku(&mut read, &first.sku).await?;
    let category = product.ok_or("a family without products")?.category;
    drop(read);
    let mut command = SaveFamily {
        id: FamilyId::new(),
        code: code.to_owned(),
        name: name.to_owned(),
        category,
        varying: Vec::new(),
    };
    save_family(db, curator, command.clone(), at).await?;
    let mut read = db.read(curator.scope()).await?;
    let page = ask_family(command.id).fetch(&mut read).await?;
    drop(read);
    let varying = page.attributes.iter().filter(|one| one.name == varies);
    command.varying = varying.map(|one| one.number).collect();
    let id = command.id;
    save_family(db, curator, command, at).await?;
    for one in made {
        put_variant(db, curator, id, &one.sku, at).await?;
    }
    Ok(())
}

const WIDTH: u32 = 900;
const HEIGHT: u32 = 700;

/// A drawing under way, in flat colours.
struct Canvas(RgbImage);

impl Canvas {
    /// Paper, a little darker towards its foot.
    fn new() -> Self {
        Self(RgbImage::from_fn(WIDTH, HEIGHT, |_, y| {
            let shade = u8::try_from(y * 14 / HEIGHT).unwrap_or(14);
            Rgb([246 - shade, 247 - shade, 249 - shade])
        }))
    }

    /// A rectangle with round corners: where, how large, how round.
    fn panel(&mut self, (x, y): (i32, i32), (w, h): (i32, i32), round: i32, color: [u8; 3]) {
        for py in y.max(0)..(y + h).min(700) {
            for px in x.max(0)..(x + w).min(900) {
                let dx = (x + round - px).max(px - (x + w - 1 - round)).max(0);
                let dy = (y + round - py).max(py - (y + h - 1 - round)).max(0);
                if dx * dx + dy * dy <= round * round {
                    self.put(px, py, color);
                }
            }
        }
    }

    fn put(&mut self, x: i32, y: i32, color: [u8; 3]) {
        if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
            && let Some(pixel) = self.0.get_pixel_mut_checked(x, y)
        {
            *pixel = Rgb(color);
        }
    }
}

const DARK: [u8; 3] = [52, 56, 64];
const LIGHT: [u8; 3] = [214, 218, 224];
const METAL: [u8; 3] = [164, 170, 180];

/// What lights up, differently for each product.
const GLOW: [[u8; 3]; 6] = [
    [58, 110, 165],
    [70, 132, 108],
    [160, 98, 62],
    [112, 92, 150],
    [150, 76, 92],
    [72, 124, 140],
];

/// A product in the way its kind looks; perhaps from closer.
fn picture(product: &Made, place: usize, closer: bool) -> Result<Vec<u8>, Failure> {
    let mut canvas = Canvas::new();
    let glow = GLOW.get(place % GLOW.len()).copied().unwrap_or(METAL);
    let shift = i32::try_from(place % 5)? * 12;
    canvas.panel((140, 610), (620, 18), 9, [218, 221, 226]);
    let sku = product.sku.as_str();
    match sku.split_once('-').map_or(sku, |(prefix, _)| prefix) {
        "NB" => {
            canvas.panel((210, 170), (480, 320), 22, DARK);
            canvas.panel((228, 188), (444, 280), 8, glow);
            canvas.panel((228, 188), (444, 40 + shift), 8, LIGHT);
            canvas.panel((130, 490), (640, 44), 20, METAL);
            canvas.panel((390, 490), (120, 14), 7, LIGHT);
        }
        "TAB" => {
            canvas.panel((290, 90), (320, 520), 30, DARK);
            canvas.panel((310, 120), (280, 450), 8, glow);
            canvas.panel((310, 120), (280, 60 + shift), 8, LIGHT);
        }
        "MON" => {
            canvas.panel((130 + shift, 110), (640 - 2 * shift, 380), 16, DARK);
            canvas.panel((148 + shift, 128), (604 - 2 * shift, 340), 4, glow);
            canvas.panel((420, 490), (60, 100), 4, METAL);
            canvas.panel((310, 580), (280, 32), 14, METAL);
        }
        "WS" => {
            canvas.panel((300, 90), (300, 520), 18, DARK);
            canvas.panel((326, 120), (248, 70 + shift), 6, METAL);
            canvas.panel((326, 230 + shift), (248, 16), 8, glow);
            canvas.panel((430, 540), (40, 40), 20, glow);
        }
        "KM" if product.name.starts_with("Mouse") => {
            canvas.panel((330, 160), (240, 430), 120, DARK);
            canvas.panel((446, 160), (8, 150), 4, METAL);
            canvas.panel((434, 210), (32, 90), 16, glow);
        }
        "KM" => {
            canvas.panel((110, 330), (680, 230), 24, DARK);
            for row in 0..4_i32 {
                for key in 0..12_i32 {
                    let color = if (row, key) == (1, 4) { glow } else { LIGHT };
                    canvas.panel((136 + key * 53, 352 + row * 50), (44, 40), 8, color);
                }
            }
        }
        _ => {
            canvas.panel((220, 220), (460, 380), 20, METAL);
            canvas.panel((220, 220), (460, 110), 20, DARK);
            canvas.panel((252, 390), (170 + shift, 26), 13, LIGHT);
            canvas.panel((252, 440), (110 + shift, 26), 13, LIGHT);
            canvas.panel((560, 400), (80, 80), 40, glow);
        }
    }
    let drawn = if closer {
        let part = image::imageops::crop_imm(&canvas.0, 200, 200, 500, 400);
        part.to_image()
    } else {
        canvas.0
    };
    let mut bytes = Cursor::new(Vec::new());
    drawn.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// A page with a few lines on it.
fn data_sheet(product: &Made) -> Vec<u8> {
    let lines = [
        (20, product.name),
        (12, product.sku.as_str()),
        (
            12,
            "Data sheet of the demonstration. The product does not exist.",
        ),
    ];
    let mut text = "BT 72 760 Td ".to_owned();
    for (size, line) in lines {
        let plain: String = line
            .chars()
            .map(|c| {
                if c.is_ascii() && !matches!(c, '(' | ')' | '\\') {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        text.push_str(&format!("/F1 {size} Tf ({plain}) Tj 0 -30 Td "));
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = file.len();
    file.push_str(&format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\n\
         startxref\n{table}\n%%EOF\n"
    ));
    file.into_bytes()
}

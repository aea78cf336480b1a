//! What is known of the columns and files that suppliers of IT equipment send
//! around: what a column's name usually means, in which unit it counts, and
//! what a category is called. Only used to guess; a person has the last word.

/// What a column's name says about its numbers: the unit they are written
/// with, and, where the name alone reads badly, what to call it.
pub(super) struct KnownColumn {
    pub(super) unit: &'static str,
    pub(super) label: Option<&'static str>,
}

/// What is known of a column by its name. `largest` is its largest number:
/// some clocks count in GHz and others in MHz.
pub(super) fn column(name: &str, largest: f64) -> Option<KnownColumn> {
    let unit = |unit| Some(KnownColumn { unit, label: None });
    let called = |unit, label| {
        Some(KnownColumn {
            unit,
            label: Some(label),
        })
    };
    match name {
        "airflow" => unit("CFM"),
        "amount" => unit("g"),
        "boost_clock" | "core_clock" => unit(if largest > 100.0 { "MHz" } else { "GHz" }),
        "cache" => unit("MB"),
        "capacity" | "max_memory" | "memory" => unit("GB"),
        "capacity_w" => called("W", "Power"),
        "capacity_va" => called("VA", "Apparent power"),
        "cas_latency" => called("CL#", "CAS latency"),
        "channel_wattage" | "psu" | "tdp" | "wattage" => unit("W"),
        "digital_audio" | "mode" => unit("bit"),
        "external_volume" => unit("l"),
        "first_word_latency" => unit("ns"),
        "fov" => called("°", "Field of view"),
        "frequency_response" => unit("# Hz–# kHz"),
        "internal_35_bays" => called("", "Internal 3.5″ bays"),
        "length" | "size" | "width" | "height" | "depth" => unit("mm"),
        "max_dpi" => called("dpi", "Resolution"),
        "modules" => unit("# × # GB"),
        "noise_level" => unit("dB"),
        "refresh_rate" => unit("Hz"),
        "resolution" => unit("# × #"),
        "response_time" => unit("ms"),
        "rpm" => called("rpm", "Speed"),
        "sample_rate" => unit("kHz"),
        "screen_size" => unit("″"),
        "snr" => called("dB", "Signal to noise"),
        "speed" => unit("DDR#-#"),
        "weight" => unit("kg"),
        _ => None,
    }
}

/// Whether a column only repeats what follows from the price.
pub(super) fn follows_from_price(name: &str) -> bool {
    name.starts_with("price_per_") || name.starts_with("price per ")
}

/// Words that are written in capitals wherever they stand.
const CAPITALS: &[&str] = &[
    "bd", "cas", "cd", "cpu", "dpi", "dvd", "gpu", "hdd", "led", "os", "psu", "pwm", "ram", "sku",
    "ssd", "tdp", "ups", "usb",
];

/// What a column is called where people read it: `core_count` is "Core count".
pub(super) fn label(name: &str) -> String {
    let mut label = String::new();
    for (place, word) in name
        .split(|c: char| c == '_' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if place > 0 {
            label.push(' ');
        }
        let lower = word.to_lowercase();
        if CAPITALS.contains(&lower.as_str()) {
            label.push_str(&lower.to_uppercase());
        } else if place == 0 {
            let mut chars = word.chars();
            label.extend(chars.next().into_iter().flat_map(char::to_uppercase));
            label.push_str(chars.as_str());
        } else {
            label.push_str(word);
        }
    }
    label
}

/// The name of a category by its code, where it is a common one.
pub(super) fn category(code: &str) -> Option<&'static str> {
    Some(match code {
        "case" => "Cases",
        "case-accessory" => "Case accessories",
        "case-fan" => "Case fans",
        "cpu" => "Processors",
        "cpu-cooler" => "Processor coolers",
        "external-hard-drive" => "External drives",
        "fan-controller" => "Fan controllers",
        "internal-hard-drive" => "Internal drives",
        "keyboard" => "Keyboards",
        "laptop" => "Laptops",
        "monitor" => "Displays",
        "motherboard" => "Motherboards",
        "mouse" => "Mice",
        "optical-drive" => "Optical drives",
        "os" => "Operating systems",
        "power-supply" => "Power supplies",
        "printer" => "Printers",
        "sound-card" => "Sound cards",
        "thermal-paste" => "Thermal paste",
        "ups" => "Uninterruptible power",
        "video-card" => "Graphics cards",
        "webcam" => "Webcams",
        "wired-network-card" => "Network cards, wired",
        "wireless-network-card" => "Network cards, wireless",
        _ => return None,
    })
}

/// Manufacturers whose name has more than one word.
const LONG_MAKERS: &[&str] = &[
    "Altec Lansing",
    "Arctic Silver",
    "Athena Power",
    "be quiet!",
    "Buffalo Technology",
    "Cooler Master",
    "Creative Labs",
    "Cyber Acoustics",
    "Endgame Gear",
    "Etymotic Research",
    "Fractal Design",
    "FSP Group",
    "Gear Head",
    "Gelid Solutions",
    "Geometric Future",
    "Harman Kardon",
    "Hawking Technology",
    "I/O Magic",
    "Iceberg Thermal",
    "In Win",
    "Lian Li",
    "Mad Catz",
    "Mars Gaming",
    "Neo Forza",
    "Pyle Audio",
    "Silicon Power",
    "SK Hynix",
    "Super Flower",
    "Thermal Grizzly",
    "Titanium Micro",
    "Tripp Lite",
    "Turtle Beach",
    "Western Digital",
];

/// The manufacturer that a product's name begins with.
pub(super) fn maker_of(name: &str) -> String {
    let long = LONG_MAKERS.iter().find(|maker| {
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
    use super::*;

    #[test]
    fn manufacturers_are_read_from_names() {
        assert_eq!(maker_of("Lian Li Uni Fan SL"), "Lian Li");
        assert_eq!(maker_of("be quiet! Pure Base"), "be quiet!");
        assert_eq!(maker_of("In Winning"), "In");
        assert_eq!(maker_of("AMD Ryzen 7"), "AMD");
        assert_eq!(maker_of(""), "");
    }
}

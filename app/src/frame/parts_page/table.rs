//! The table with everything that it can do.

use super::euros;
use crate::frame::parts::*;
use crate::frame::{Address, Paging, Sorting};
use domain::text::Words;
use leptos::prelude::*;

/// A product as the sample tables know it.
struct Sample {
    name: &'static str,
    about: &'static str,
    category: &'static str,
    stock: (&'static str, Tone),
    price: Option<i64>,
    because: &'static str,
}

const SAMPLES: [Sample; 5] = [
    Sample {
        name: "Display 24″ FHD, height-adjustable",
        about: "MON-24-0117 · 1920×1080 · IPS · 75 Hz",
        category: "monitor",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(14_600),
        because: "HM 2026, −12%",
    },
    Sample {
        name: "Display 27″ QHD, USB-C 90 W",
        about: "MON-27-0231 · 2560×1440 · IPS · hub",
        category: "monitor",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(26_850),
        because: "HM 2026",
    },
    Sample {
        name: "Engineering keyboard, quiet switches",
        about: "KEY-04-0020 · ISO · USB",
        category: "keyboard",
        stock: ("frame-sample-late", Tone::Warn),
        price: Some(118_000),
        because: "HM 2026, −12%",
    },
    Sample {
        name: "Solid-state drive 4 TB",
        about: "SSD-40-0003 · NVMe · 7,300 MB/s",
        category: "internal-hard-drive",
        stock: ("frame-sample-to-order", Tone::Plain),
        price: None,
        because: "",
    },
    Sample {
        name: "Graphics card with a name that is much longer than anybody who names things should allow",
        about: "VGA-12-0881 · 12 GB · 285 mm",
        category: "video-card",
        stock: ("frame-sample-in-stock", Tone::Good),
        price: Some(104_900),
        because: "HM 2026, −8%",
    },
];

/// The table with everything it can do, and one without rows.
pub(super) fn table(words: Words, address: Address, now: domain::Timestamp) -> AnyView {
    let by = Sorting::of(&address, &["name", "price", "seen"], "name");
    let paging = Paging::of(&address, 5).total(61);
    let mut samples: Vec<&Sample> = SAMPLES.iter().collect();
    samples.sort_by(|one, other| match by.key {
        "price" => one.price.cmp(&other.price),
        _ => one.name.cmp(other.name),
    });
    if by.descending {
        samples.reverse();
    }
    let columns = vec![
        Column::unnamed(words.say("frame-sample-compare")),
        Column::unnamed(words.say("frame-sample-picture")),
        Column::new(words.say("frame-sample-product")).sort("name"),
        Column::new(words.say("frame-sample-availability")),
        Column::new(words.say("frame-sample-seen")).sort("seen"),
        Column::num(words.say("frame-sample-price")).sort("price"),
        Column::actions(),
    ];
    let rows = samples
        .iter()
        .enumerate()
        .map(|(index, sample)| {
            let field = format!("qty-{index}");
            let name = sample.name;
            let (stock, tone) = sample.stock;
            let seen = now.plus_seconds(-60 * 47 * (1 + i64::try_from(index).unwrap_or(0)).pow(3));
            view! {
                <tr>
                    <td class="tick no-phone">
                        <Checkbox
                            name="compare"
                            value=index.to_string()
                            label=name
                            checked=index == 1
                            hide_label=true
                        />
                    </td>
                    <td class="thumb no-phone">
                        <ProductPicture category=sample.category small=true />
                    </td>
                    <td class="wide">
                        <a href="/console/parts">{name}</a>
                        <span class="sub">{sample.about}</span>
                    </td>
                    <td>
                        <Tag text=words.say(stock) tone />
                    </td>
                    <td class="small mute nw no-phone">{words.ago(seen, now)}</td>
                    <td class="num">
                        <Price amount=sample.price.map(euros) because=sample.because />
                    </td>
                    <td class="actions">
                        <div class="row">
                            <QuantityField name=field value="1" label=name hide_label=true />
                            <button class="btn s" name="sku" value=name>
                                {words.say("frame-sample-add")}
                            </button>
                        </div>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let pager = view! {
        <Pager paging address=address.clone()>
            <button class="btn s">{words.say("frame-sample-compare")}</button>
        </Pager>
    };
    let chips = vec![
        ("25″–27″".to_owned(), address.href()),
        ("IPS".to_owned(), address.href()),
    ];
    let none = vec![
        Column::new(words.say("frame-sample-product")),
        Column::num(words.say("frame-sample-price")),
    ];
    view! {
        <Chips chips />
        <Sheet flush=true>
            <form method="get">
                <DataTable
                    caption=words.say("frame-sample-table")
                    note=words.say("frame-sample-table-note")
                    aside=view! {
                        <a href="/console/parts">"CSV"</a>
                        <a href="/console/parts">"XLSX"</a>
                    }
                    columns
                    sort=SortTo { address, by }
                    stack=true
                    footer=pager
                >
                    {rows}
                </DataTable>
            </form>
        </Sheet>
        <Sheet flush=true>
            <DataTable caption=words.say("frame-sample-empty-table") columns=none>
                <tr>
                    <td colspan="2">
                        <Empty
                            title=words.say("frame-sample-empty-title")
                            text=words.say("frame-sample-empty")
                            icon=Icon::Search
                        >
                            <a class="btn" href="/console/parts">
                                {words.say("frame-sample-ask")}
                            </a>
                        </Empty>
                    </td>
                </tr>
            </DataTable>
        </Sheet>
    }
    .into_any()
}

//! `/equipment/labels`: stickers to print, each with a code that leads to its
//! unit.

use super::qr::qr;
use crate::frame::parts::{Empty, Icon, PageHead, Sheet};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::State as Shared;
use axum::response::Response;
use domain::assets::{MOST_LABELS, labels, path_of};
use leptos::prelude::*;

/// `GET /equipment/labels?tag=…&tag=…`
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let tags: Vec<String> = address
        .all("tag")
        .take(MOST_LABELS)
        .map(str::to_owned)
        .collect();
    let found = labels::<PageError>(&app.db, visitor.actor(), &tags).await?;
    let title = words.say("assets-labels");
    let base = app.settings.base_url.clone();
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(words.say("assets-title"), "/equipment")])
        .show(move || {
            let all = found
                .iter()
                .map(|one| {
                    let address = format!("{base}{}", path_of(&one.service_tag));
                    let spoken =
                        words.say_with("assets-qr", &[("tag", one.service_tag.as_str().into())]);
                    let own = (!one.asset_tag.is_empty()).then(|| one.asset_tag.clone());
                    let serial = (!one.serial_number.is_empty()).then(|| {
                        let number = one.serial_number.as_str().into();
                        words.say_with("assets-serial-is", &[("number", number)])
                    });
                    view! {
                        <li class="label">
                            {qr(&address, spoken)}
                            <div>
                                <strong>{one.service_tag.clone()}</strong>
                                <div>{own}</div>
                                <div class="small">{one.name.clone()}</div>
                                <div class="small mute">{serial}</div>
                            </div>
                        </li>
                    }
                })
                .collect_view();
            let content = if found.is_empty() {
                view! {
                    <Empty
                        title=words.say("assets-no-labels")
                        text=words.say("assets-no-labels-text")
                        icon=Icon::Equipment
                    >
                        <a class="btn" href="/equipment">
                            {words.say("assets-title")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                view! { <ul class="labels">{all}</ul> }.into_any()
            };
            view! {
                <PageHead title sub=words.say("assets-labels-sub") />
                <Sheet>{content}</Sheet>
            }
        }))
}

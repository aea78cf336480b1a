//! `/team`: who at the supplier looks after the company.

use super::{function, nobody_named};
use crate::frame::parts::{PageHead, Person, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::{Denied, Permission};
use domain::profile;
use leptos::prelude::*;

/// `GET /team`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let member = actor.member().ok_or(Denied)?;
    let mut read = state.db.read(actor.scope()).await?;
    let team = profile::ask_home(actor, member, visitor.now)
        .fetch(&mut read)
        .await?
        .team;
    drop(read);
    let sees = actor.may(Permission::SeeCompany);
    let title = words.say_with(
        "profile-team",
        &[("supplier", state.settings.supplier.as_str().into())],
    );
    let settings = state.settings;
    Ok(
        Page::new(&visitor, Face::Site, title.clone()).show(move || {
            let known = !team.is_empty();
            let people = if team.is_empty() {
                nobody_named(words, &settings)
            } else {
                team.into_iter()
                    .map(|one| {
                        let note = function(words, &one.function);
                        let mail = format!("mailto:{}", one.email);
                        view! {
                            <Person name=one.name note=note>
                                <a class="btn s" href=mail>
                                    {one.email.clone()}
                                </a>
                            </Person>
                        }
                    })
                    .collect_view()
                    .into_any()
            };
            view! {
                <PageHead title=title sub=known.then(|| words.say("profile-team-sub"))>
                    {sees
                        .then(|| {
                            view! {
                                <a class="btn" href="/agreement">
                                    {words.say("agreements-agreed")}
                                </a>
                            }
                        })}
                </PageHead>
                <Sheet>
                    <div class="stack-s">{people}</div>
                </Sheet>
            }
        }),
    )
}

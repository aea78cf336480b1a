//! `/publications/{code}`: the issues of a publication.

use crate::frame::parts::{Column, DataTable, PageHead, Pager, Sheet, Tag, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::publications::publication_of;
use leptos::prelude::*;

/// Issues on a page.
const PAGE: i64 = 50;

/// `GET /publications/{code}?page=N`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (actor, now) = (visitor.actor(), visitor.now);
    let part = (paging.offset(), PAGE);
    let found = publication_of::<PageError>(&state.db, actor, &code, part, now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let (words, paging) = (visitor.words, paging.total(found.total));
    let title = found.head.name.clone();
    Ok(Page::new(&visitor, Face::Site, title.clone())
        .nav("publications")
        .crumbs([(words.say("publications-title"), "/publications")])
        .show(move || {
            let rows = found
                .issues
                .iter()
                .map(|issue| {
                    let to = format!("/publications/{}/{}", found.head.code, issue.id);
                    let new = issue.new.then(|| {
                        let text = words.say("publications-new");
                        view! { " " <Tag text tone=Tone::Accent /> }
                    });
                    view! {
                        <tr>
                            <td class="wide">
                                <a href=to>{issue.title.clone()}</a>
                                {new}
                            </td>
                            <td class="nw" data-l=words.say("publications-day")>
                                {words.date(issue.day)}
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let columns = vec![
                Column::new(words.say("publications-issue")),
                Column::new(words.say("publications-day")),
            ];
            let pager = view! { <Pager paging address /> };
            let caption = words.say("publications-issues");
            let about = Some(found.head.about.clone()).filter(|about| !about.is_empty());
            view! {
                <PageHead title=title sub=about />
                <Sheet flush=true>
                    <DataTable caption quiet=true stack=true columns footer=pager>
                        {rows}
                    </DataTable>
                </Sheet>
            }
        }))
}

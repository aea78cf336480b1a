//! `/equipment/import`: what was bought elsewhere, as a file; what became of each of
//! its lines, and of the files before it.

use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Figures, FileField, KeyPager, Notice, PageHead, PostForm,
    Sheet, Slot, Tone, UploadForm,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, Upload, csv_pieces,
    csv_row, key_of,
};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::{
    Answer, AssetError, AssetImport, ImportAssets, ImportColumn, ImportFailed, MOST_IMPORTED,
    Outcome, asset_imports, go_on_with_import, import_answers, import_assets, import_page,
};
use domain::id::AssetImportId;
use domain::identity::Permission;
use domain::store::StoreError;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /equipment/import?after=…`
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    page(&visitor, &app, FormState::empty()).await
}

/// `POST /equipment/import`: the file.
pub async fn submit(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    upload: Upload,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::ManageCompany)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut form = FormState::from(upload.form);
    if upload.sent.bytes.is_empty() {
        form.fail("file", words.say("assets-no-file"));
        return page(&visitor, &app, form).await;
    }
    let command = ImportAssets {
        key,
        name: upload.sent.name,
        bytes: upload.sent.bytes,
    };
    match import_assets(&app.db, visitor.actor(), command, visitor.now).await {
        Ok(id) => Ok(Redirect::to(&format!("/equipment/import/{id}")).into_response()),
        Err(ImportFailed::Unreadable(problem)) => {
            form.fail("file", problem.say(words));
            page(&visitor, &app, form).await
        }
        Err(ImportFailed::TooMany) => {
            let most = words.number(i64::try_from(MOST_IMPORTED).unwrap_or(i64::MAX));
            form.fail(
                "file",
                words.say_with("assets-too-many", &[("most", most.into())]),
            );
            page(&visitor, &app, form).await
        }
        Err(ImportFailed::OthersGoOn) => {
            form.fail("file", words.say("assets-imports-go-on"));
            page(&visitor, &app, form).await
        }
        Err(ImportFailed::TooMuchToday) => {
            form.fail("file", words.say("assets-imports-too-much-today"));
            page(&visitor, &app, form).await
        }
        Err(ImportFailed::NoTags) => {
            form.fail("file", words.say("assets-no-tag-column"));
            page(&visitor, &app, form).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(visitor: &SignedIn, app: &AppState, form: FormState) -> Result<Response, PageError> {
    let words = visitor.words;
    let title = words.say("assets-import");
    // The form is sent to the address without it, and then the first page is shown.
    let address = Address::of(visitor);
    let after = address.get("after").and_then(|id| id.parse().ok());
    let (earlier, next) = asset_imports::<PageError>(&app.db, visitor.actor(), after).await?;
    Ok(Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(words.say("assets-title"), "/equipment")])
        .status(form.status())
        .show(move || {
            let columns: Vec<&str> = ImportColumn::ALL.iter().map(|one| one.heading()).collect();
            let earlier = imports(words, &address, &earlier, next);
            view! {
                <PageHead title sub=words.say("assets-import-sub") />
                <Sheet>
                    <UploadForm action="/equipment/import" state=form prefix="import">
                        <FileField
                            name="file"
                            label=words.say("assets-file")
                            help=words.say("assets-file-help")
                            accept=".csv,.xlsx,text/csv"
                        />
                        <Actions>
                            <button class="btn main">{words.say("assets-import")}</button>
                        </Actions>
                    </UploadForm>
                </Sheet>
                <Sheet title=words.say("assets-columns")>
                    <p>
                        <code>{columns.join(", ")}</code>
                    </p>
                    <p>{words.say("assets-columns-text")}</p>
                </Sheet>
                {earlier}
            }
        }))
}

/// The files before, the latest first; nothing as long as there is none.
fn imports(
    words: Words,
    address: &Address,
    earlier: &[AssetImport],
    next: Option<AssetImportId>,
) -> Option<AnyView> {
    if earlier.is_empty() {
        return None;
    }
    let rows: Vec<AnyView> = earlier.iter().map(|one| import_row(words, one)).collect();
    let columns = vec![
        Column::new(words.say("assets-file")),
        Column::new(words.say("assets-import-by")),
        Column::num(words.say("assets-outcome-added")),
        Column::num(words.say("assets-outcome-updated")),
        Column::num(words.say("assets-outcome-same")),
        Column::num(words.say("assets-outcome-refused")),
        Column::actions(),
    ];
    let next = next.map(|next| next.to_string());
    let first = words.say("assets-imports-to-first");
    let footer = view! { <KeyPager address=address.clone() next first /> };
    let view = view! {
        <Sheet flush=true>
            <DataTable
                caption=words.say("assets-imports")
                columns
                stack=true
                footer=footer
            >
                {rows}
            </DataTable>
        </Sheet>
    };
    Some(view.into_any())
}

fn import_row(words: Words, one: &AssetImport) -> AnyView {
    let href = format!("/equipment/import/{}", one.id);
    let report = format!("{href}/report.csv");
    let spoken = format!("{}: {}", words.say("assets-report"), one.name);
    let so_far = one.finished_at.is_none().then(|| {
        let counts = [
            ("answered", words.number(one.answered()).into()),
            ("lines", words.number(one.lines).into()),
        ];
        let text = words.say_with("assets-import-so-far", &counts);
        view! { <span class="sub">{text}</span> }
    });
    let by = words.say_with(
        "orders-step-by",
        &[
            ("moment", words.moment_short(one.created_at).into()),
            ("name", one.person.as_str().into()),
        ],
    );
    let counts: Vec<AnyView> = outcomes(one)
        .into_iter()
        .map(|(id, count)| {
            view! {
                <td class="num" data-l=words.say(id)>
                    {words.number(count)}
                </td>
            }
            .into_any()
        })
        .collect();
    view! {
        <tr>
            <td class="wide">
                <a href=href>{one.name.clone()}</a>
                {so_far}
            </td>
            <td data-l=words.say("assets-import-by")>{by}</td>
            {counts}
            <td class="actions">
                <a class="btn s" href=report aria-label=spoken>
                    {words.say("assets-report")}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

fn import_id(text: &str) -> Result<AssetImportId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// `GET /equipment/import/{id}`
pub async fn answer(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let id = import_id(&id)?;
    let found = import_page::<PageError>(&app.db, visitor.actor(), id).await?;
    let (import, refused) = found.ok_or(PageError::NotFound)?;
    let title = import.name.clone();
    Ok(Page::new(&visitor, Face::Site, title.clone())
        .nav("equipment")
        .crumbs([
            (words.say("assets-title"), "/equipment"),
            (words.say("assets-import"), "/equipment/import"),
        ])
        .show(move || {
            let progress = progress(words, &import);
            let figures = figures(words, &import);
            let report = format!("/equipment/import/{id}/report.csv");
            let table = refusals(words, &refused, import.refused);
            view! {
                <PageHead title>
                    <a class="btn" href=report>
                        {words.say("assets-report")}
                    </a>
                    <a class="btn" href="/equipment">
                        {words.say("assets-title")}
                    </a>
                </PageHead>
                {progress}
                {figures}
                <Sheet flush=true>{table}</Sheet>
            }
        }))
}

/// `POST /equipment/import/{id}`: one that broke off goes on.
pub async fn go_on(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, id) = (visitor.words, import_id(&id)?);
    // Who may not is told so before what they sent is looked at.
    import_page::<PageError>(&app.db, visitor.actor(), id)
        .await?
        .ok_or(PageError::NotFound)?;
    let key = key_of(&form)?;
    match go_on_with_import(&app.db, visitor.actor(), key, id, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("assets-import-goes-on"))
                .await?;
        }
        Err(ImportFailed::OthersGoOn) => {
            visitor
                .say_next(false, words.say("assets-import-others-go-on"))
                .await?;
        }
        Err(other) => return Err(other.into()),
    }
    Ok(Redirect::to(&format!("/equipment/import/{id}")).into_response())
}

fn progress(words: Words, import: &AssetImport) -> Option<AnyView> {
    import.finished_at.is_none().then(|| {
        let counts = [
            ("answered", words.number(import.answered()).into()),
            ("lines", words.number(import.lines).into()),
        ];
        let (id, tone) = if import.can_go_on() {
            ("assets-import-can-go-on", Tone::Bad)
        } else if import.broke_off() {
            ("assets-import-broke-off", Tone::Bad)
        } else {
            ("assets-import-under-way", Tone::Accent)
        };
        let text = words.say_with(id, &counts);
        if !import.can_go_on() {
            return view! { <Notice tone=tone>{text}</Notice> }.into_any();
        }
        let action = format!("/equipment/import/{}", import.id);
        let form = view! {
            <PostForm action=action prefix="on">
                <button class="btn s">{words.say("assets-import-go-on")}</button>
            </PostForm>
        };
        view! {
            <Notice tone=tone actions=form>
                {text}
            </Notice>
        }
        .into_any()
    })
}

/// What became of how many lines.
fn outcomes(import: &AssetImport) -> [(&'static str, i64); 4] {
    [
        ("assets-outcome-added", import.added),
        ("assets-outcome-updated", import.updated),
        ("assets-outcome-same", import.same),
        ("assets-outcome-refused", import.refused),
    ]
}

fn figures(words: Words, import: &AssetImport) -> AnyView {
    let rows: Vec<(Text, AnyView)> = outcomes(import)
        .into_iter()
        .map(|(id, count)| (Text::from(words.say(id)), words.number(count).into_any()))
        .collect();
    view! { <Figures rows /> }.into_any()
}

/// The refused lines, as far as the page shows them, of so many.
fn refusals(words: Words, refused: &[Answer], all: i64) -> AnyView {
    if refused.is_empty() {
        return view! { <Empty title=words.say("assets-none-refused") /> }.into_any();
    }
    let rows = refused
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <td class="num" data-l=words.say("assets-line")>
                        {words.number(one.line)}
                    </td>
                    <td data-l=words.say("assets-tag")>
                        <code>{one.tag.clone()}</code>
                    </td>
                    <td class="wide">{why(words, one)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::num(words.say("assets-line")),
        Column::new(words.say("assets-tag")),
        Column::new(words.say("assets-why-refused")),
    ];
    let shown = i64::try_from(refused.len()).unwrap_or(i64::MAX);
    let more = (shown < all).then(|| {
        let counts = [
            ("shown", words.number(shown).into()),
            ("all", words.number(all).into()),
        ];
        let text = words.say_with("assets-refused-more", &counts);
        view! { <p class="small mute">{text}</p> }.into_any()
    });
    view! {
        <DataTable
            caption=words.say("assets-refused-lines")
            columns
            stack=true
            footer=Slot(more)
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

/// Why a line was refused, in a sentence.
fn why(words: Words, one: &Answer) -> String {
    let id = match one.why.as_str() {
        "no-tag" => "assets-why-no-tag",
        "bad-tag" => "assets-why-bad-tag",
        "no-name" => "assets-why-no-name",
        "not-a-day" => "assets-why-not-a-day",
        "not-a-state" => "assets-why-not-a-state",
        "too-long" => "assets-why-too-long",
        "twice" => "assets-why-twice",
        "serial-twice" => "assets-why-serial-twice",
        "no-unit" => "assets-why-no-unit",
        "no-cost-centre" => "assets-why-no-cost-centre",
        "no-person" => "assets-why-no-person",
        "person-and-state" => "assets-why-person-and-state",
        "serial-taken" => "assets-why-serial-taken",
        "ours" => "assets-why-ours",
        "held" => "assets-why-held",
        _ => return String::new(),
    };
    words.say_with(id, &[("what", one.what.as_str().into())])
}

fn outcome(words: Words, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Added => words.say("assets-outcome-added"),
        Outcome::Updated => words.say("assets-outcome-updated"),
        Outcome::Same => words.say("assets-outcome-same"),
        Outcome::Refused => words.say("assets-outcome-refused"),
    }
}

/// `GET /equipment/import/{id}/report.csv`: the answer to every line.
pub async fn report(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (words, id) = (visitor.words, import_id(&id)?);
    let actor = visitor.actor().clone();
    import_page::<PageError>(&app.db, &actor, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let head = [
        "assets-line",
        "assets-tag",
        "assets-outcome",
        "assets-why-refused",
    ]
    .map(|id| words.say(id));
    Ok(csv_pieces(
        "equipment-import.csv",
        csv_row(head),
        move |after: i64| {
            let (db, actor) = (app.db.clone(), actor.clone());
            async move {
                let answers = import_answers::<AssetError>(&db, &actor, id, after)
                    .await
                    .map_err(|error| match error {
                        AssetError::Store(error) => error,
                        _ => StoreError::Closed,
                    })?;
                Ok(answers.map(|(answers, last)| {
                    let text: String = answers
                        .iter()
                        .map(|one| {
                            csv_row([
                                one.line.to_string(),
                                one.tag.clone(),
                                outcome(words, one.outcome).to_owned(),
                                why(words, one),
                            ])
                        })
                        .collect();
                    (text, last)
                }))
            }
        },
    ))
}

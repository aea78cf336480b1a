//! `/console/articles`: the articles for their authors, with how much they help and
//! what is to be read again.

use super::said;
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, Icon, PageHead, Pager, Sheet, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::support::articles::{
    Audience, ListArticles, ListedArticle, Problem, Standing, list_articles,
};
use domain::text::Words;
use leptos::prelude::*;

/// Articles on a page.
const PAGE: i64 = 50;

/// `GET /console/articles?standing=…&audience=…&problem=open&due=1&q=…&page=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (words, now) = (visitor.words, visitor.now);
    let code = |name: &str| address.get(name).unwrap_or_default();
    let query = ListArticles {
        standing: Standing::from_code(code("standing")),
        audience: Audience::from_code(code("audience")),
        problem: Problem::from_code(code("problem")),
        due: address.get("due").is_some(),
        words: code("q").to_owned(),
        offset: paging.offset(),
        limit: PAGE,
    };
    let found = list_articles::<PageError>(&state.db, visitor.actor(), &query, now).await?;
    let paging = paging.total(found.total);
    let title = words.say("articles-console-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("articles")
        .show(move || {
            let views = views(words, &query, found.due);
            let filter = filter(words, &address, &query);
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one, now)).collect();
            let content = if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("articles-console-none")
                        text=words.say("articles-console-none-text")
                        icon=Icon::Help
                    >
                        <a class="btn main" href="/console/articles/new">
                            {words.say("articles-new")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("articles-article")),
                    Column::new(words.say("articles-for-whom")),
                    Column::new(words.say("support-stands")),
                    Column::num(words.say("articles-helped")),
                    Column::num(words.say("articles-spared-cases")),
                    Column::new(words.say("articles-owner")),
                ];
                let pager = view! { <Pager paging address /> };
                view! {
                    <DataTable caption=title quiet=true columns stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            let wanted = words.say_with("articles-wanted-link", &[("count", found.wanted.into())]);
            view! {
                <PageHead title sub=words.say("articles-console-sub")>
                    <a class="btn" href="/console/articles/wanted">
                        {wanted}
                    </a>
                    <a class="btn" href="/console/articles/questions">
                        {words.say("articles-questions-title")}
                    </a>
                    <a class="btn" href="/console/articles/import">
                        {words.say("articles-import-title")}
                    </a>
                    <a class="btn main" href="/console/articles/new">
                        {words.say("articles-new")}
                    </a>
                </PageHead>
                {views}
                {filter}
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn views(words: Words, query: &ListArticles, due: i64) -> AnyView {
    let plain = query.standing.is_none() && query.problem.is_none() && !query.due;
    let views = vec![
        ViewLink::new(words.say("articles-view-all"), "/console/articles", plain),
        ViewLink::new(
            words.say("articles-draft"),
            "/console/articles?standing=draft",
            query.standing == Some(Standing::Draft),
        ),
        ViewLink::new(
            words.say("articles-view-problems"),
            "/console/articles?problem=open",
            query.problem == Some(Problem::Open),
        ),
        ViewLink::new(
            words.say_with("articles-view-due", &[("count", due.into())]),
            "/console/articles?due=1",
            query.due,
        ),
    ];
    view! { <Views label=words.say("articles-views") views /> }.into_any()
}

fn filter(words: Words, address: &Address, query: &ListArticles) -> AnyView {
    let audiences = Audience::ALL
        .iter()
        .map(|one| {
            view! {
                <option value=one.code() selected=query.audience == Some(*one)>
                    {said::audience(words, *one)}
                </option>
            }
        })
        .collect_view();
    let more = view! {
        <select class="input" name="audience" aria-label=words.say("articles-for-whom")>
            <option value="">{words.say("articles-for-anybody")}</option>
            {audiences}
        </select>
    };
    view! {
        <Filter
            address=address.clone()
            label=words.say("articles-search")
            own=&["audience"]
            more=more
        />
    }
    .into_any()
}

fn row(words: Words, one: &ListedArticle, now: Timestamp) -> AnyView {
    let problem = one.problem.map(|problem| {
        let cases = (one.cases > 0).then(|| {
            let text = words.say_with("articles-open-cases", &[("count", one.cases.into())]);
            view! { <span class="sub">{text}</span> }
        });
        view! { " " {said::problem(words, problem)} {cases} }
    });
    let review = one.review_at.map(|at| {
        let text = words.say_with(
            "articles-review-on",
            &[("day", words.date_short(at).into())],
        );
        let class = if at <= now { "sub warn-text" } else { "sub" };
        view! { <span class=class>{text}</span> }
    });
    let answers = one.helped + one.no_help;
    let helped = match answers {
        0 => "–".to_owned(),
        _ => words.say_with(
            "articles-helped-of",
            &[("helped", one.helped.into()), ("answers", answers.into())],
        ),
    };
    let offered = one.spared + one.asked;
    let spared = match offered {
        0 => "–".to_owned(),
        _ => words.say_with(
            "articles-spared-of",
            &[("spared", one.spared.into()), ("offered", offered.into())],
        ),
    };
    let company = one
        .company
        .clone()
        .map(|company| view! { <span class="sub">{company}</span> });
    let owner = one
        .owner
        .clone()
        .unwrap_or_else(|| words.say("support-nobody").to_owned());
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/console/articles/{}", one.slug)>{one.title.clone()}</a>
                {problem}
                <span class="sub">{words.ago(one.updated_at, now)}</span>
            </td>
            <td data-l=words.say("articles-for-whom")>
                {said::audience(words, one.audience)}
                {company}
            </td>
            <td data-l=words.say("support-stands")>{said::standing(words, one.standing)}</td>
            <td class="num" data-l=words.say("articles-helped")>
                {helped}
            </td>
            <td class="num" data-l=words.say("articles-spared-cases")>
                {spared}
            </td>
            <td data-l=words.say("articles-owner")>{owner} {review}</td>
        </tr>
    }
    .into_any()
}

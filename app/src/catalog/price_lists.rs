//! `/console/price-lists`: which price lists there are, what hangs on them, and
//! making one.

use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, DataTable, Empty, Field, PageHead, PostForm, Sheet, Tag,
    Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Currency;
use domain::catalog::{
    AddPriceListError, ListPurpose, PriceList, PriceListRow, add_price_list, ask_price_list_pages,
};
use domain::id::PriceListId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/price-lists`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    page(&visitor, &state, FormState::empty()).await
}

/// `POST /console/price-lists`: one more, with `name`, `currency` and `purpose`.
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let mut form = FormState::from(form);
    let currency = form.read("currency", |text| {
        text.parse::<Currency>()
            .map_err(|_| words.say("catalog-list-no-currency"))
    });
    if form.value("name").is_empty() {
        form.fail("name", words.say("catalog-list-no-name"));
    }
    let (Some(currency), true) = (currency, form.is_fine()) else {
        return page(&visitor, &state, form).await;
    };
    let list = PriceList {
        id: PriceListId::new(),
        name: form.value("name").to_owned(),
        currency,
        purpose: match form.value("purpose") {
            "cost" => ListPurpose::Cost,
            _ => ListPurpose::Sale,
        },
    };
    let id = list.id;
    match add_price_list(&state.db, visitor.actor(), list, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("catalog-list-made"))
                .await?;
            return Ok(Redirect::to(&format!("/console/price-lists/{id}")).into_response());
        }
        Err(AddPriceListError::Name) => form.fail("name", words.say("catalog-list-no-name")),
        Err(AddPriceListError::NameTaken) => {
            form.fail("name", words.say("catalog-list-name-taken"));
        }
        Err(AddPriceListError::CostsTaken) => {
            form.fail("purpose", words.say("catalog-list-costs-taken"));
        }
        Err(AddPriceListError::Denied(denied)) => return Err(denied.into()),
        Err(AddPriceListError::Store(error)) => return Err(error.into()),
    }
    page(&visitor, &state, form).await
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (lists, _) = ask_price_list_pages(None, visitor.now)
        .fetch(&mut read)
        .await?;
    drop(read);
    let title = words.say("catalog-price-lists");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("products")
        .crumbs([(words.say("frame-products"), "/console/products")])
        .status(form.status())
        .show(move || {
            let purposes = vec![
                ChoiceOption::new("sale", words.say("catalog-list-sale")),
                ChoiceOption::new("cost", words.say("catalog-list-cost")),
            ];
            view! {
                <PageHead title sub=words.say("catalog-price-lists-sub") />
                {table(words, lists)}
                <Sheet title=words.say("catalog-new-list")>
                    <PostForm state=form>
                        <div class="fields">
                            <Field
                                name="name"
                                label=words.say("catalog-role-name")
                                longest=60_u32
                                class="narrow"
                            />
                            <Field
                                name="currency"
                                label=words.say("catalog-role-currency")
                                help=words.say("catalog-list-currency-help")
                                longest=3_u32
                                class="short"
                            />
                        </div>
                        <Choice name="purpose" label=words.say("catalog-list-purpose") options=purposes />
                        <Actions>
                            <button class="btn main">{words.say("catalog-make-list")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}

fn table(words: Words, lists: Vec<PriceListRow>) -> AnyView {
    if lists.is_empty() {
        return view! {
            <Sheet>
                <Empty title=words.say("catalog-no-lists") text=words.say("catalog-no-lists-text") />
            </Sheet>
        }
        .into_any();
    }
    let rows = lists
        .into_iter()
        .map(|list| {
            let cost = (list.purpose == ListPurpose::Cost)
                .then(|| view! { " " <Tag text=words.say("catalog-list-cost") tone=Tone::Warn /> });
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/price-lists/{}", list.id)>{list.name}</a>
                        {cost}
                    </td>
                    <td data-l=words.say("catalog-role-currency")>
                        {list.currency.code().to_owned()}
                    </td>
                    <td class="num" data-l=words.say("frame-products")>
                        {words.number(list.products)}
                    </td>
                    <td class="num" data-l=words.say("catalog-list-agreements")>
                        {words.number(list.agreements)}
                    </td>
                    <td class="num" data-l=words.say("catalog-promotions")>
                        {words.number(list.promotions)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-role-name")),
        Column::new(words.say("catalog-role-currency")),
        Column::num(words.say("frame-products")),
        Column::num(words.say("catalog-list-agreements")),
        Column::num(words.say("catalog-promotions")),
    ];
    view! {
        <Sheet flush=true>
            <DataTable caption=words.say("catalog-price-lists") stack=true columns>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

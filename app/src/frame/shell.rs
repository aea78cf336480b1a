//! The shell in its three faces. A stranger should recognise them as one
//! product; a purchaser, an account manager and a newcomer each find what
//! they came for.

use super::banner::banner;
use super::navigation::{Entry, console_entries, current, tabs};
use super::page::{Page, Text, plain_text};
use super::parts::{Crumbs, FlashNotice, Icon, Initials, Symbol};
use super::{Visitor, assets};
use domain::identity::{Actor, Company, Permission};
use domain::text::Words;
use leptos::prelude::*;

/// Which of the three faces a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The customer's own site: its mark, its colour, its account team.
    Site,
    /// The supplier's console: dense, keyboard first.
    Console,
    /// Signing in, invitations, errors before anyone is known.
    Door,
}

impl Face {
    /// The face that goes with whoever asks: for pages that everyone may see.
    #[must_use]
    pub fn of(visitor: &Visitor) -> Self {
        match &visitor.actor {
            None => Face::Door,
            Some(actor) if actor.shopper().is_some() => Face::Site,
            Some(_) => Face::Console,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Face::Site => "site",
            Face::Console => "console",
            Face::Door => "door",
        }
    }
}

/// The hue of the supplier's own pages.
const OWN_HUE: i64 = 262;

/// The whole document.
pub(super) fn document(page: Page<'_>, scripts: Option<AnyView>, content: AnyView) -> AnyView {
    let Page {
        visitor,
        face,
        title,
        nav,
        crumbs,
        wide,
        ..
    } = page;
    let words = visitor.words;
    let nonce = visitor.nonce.clone();
    let actor = visitor.actor.as_ref();
    let company = actor
        .and_then(Actor::shopper)
        .map(|shopper| shopper.company);
    let owner: Text = match (face, company) {
        (Face::Site, Some(company)) => company.name.clone().into(),
        _ => assets::supplier(),
    };
    let hue = match (face, company) {
        (Face::Site, Some(company)) => company.hue.rem_euclid(360),
        _ => OWN_HUE,
    };
    let records = actor
        .and_then(Actor::member)
        .is_some_and(|member| member.recording);
    let flash = visitor
        .flash
        .clone()
        .map(|flash| view! { <FlashNotice flash /> });
    let crumbs = (!crumbs.is_empty()).then(|| view! { <Crumbs crumbs here=title.clone() /> });
    let content = view! {
        <main id="content" class="page" class:wide=wide tabindex="-1">
            {crumbs} {flash} {content}
        </main>
    }
    .into_any();
    let body = match (face, actor) {
        (Face::Site, Some(actor)) => site(visitor, actor, nav, content),
        (Face::Console, Some(actor)) => console(visitor, actor, nav, content),
        _ => door(visitor, content),
    };
    view! {
        <html lang=words.language().code()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title inner_html=plain_text(&format!("{title} · {owner}"))></title>
                <link rel="icon" href=assets::href("favicon.svg") type="image/svg+xml" />
                <link
                    rel="stylesheet"
                    href=format!("/{}/{}", assets::FOLDER, assets::get().css)
                />
                <style nonce=nonce.clone()>{format!(":root{{--accent-h:{hue}}}")}</style>
                <script
                    src=format!("/{}/{}", assets::FOLDER, assets::get().script)
                    defer
                    nonce=nonce
                ></script>
                {scripts}
            </head>
            <body class=format!("face-{}", face.name()) data-record=records.then_some("")>
                <a class="skip" href="#content">
                    {words.say("frame-skip")}
                </a>
                {body}
                {actor.map(|_| palette(words))}
            </body>
        </html>
    }
    .into_any()
}

/// The customer's site.
fn site(visitor: &Visitor, actor: &Actor, nav: &'static str, content: AnyView) -> AnyView {
    let words = visitor.words;
    let shopper = actor.shopper();
    let basket = actor.member().map_or(0, |member| member.basket_lines);
    let somebody = actor.member().is_some();
    let tabs = tabs(words, actor);
    let links = tabs
        .iter()
        .map(|tab| {
            let count = (tab.count > 0).then(|| {
                let spoken = words.say_with("frame-waiting", &[("count", tab.count.into())]);
                view! { <span class="count" title=spoken>{words.number(tab.count)}</span> }
            });
            view! {
                <a href=tab.href aria-current=current(nav, tab.name)>
                    {tab.label}
                    {count}
                </a>
            }
        })
        .collect_view();
    // A phone has room for five, and help is one of them; the company, its equipment
    // and its subscriptions are in the person's menu, too, and who belongs to it finds
    // its standards on their first page.
    let elsewhere = |name: &str| {
        matches!(name, "company" | "equipment" | "subscriptions")
            || (somebody && name == "standards")
    };
    let bottom = tabs
        .iter()
        .filter(|tab| !elsewhere(tab.name))
        .take(5)
        .map(|tab| {
            let dot = (tab.count > 0).then(|| view! { <b class="count">{tab.count}</b> });
            view! {
                <a href=tab.href aria-current=current(nav, tab.name)>
                    <Symbol icon=tab.icon />
                    <span>{tab.label}</span>
                    {dot}
                </a>
            }
        })
        .collect_view();
    let basket_words = words.say_with("frame-basket-lines", &[("count", basket.into())]);
    let banner = banner(words, actor);
    let mark = shopper.map(|shopper| company_mark(words, shopper.company));
    let theirs = somebody.then(|| {
        view! {
            <a
                class="bar-link bar-team"
                href="/team"
                title=words.say("frame-team")
                aria-label=words.say("frame-team")
                aria-current=current(nav, "team")
            >
                <Symbol icon=Icon::Team />
            </a>
            <a
                class="bar-link"
                href="/basket"
                title=words.say("frame-basket")
                aria-label=basket_words
                aria-current=current(nav, "basket")
            >
                <Symbol icon=Icon::Basket />
                {(basket > 0)
                    .then(|| view! { <b class="count">{words.number(basket)}</b> })}
            </a>
        }
    });
    view! {
        {banner}
        <header class="bar">
            {mark} <nav class="tabs" aria-label=words.say("frame-main-navigation")>
                {links}
            </nav> {search(words, "/search", words.say("frame-search-products"))}
            <div class="bar-end">
                {theirs}
                {person_menu(words, actor)}
            </div>
        </header>
        {content}
        <nav class="bottom" aria-label=words.say("frame-menu")>
            {bottom}
        </nav>
    }
    .into_any()
}

/// The supplier's console.
fn console(visitor: &Visitor, actor: &Actor, nav: &'static str, content: AnyView) -> AnyView {
    let words = visitor.words;
    let groups = console_entries(visitor, actor);
    let rail = rail(words, nav, &groups);
    let menu = self::rail(words, nav, &groups);
    view! {
        <div class="console">
            <header class="rail">
                {own_mark(words)} <button type="button" class="goto" data-palette hidden>
                    {words.say("frame-goto")}
                    <kbd>"Ctrl K"</kbd>
                </button> <nav aria-label=words.say("frame-main-navigation")>{rail}</nav>
                <div class="rail-end">{person_menu(words, actor)}</div>
            </header>
            <header class="bar only-narrow">
                <details class="menu menu-nav">
                    <summary aria-label=words.say("frame-menu")>
                        <Symbol icon=Icon::Menu />
                    </summary>
                    <nav class="menu-body" aria-label=words.say("frame-menu")>
                        {menu}
                    </nav>
                </details>
                {own_mark(words)}
                <div class="bar-end">{person_menu(words, actor)}</div>
            </header>
            {content}
        </div>
    }
    .into_any()
}

fn rail(
    words: Words,
    nav: &'static str,
    groups: &[(Option<&'static str>, Vec<Entry>)],
) -> Vec<AnyView> {
    groups
        .iter()
        .map(|(heading, entries)| {
            let links = entries
                .iter()
                .map(|entry| {
                    let count = (entry.count > 0).then(|| {
                        let (shown, spoken) = match entry.count {
                            100.. => ("99+".to_owned(), None),
                            count => {
                                let spoken =
                                    words.say_with("frame-waiting", &[("count", count.into())]);
                                (words.number(count), Some(spoken))
                            }
                        };
                        view! { <span title=spoken>{shown}</span> }
                    });
                    view! {
                        <li>
                            <a href=entry.href aria-current=current(nav, entry.name)>
                                {entry.label}
                                {count}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            let heading = heading.map(|text| view! { <h2>{text}</h2> });
            view! {
                {heading}
                <ul>{links}</ul>
            }
            .into_any()
        })
        .collect()
}

/// Signing in and everything else that needs no standing.
fn door(visitor: &Visitor, content: AnyView) -> AnyView {
    view! {
        <div class="door">
            <header>{own_mark(visitor.words)}</header>
            {content}
        </div>
    }
    .into_any()
}

fn company_mark(words: Words, company: &Company) -> AnyView {
    let supplier = assets::supplier();
    let served = words.say_with("frame-served-by", &[("supplier", (&*supplier).into())]);
    view! {
        <a class="mark" href="/">
            <span class="mark-tile" aria-hidden="true">
                {company.mark.clone()}
            </span>
            <span class="mark-name">
                {company.name.clone()} <small>{served}</small>
            </span>
        </a>
    }
    .into_any()
}

fn own_mark(words: Words) -> AnyView {
    let supplier = assets::supplier();
    let initial: String = supplier.chars().take(1).collect();
    view! {
        <a class="mark" href="/">
            <span class="mark-tile" aria-hidden="true">
                {initial}
            </span>
            <span class="mark-name">
                {supplier} <small class="only-console">{words.say("frame-console")}</small>
            </span>
        </a>
    }
    .into_any()
}

fn search(words: Words, action: &'static str, placeholder: &'static str) -> AnyView {
    view! {
        <form
            class="find"
            action=action
            method="get"
            role="search"
            aria-label=words.say("frame-search")
        >
            <Symbol icon=Icon::Search />
            <input
                type="search"
                name="q"
                autocomplete="off"
                data-search
                placeholder=placeholder
                aria-label=words.say("frame-search")
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

/// The person's own corner: profile, what is remembered, leaving.
fn person_menu(words: Words, actor: &Actor) -> AnyView {
    let member = actor.member();
    let below = member
        .and_then(|member| member.unit_name.clone())
        .unwrap_or_else(|| actor.email().to_owned());
    // In a member's place, what is theirs alone is out of reach.
    let own = actor.stand_in().is_none();
    let profile = own.then(|| {
        view! {
            <li>
                <a href="/me">{words.say("frame-profile")}</a>
            </li>
        }
    });
    let remembered = member.filter(|_| own).map(|_| {
        view! {
            <li>
                <a href="/me/remembered">{words.say("frame-remembered")}</a>
            </li>
        }
    });
    let company = (member.is_some() && actor.may(Permission::ManageCompany)).then(|| {
        view! {
            <li>
                <a href="/company">{words.say("frame-company")}</a>
            </li>
        }
    });
    let equipment = member.map(|_| {
        view! {
            <li>
                <a href="/equipment">{words.say("frame-equipment")}</a>
            </li>
        }
    });
    let subscriptions = (member.is_some() && actor.may(Permission::SeeCompany)).then(|| {
        view! {
            <li>
                <a href="/subscriptions">{words.say("frame-subscriptions")}</a>
            </li>
        }
    });
    let subscribed = member.map(|_| {
        view! {
            <li>
                <a href="/publications">{words.say("frame-publications")}</a>
            </li>
            <li>
                <a href="/downloads">{words.say("frame-downloads")}</a>
            </li>
        }
    });
    let switch = (actor.standings() > 1).then(|| {
        view! {
            <li>
                <a href="/switch">{words.say("frame-switch-company")}</a>
            </li>
        }
    });
    view! {
        <details class="menu menu-person">
            <summary title=words.say("frame-you")>
                <Initials name=actor.name().to_owned() />
                <span class="menu-who">
                    {actor.name().to_owned()} <small>{below.clone()}</small>
                </span>
            </summary>
            <div class="menu-body">
                <p class="menu-head">
                    <b>{actor.name().to_owned()}</b>
                    <small>{below}</small>
                </p>
                <ul>
                    {profile}
                    {equipment}
                    {subscriptions}
                    {subscribed}
                    {remembered}
                    {company}
                    {switch}
                </ul>
                <form method="post" action="/sign-out">
                    <button class="btn quiet">{words.say("frame-sign-out")}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// The command palette: filled by the script from the page's navigation, so
/// that it offers exactly what the person may open.
fn palette(words: Words) -> AnyView {
    view! {
        <dialog class="palette" id="palette" aria-label=words.say("frame-commands")>
            <input
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-label=words.say("frame-palette-help")
                placeholder=words.say("frame-goto")
                autocomplete="off"
            />
            <ul
                id="palette-list"
                role="listbox"
                aria-label=words.say("frame-commands")
                data-none=words.say("frame-commands-none")
                data-search=words.say("frame-search")
            ></ul>
        </dialog>
    }
    .into_any()
}

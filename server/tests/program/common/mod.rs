//! The program as a whole, spawned for a test: a database of its own, a port
//! of its own, and browsers that speak to it over the network.

#![allow(dead_code)]

pub mod world;

use app::frame::{AppState, Settings};
use domain::files::Files;
use domain::identity::Actor;
use domain::mail::Delivery;
use domain::store::Db;
use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The password of everybody in these tests.
pub const PASSWORD: &str = "a long password";

/// The program, serving.
pub struct App {
    /// Where: `http://127.0.0.1:41234`.
    pub base: String,
    /// Its database.
    pub db: Db,
    /// Its store of files.
    pub files: Files,
}

impl App {
    /// With a fresh SQLite database.
    pub async fn on_sqlite() -> App {
        Self::on(domain::store::testing::sqlite().await).await
    }

    /// With a fresh PostgreSQL database.
    pub async fn on_postgres() -> App {
        Self::on(domain::store::testing::postgres().await).await
    }

    async fn on(db: Db) -> App {
        app::frame::assets::init(server::assets::manifest().unwrap_or_default());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let files = Files::in_memory(&db).await.unwrap();
        let state = AppState {
            db: db.clone(),
            files: files.clone(),
            settings: Arc::new(Settings {
                supplier: "Northgate Systems".to_owned(),
                demo: false,
                demo_accounts: Vec::new(),
                base_url: base.clone(),
                // So that each browser can come from an address of its own.
                behind_proxy: true,
                contact: None,
                delivery: Delivery::Mailbox,
            }),
        };
        let application =
            server::router::application(state).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, application).await });
        App { base, db, files }
    }

    /// A browser that nobody is signed in with.
    pub fn browser(&self) -> Browser {
        static ADDRESSES: AtomicU32 = AtomicU32::new(1);
        let [_, a, b, c] = ADDRESSES.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            format!("10.{a}.{b}.{c}").parse().unwrap(),
        );
        headers.insert(ACCEPT_LANGUAGE, "en".parse().unwrap());
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .default_headers(headers)
            .build()
            .unwrap();
        Browser {
            client,
            base: self.base.clone(),
        }
    }

    /// A browser in which this person has signed in with [`PASSWORD`].
    pub async fn signed_in(&self, person: &Actor) -> Browser {
        let browser = self.browser();
        let answer = browser.sign_in(person.email(), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

/// Somebody's browser: keeps cookies, follows no redirects by itself.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    base: String,
}

/// What the program answered.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The session's id in the cookie that was set.
    pub fn session(&self) -> Option<String> {
        self.headers
            .get_all("set-cookie")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .find_map(|cookie| {
                let value = cookie.strip_prefix("rapport=")?;
                Some(value.split(';').next()?.to_owned())
            })
    }

    /// The body with everything that differs from one answer to the next
    /// (ids, nonces, keys) taken out.
    pub fn plain(&self) -> String {
        let is_id = |word: &str| {
            let hex = word.chars().filter(|c| c.is_ascii_hexdigit()).count();
            let rest = word.chars().filter(|c| *c == '-').count();
            (hex == 32 && (rest == 0 || rest == 4)) && hex + rest == word.len()
        };
        let mut plain = String::with_capacity(self.body.len());
        for part in self
            .body
            .split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        {
            let end = part
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .unwrap_or(part.len());
            let (word, tail) = part.split_at(end);
            plain.push_str(if is_id(word) { "ID" } else { word });
            plain.push_str(tail);
        }
        plain
    }
}

impl Browser {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Some("")).await
    }

    /// Asks whether an address is there, as scanners of mail do.
    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, None, Some("")).await
    }

    /// Asks with somebody's session, as one who found it out would.
    pub async fn get_with_session(&self, path: &str, session: &str) -> Answer {
        let request = Client::builder()
            .redirect(Policy::none())
            .build()
            .unwrap()
            .get(format!("{}{path}", self.base))
            .header("cookie", format!("rapport={session}"));
        let response = request.send().await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }

    /// Sends a form as a page of ours would.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let key = uuid::Uuid::now_v7().to_string();
        let mut all = vec![("key", key.as_str())];
        all.extend_from_slice(fields);
        self.send(Method::POST, path, Some(encoded(&all)), Some(&self.base))
            .await
    }

    /// Sends a form from somewhere else: `origin` as given, or none at all.
    pub async fn post_from(&self, path: &str, origin: Option<&str>) -> Answer {
        self.send(Method::POST, path, Some(String::new()), origin)
            .await
    }

    /// Sends a form with a file in its field `sent`, as a page of ours would.
    pub async fn post_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend(
                format!(
                    "--edge\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        body.extend(
            format!("--edge\r\ncontent-disposition: form-data; name=\"sent\"; filename=\"{name}\"\r\n\r\n")
                .into_bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header(ORIGIN, &self.base)
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(body);
        answer(request.send().await.unwrap()).await
    }

    /// Asks for what the browser has already, under this tag.
    pub async fn get_if_none_match(&self, path: &str, tag: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.base));
        answer(request.header("if-none-match", tag).send().await.unwrap()).await
    }

    /// Sends a form's body to the letter.
    pub async fn post_body(&self, path: &str, body: String) -> Answer {
        self.send(Method::POST, path, Some(body), Some(&self.base))
            .await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post_form("/sign-in", &[("email", email), ("password", password)])
            .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<String>,
        origin: Option<&str>,
    ) -> Answer {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(origin) = origin.filter(|origin| !origin.is_empty()) {
            request = request.header(ORIGIN, origin);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body);
        }
        let response = request.send().await.unwrap();
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.unwrap(),
        }
    }
}

async fn answer(response: reqwest::Response) -> Answer {
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned(),
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        for (part, between) in [(name, "="), (value, "")] {
            for byte in part.bytes() {
                if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                    text.push(char::from(byte));
                } else {
                    text.push_str(&format!("%{byte:02X}"));
                }
            }
            text.push_str(between);
        }
    }
    text
}

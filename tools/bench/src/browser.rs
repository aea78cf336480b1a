//! A browser as far as it matters here: it keeps its session and says where
//! its forms come from.

use crate::program::PASSWORD;
use anyhow::{Result, ensure};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};

/// Somebody's browser.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    base: String,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Where a redirect leads; else empty.
    pub location: String,
    /// The page.
    pub body: String,
}

impl Browser {
    /// Signed in as the purchasing manager of the customer of this number,
    /// from an address of its own.
    pub async fn of_manager(base: &str, number: usize) -> Result<Self> {
        let email = format!("manager%40c{number:05}.example");
        Self::signed_in(base, &email, number).await
    }

    /// Signed in with this address, as forms have it, from the address of this
    /// number.
    pub async fn signed_in(base: &str, email: &str, number: usize) -> Result<Self> {
        let mut headers = HeaderMap::new();
        let address = format!("10.0.{}.{}", number / 250, number % 250 + 1);
        headers.insert("x-forwarded-for", HeaderValue::try_from(address)?);
        headers.insert(ORIGIN, HeaderValue::try_from(base)?);
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .default_headers(headers)
            .build()?;
        let browser = Self {
            client,
            base: base.to_owned(),
        };
        let form = format!("email={email}&password={PASSWORD}");
        let answer = browser.post("/sign-in", form).await?;
        ensure!(
            answer.status == StatusCode::SEE_OTHER,
            "{email} can't sign in: {}",
            answer.status
        );
        Ok(browser)
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Result<Answer> {
        let request = self.client.get(format!("{}{path}", self.base));
        Self::answer(request).await
    }

    /// Sends a form with a fresh key.
    pub async fn post(&self, path: &str, form: String) -> Result<Answer> {
        let key = uuid::Uuid::now_v7();
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("key={key}&{form}"));
        Self::answer(request).await
    }

    /// Sends a form with a fresh key and a file.
    pub async fn upload(&self, path: &str, name: &str, content: &str) -> Result<Answer> {
        let (key, line) = (uuid::Uuid::now_v7(), "----rapport-bench");
        let body = format!(
            "--{line}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n\
             --{line}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--{line}--\r\n"
        );
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header(
                CONTENT_TYPE,
                format!("multipart/form-data; boundary={line}"),
            )
            .body(body);
        Self::answer(request).await
    }

    /// Sends what a page's script tells.
    pub async fn tell(&self, path: &str, json: String) -> Result<Answer> {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .header(CONTENT_TYPE, "application/json")
            .body(json);
        Self::answer(request).await
    }

    async fn answer(request: reqwest::RequestBuilder) -> Result<Answer> {
        let response = request.send().await?;
        let location = response
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        Ok(Answer {
            status: response.status(),
            location,
            body: response.text().await?,
        })
    }
}

//! What stands between the network and the pages: names for requests, the
//! content security policy, the check of where a form came from.

use app::frame::{CspNonce, RemoteAddress, RequestName};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// What the layers need to know.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Whether a proxy in front may say where a request came from.
    pub behind_proxy: bool,
    /// Whether the site is reached by HTTPS: then browsers are told to stay
    /// with it.
    pub https: bool,
}

/// The beginnings of addresses whose end lets whoever knows it do something: choose a
/// password, take a seat in a company, end somebody's letters.
const SECRET_ENDS: [&str; 5] = [
    "/reset/",
    "/invitation/",
    "/newsletter/opened/",
    "/newsletter/read/",
    "/newsletter/unsubscribe/",
];

/// A path as it stands in the log: who may read the log must not get in by what others
/// were sent.
pub(crate) fn logged(path: &str) -> String {
    let begin = SECRET_ENDS.iter().find(|begin| path.starts_with(**begin));
    begin.map_or_else(|| path.to_owned(), |begin| format!("{begin}…"))
}

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request, chooses the nonce, notes where it came from, and puts
/// the headers on the answer that keep pages from being abused.
pub async fn guard(State(policy): State<Policy>, mut request: Request, next: Next) -> Response {
    let name = uuid::Uuid::now_v7().simple().to_string();
    let nonce = nonce();
    let address = remote_address(&policy, &request);
    let is_asset = request.uri().path().starts_with("/assets/");
    let extensions = request.extensions_mut();
    extensions.insert(RequestName(name.clone()));
    extensions.insert(CspNonce(nonce.clone()));
    extensions.insert(RemoteAddress(place(&address)));

    let from_mail = is_from_mail(request.uri());
    let is_picture_of_mail = request.uri().path().starts_with("/newsletter/opened/");
    let elsewhere = came_from_elsewhere(request.method(), request.uri(), request.headers());
    let mut response = if elsewhere && !from_mail {
        let path = logged(request.uri().path());
        tracing::warn!(path, "a form came from elsewhere");
        StatusCode::FORBIDDEN.into_response()
    } else {
        next.run(request).await
    };

    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(REQUEST_ID.clone(), value);
    }
    let csp = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    );
    // A page may ask for less than the others, as a letter in the mailbox does.
    if let (Ok(value), false) = (
        HeaderValue::from_str(&csp),
        headers.contains_key(header::CONTENT_SECURITY_POLICY),
    ) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // The picture of a newsletter is shown in mail programs that are web pages.
    let may_embed = if is_picture_of_mail {
        "cross-origin"
    } else {
        "same-origin"
    };
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static(may_embed),
    );
    if policy.https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    // Pages are personal: they stay in this browser and are asked for anew.
    if !is_asset && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        );
    }
    response
}

/// Addresses that mail programs ask, which are no browsers and say nothing of where
/// they come from: to get no more newsletters (RFC 8058). What they may do, the
/// signed token in the address says; nobody's session counts.
fn is_from_mail(uri: &Uri) -> bool {
    uri.path().starts_with("/newsletter/unsubscribe/")
}

fn nonce() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// A change must come from a page of ours. Browsers say where from, in
/// `Origin` or at least in `Sec-Fetch-Site`; a request that says neither is
/// not one of our forms.
fn came_from_elsewhere(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).or_else(|| uri.authority().map(|host| host.as_str()));
    match (
        text(header::ORIGIN),
        text(HeaderName::from_static("sec-fetch-site")),
    ) {
        (Some(origin), _) => {
            origin.split_once("://").map(|(_, origin_host)| origin_host) != host || host.is_none()
        }
        (None, Some(site)) => site != "same-origin",
        (None, None) => true,
    }
}

fn remote_address(policy: &Policy, request: &Request) -> String {
    let told = policy.behind_proxy.then(|| {
        // The last entry of the last line is the one that our own proxy wrote.
        request
            .headers()
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .map(|one| one.trim().to_owned())
    });
    told.flatten().unwrap_or_else(|| {
        request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(|| "unknown".to_owned(), |info| info.0.ip().to_string())
    })
}

/// Where that is, for those who count how often something is tried from there. A
/// proxy may write a port, which is another one each time.
fn place(address: &str) -> String {
    let ip = address.parse::<SocketAddr>().map(|address| address.ip());
    let ip = ip.or_else(|_| address.parse::<IpAddr>());
    ip.map_or_else(|_| address.to_owned(), |ip| neighbourhood(ip).to_string())
}

/// What counts as one place: of IPv6 the first half of an address, since whoever has
/// one has all of the other half.
pub(crate) fn neighbourhood(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V6(address) => {
            let first = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(first))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn a_change_must_come_from_our_own_pages() {
        let elsewhere = |pairs: &[(&'static str, &'static str)]| {
            came_from_elsewhere(
                &Method::POST,
                &Uri::from_static("/sign-in"),
                &headers(pairs),
            )
        };
        assert!(!elsewhere(&[
            ("host", "a.example"),
            ("origin", "https://a.example")
        ]));
        assert!(!elsewhere(&[
            ("host", "a.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(elsewhere(&[
            ("host", "a.example"),
            ("origin", "https://evil.example")
        ]));
        assert!(elsewhere(&[("host", "a.example"), ("origin", "null")]));
        assert!(elsewhere(&[
            ("host", "a.example"),
            ("sec-fetch-site", "cross-site")
        ]));
        assert!(elsewhere(&[
            ("host", "a.example"),
            ("sec-fetch-site", "same-site")
        ]));
        assert!(elsewhere(&[("host", "a.example")]));
        assert!(elsewhere(&[("origin", "https://evil.example")]));
        assert!(!came_from_elsewhere(
            &Method::GET,
            &Uri::from_static("/"),
            &headers(&[])
        ));
    }

    #[test]
    fn a_mail_program_may_unsubscribe_and_nothing_else() {
        let from_mail = |path: &'static str| is_from_mail(&Uri::from_static(path));
        assert!(from_mail("/newsletter/unsubscribe/abc"));
        for path in [
            "/newsletter/unsubscribe",
            "/newsletter/read/abc",
            "/sign-in",
            "/me/newsletter",
        ] {
            assert!(!from_mail(path), "{path}");
        }
    }

    #[test]
    fn only_what_our_own_proxy_wrote_is_believed() {
        let policy = |behind_proxy| Policy {
            behind_proxy,
            https: true,
        };
        let mut request = Request::new(axum::body::Body::empty());
        for line in ["9.9.9.9", "8.8.8.8, 203.0.113.7"] {
            let value = HeaderValue::from_static(line);
            request.headers_mut().append("x-forwarded-for", value);
        }
        assert_eq!(remote_address(&policy(true), &request), "203.0.113.7");
        assert_eq!(remote_address(&policy(false), &request), "unknown");
    }

    #[test]
    fn who_has_many_addresses_tries_from_one_place() {
        for (address, where_it_is) in [
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.7:50123", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::"),
            ("2001:db8::ffff:1", "2001:db8::"),
            ("[2001:db8::2]:50123", "2001:db8::"),
            ("2001:db8:0:1::1", "2001:db8:0:1::"),
            ("unknown", "unknown"),
        ] {
            assert_eq!(place(address), where_it_is, "{address}");
        }
    }

    #[test]
    fn the_log_has_nobodys_link() {
        for (path, written) in [
            ("/reset/abc123", "/reset/…"),
            ("/invitation/abc123", "/invitation/…"),
            (
                "/newsletter/unsubscribe/abc123",
                "/newsletter/unsubscribe/…",
            ),
            ("/orders/O-1000", "/orders/O-1000"),
            ("/", "/"),
        ] {
            assert_eq!(logged(path), written);
        }
    }
}

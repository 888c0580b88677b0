//! Who asks: by which name the portal is asked, from which page, and in which role. What cannot be read opens nothing.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, header};
use serde_json::json;

use crate::{Answer, ID, Portal, draft};

/// A list of the person's documents, asked for with these values of the header `Cookie`.
async fn listed(portal: &Portal, cookies: &[&[u8]]) -> serde_json::Value {
    let mut request = Request::get("/api/documents?person=demo-1").body(Body::empty()).unwrap();
    for cookie in cookies {
        request.headers_mut().append(header::COOKIE, HeaderValue::from_bytes(cookie).unwrap());
    }
    portal.send(request).await.json()
}

#[tokio::test]
async fn a_cookie_that_cannot_be_read_sees_least() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let unreadable: [&[&[u8]]; 20] = [
        &["role=administrator; theme=é".as_bytes()],
        &["theme=é; role=care_coordinator".as_bytes()],
        &["theme=é".as_bytes()],
        &[b"role=care_coordinator", "theme=é".as_bytes()],
        &[b"\xff"],
        &[b"role=\xff; role=care_coordinator"],
        &[b"role=administrator; role=care_coordinator"],
        &[b"role=care_coordinator; role=administrator"],
        &[b"role=care_coordinator", b"role=administrator"],
        &[b"role=administrator", b"role=care_coordinator"],
        &[b"theme=dark, role=administrator"],
        &[b"role="],
        &[b"role"],
        &[b"role; role=care_coordinator"],
        &[b"ROLE=administrator"],
        &[b"Role=care_coordinator"],
        &[b"role=\"care_coordinator\""],
        &[b"role=care_coordinator2"],
        &[b"role=Care_coordinator"],
        &[b"role = administrator"],
    ];
    for cookies in unreadable {
        let shown: Vec<_> = cookies.iter().map(|cookie| String::from_utf8_lossy(cookie)).collect();
        assert_eq!(listed(&portal, cookies).await, json!([]), "{shown:?} sees a restricted document");
    }
}

#[tokio::test]
async fn a_cookie_that_can_be_read_is_the_role_whatever_stands_beside_it() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let readable: [&[&[u8]]; 6] = [
        &[],
        &[b"theme=dark"],
        &[b"theme=dark; role=care_coordinator; xrole=administrator"],
        &[b"role=care_coordinator;role=care_coordinator"],
        &[b"theme=dark", b"role=care_coordinator"],
        &[b"; ;theme;"],
    ];
    for cookies in readable {
        assert_eq!(listed(&portal, cookies).await[0]["id"], ID, "{cookies:?}");
    }
}

/// Something that changes something, with these headers and no others.
async fn change(portal: &Portal, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    let (kind, body) = match address {
        "/role" => ("application/x-www-form-urlencoded", "role=administrator".to_owned()),
        "/session" => ("application/x-www-form-urlencoded", "session=ended".to_owned()),
        "/documents" => {
            let fields = [("document", draft().to_string()), ("page", "/posted.html?person=demo-1".to_owned())];
            ("application/x-www-form-urlencoded", serde_urlencoded::to_string(fields).unwrap())
        }
        _ => ("application/json", draft().to_string()),
    };
    let mut request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, kind);
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    portal.send_as_is(request.body(Body::from(body)).unwrap()).await
}

/// Everything that changes something.
fn changes() -> [(Method, String); 4] {
    [
        (Method::PUT, format!("/api/documents/{ID}")),
        (Method::POST, "/documents".to_owned()),
        (Method::POST, "/role".to_owned()),
        (Method::POST, "/session".to_owned()),
    ]
}

#[tokio::test]
async fn only_a_page_of_the_portal_itself_changes_anything() {
    let portal = Portal::start().await;
    let host = ("host", "127.0.0.1:8080");
    let origin = |from| [host, ("origin", from)];
    let mut refused: Vec<Vec<(&str, &str)>> = vec![
        vec![host],
        vec![host, ("sec-fetch-site", "cross-site")],
        vec![host, ("sec-fetch-site", "same-site")],
        vec![host, ("sec-fetch-site", "none")],
        vec![host, ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        vec![host, ("sec-fetch-site", "sàme-origin")],
        vec![host, ("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "cross-site")],
        vec![host, ("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "é")],
        vec![host, ("origin", "http://evil.example"), ("sec-fetch-site", "same-origin")],
        vec![host, ("origin", "http://127.0.0.1:8080"), ("origin", "http://evil.example")],
        vec![host, ("origin", "http://evil.example"), ("origin", "http://127.0.0.1:8080")],
        vec![("host", "localhost:8080"), ("origin", "http://127.0.0.1:8080")],
        vec![host, ("referer", "http://127.0.0.1:8080/")],
    ];
    let others = [
        "null",
        "",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:3000",
        "http://127.0.0.1:8080.evil.example",
        "http://127.0.0.1:8080@evil.example",
        "http://evil@127.0.0.1:8080",
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:8080 http://evil.example",
        "127.0.0.1:8080",
        "file://127.0.0.1:8080",
        "http://localhost:8080",
        "http://[::1]:8080",
        "http://127.0.0.1:99999",
        "http://évil.example",
    ];
    refused.extend(others.map(|from| origin(from).to_vec()));
    for (method, address) in changes() {
        for headers in &refused {
            let answer = change(&portal, method.clone(), &address, headers).await;
            assert!([403, 421].contains(&answer.status.as_u16()), "{address} {headers:?}: {}", answer.text());
            assert_eq!(answer.header("set-cookie"), "", "{address} {headers:?}");
            answer.refused(answer.status.as_u16());
        }
    }
    assert_eq!(portal.get("/api/documents?person=demo-1").await.json(), json!([]), "it was stored all the same");
}

#[tokio::test]
async fn a_page_of_the_portal_does_by_whichever_of_its_names() {
    let portal = Portal::named("portal.example").await;
    for (host, origin) in [
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("localhost:9000", "http://localhost:9000"),
        ("LOCALHOST:9000", "http://localhost:9000"),
        ("localhost", "http://localhost:80"),
        ("localhost.:8080", "http://localhost.:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("[0:0:0:0:0:0:0:1]:8080", "http://[::1]:8080"),
        ("portal.example", "https://portal.example"),
        ("Portal.Example.:8443", "https://portal.example.:8443"),
    ] {
        let headers = [("host", host), ("origin", origin), ("sec-fetch-site", "same-origin")];
        let answer = change(&portal, Method::POST, "/role", &headers).await;
        assert_eq!(answer.status, 303, "{host} {origin}: {}", answer.text());
        // Browsers say where a page's request comes from in one of two ways, or in both.
        assert_eq!(change(&portal, Method::POST, "/role", &headers[..2]).await.status, 303, "{host} {origin}");
        assert_eq!(change(&portal, Method::POST, "/role", &[headers[0], headers[2]]).await.status, 303, "{host}");
    }
}

#[tokio::test]
async fn a_name_that_leads_to_the_portals_address_reads_nothing() {
    let portal = Portal::named("portal.example").await;
    portal.put(&draft()).await.stored(1);
    let mut refused: Vec<Vec<&str>> =
        vec![vec![], vec!["127.0.0.1:8080", "evil.example"], vec!["localhost", "localhost"]];
    let others = [
        "",
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "portal.example.evil.example",
        "evil@127.0.0.1:8080",
        "192.0.2.7:8080",
        "[2001:db8::7]:8080",
        "127.0.0.1:99999",
        "127.0.0.1:80:80",
        "localhost..",
        "lo calhost",
        "127.0.0.1/",
        "*",
    ];
    refused.extend(others.map(|host| vec![host]));
    for address in ["/", "/person.html?person=demo-1", "/api/documents?person=demo-1", "/api/people", "/assets/x/y.js"]
    {
        for hosts in &refused {
            let mut request = Request::get(address);
            for host in hosts {
                request = request.header(header::HOST, *host);
            }
            let answer = portal.send_as_is(request.body(Body::empty()).unwrap()).await;
            answer.refused(421);
        }
    }
    // An address that is asked for as a whole has a name too.
    let whole = Request::get("http://evil.example/api/people").header(header::HOST, "127.0.0.1:8080");
    portal.send_as_is(whole.body(Body::empty()).unwrap()).await.refused(421);
    let whole = Request::get("http://127.0.0.1:8080/api/people").header(header::HOST, "127.0.0.1:8080");
    assert_eq!(portal.send_as_is(whole.body(Body::empty()).unwrap()).await.status, 200);
}

//! Signing in with a provider: who it is, what cannot be relied on, and how a session ends.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use sqlx::Row;

use crate::database::{connect, run};
use crate::provider::{Begun, Provider, forged, get_as, post_form, put_as, session_cookie};
use crate::{Answer, Portal, draft, with};

const PERSON: &str = "/person.html?person=demo-1";

/// The code on the page that says why somebody is not signed in.
#[track_caller]
fn why(answer: &Answer) -> String {
    let text = answer.text();
    assert!(answer.status.as_u16() >= 400 && text.contains("You are not signed in."), "{} {text}", answer.status);
    assert_eq!(session_cookie(answer), None, "a session begins");
    text.split_once("<code>").unwrap().1.split_once("</code>").unwrap().0.to_owned()
}

async fn logout(portal: &Portal, token: String) -> Answer {
    // From no page of the portal: the provider itself sends it.
    let form = serde_urlencoded::to_string([("logout_token", token)]).unwrap();
    let request = Request::post("/sign-in/back-channel")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    portal.send_as_is(request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn whoever_signs_in_is_who_the_provider_says_and_goes_on_to_where_they_wanted() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    get_as(&portal, "/api/user", "role=care_coordinator; session=on").await.refused(401);
    let page = get_as(&portal, PERSON, "").await;
    assert!(page.status == 401 && page.text().contains(">Sign in<") && !page.text().contains("Your role"));
    let begun = Begun::new(&portal, PERSON).await;
    assert!(begun.address.starts_with(&format!("{}/authorize?", provider.issuer)), "{}", begun.address);
    let answer =
        begun.finish(&provider, &portal, &provider.claims("sam", "care_coordinator", &["north"], &begun.nonce)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, PERSON), "{}", answer.text());
    let set: Vec<_> =
        answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap().to_owned()).collect();
    let session = set.iter().find(|cookie| cookie.starts_with("coplan-session=")).unwrap();
    assert!(session.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{session}");
    assert!(
        set.into_iter()
            .any(|cookie| cookie.starts_with(begun.cookie.split('=').next().unwrap()) && cookie.contains("Max-Age=0"))
    );
    let cookie = session_cookie(&answer).unwrap();
    let user = get_as(&portal, "/api/user", &cookie).await.json();
    let since = user["signed_in_at"].clone();
    assert_eq!(
        user,
        json!({ "id": "sam", "name": "sam worker", "role": "care_coordinator", "teams": ["north"], "signed_in_at": since, "demo": false })
    );
    let page = get_as(&portal, PERSON, &cookie).await.text();
    assert!(page.contains("sam worker</bdi>, Care co-ordinator") && !page.contains("demonstration"), "{page}");
    // The role is the provider's to say, and not the browser's.
    let form = "role=administrator".to_owned();
    post_form(&portal, "/role", &cookie, form).await.refused(404);
    let other = get_as(&portal, "/role", &cookie).await;
    assert_eq!((other.refused(405), other.header("allow")), (vec![], "POST"));
    let two = format!("{cookie}; role=administrator");
    assert_eq!(get_as(&portal, "/api/user", &two).await.json()["role"], "care_coordinator");
}

#[tokio::test]
async fn a_link_of_another_program_goes_on_to_the_provider_and_to_no_other_site() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let launch = |asked: &[(&str, &str)]| format!("/sign-in/launch?{}", serde_urlencoded::to_string(asked).unwrap());
    let token = "eyJhbGciOiJSUzUxMiJ9.e30.sig";
    let told = [("asserted_login_identity", token), ("target_link_uri", PERSON), ("iss", &provider.issuer)];
    let answer = get_as(&portal, &launch(&told), "").await;
    let begun = Begun::of(&answer);
    assert!(begun.address.starts_with(&format!("{}/authorize?", provider.issuer)), "{}", begun.address);
    assert!(
        begun.address.contains(&format!("asserted_login_identity={token}")) && begun.address.contains("prompt=none")
    );
    assert!(!begun.cookie.contains("eyJ"), "the browser keeps no proof of somebody else");
    let claims = provider.claims("sam", "care_coordinator", &["north"], &begun.nonce);
    let answer = begun.finish(&provider, &portal, &claims).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, PERSON));
    let begun = Begun::of(&get_as(&portal, &launch(&[("login_hint", "sam@example")]), "").await);
    assert!(
        begun.address.contains("login_hint=sam%40example") && !begun.address.contains("prompt"),
        "{}",
        begun.address
    );
    for elsewhere in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/nothing.html"]
    {
        let begun = Begun::of(&get_as(&portal, &launch(&[("target_link_uri", elsewhere)]), "").await);
        let claims = provider.claims("sam", "care_coordinator", &["north"], &begun.nonce);
        let answer = begun.finish(&provider, &portal, &claims).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/"), "{elsewhere}");
    }
    let refused = get_as(&portal, &launch(&[("iss", "https://evil.example")]), "").await;
    assert_eq!(why(&refused), "token_issuer");
    let long = "x".repeat(4097);
    assert_eq!(why(&get_as(&portal, &launch(&[("asserted_login_identity", &long)]), "").await), "token_unreadable");
    // The provider asks nobody: whoever it does not know is not signed in.
    let begun = Begun::of(&get_as(&portal, &launch(&told), "").await);
    let asked = serde_urlencoded::to_string([("error", "login_required"), ("state", &begun.state)]).unwrap();
    let answer = get_as(&portal, &format!("/sign-in/callback?{asked}"), &begun.cookie).await;
    assert_eq!(why(&answer), "provider_refused");
}

#[tokio::test]
async fn over_tls_the_cookie_is_of_this_host_alone() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&["--origin", "https://portal.example"]).await;
    let request = Request::post("/session")
        .header(header::HOST, "portal.example")
        .header(header::ORIGIN, "https://portal.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = portal.send_as_is(request.body(Body::from("session=on")).unwrap()).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-coplan-sign-in-") && cookie.ends_with("; Max-Age=600; Secure"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert!(answer.header("location").contains("redirect_uri=https%3A%2F%2Fportal.example%2Fsign-in%2Fcallback"));
}

#[tokio::test]
async fn each_sign_in_has_a_token_of_its_own_and_the_database_has_none_of_them() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let first = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    // In the same browser, which brings its session along: that one ends.
    let begun = Begun::new(&portal, "").await;
    let both = format!("{}; {first}", begun.cookie);
    let claims = provider.claims("sam", "care_coordinator", &["north"], &begun.nonce);
    let begun = Begun { cookie: both, ..begun };
    let second = session_cookie(&begun.finish(&provider, &portal, &claims).await).unwrap();
    assert_ne!(first, second);
    assert_eq!(get_as(&portal, "/api/user", &second).await.status, 200);
    get_as(&portal, "/api/user", &first).await.refused(401);
    get_as(&portal, "/api/user", &format!("{second}; {first}")).await.refused(401);
    // Nobody chooses their own token.
    get_as(&portal, "/api/user", "coplan-session=chosen").await.refused(401);
    let mut database = connect(&portal.database).await;
    let rows = sqlx::query("SELECT token FROM session").fetch_all(&mut database).await.unwrap();
    let tokens: Vec<String> = rows.iter().map(|row| row.get("token")).collect();
    assert_eq!((tokens.len(), tokens[0].len()), (1, 64));
    assert!(!second.contains(&tokens[0]));
}

#[tokio::test]
async fn what_the_provider_says_signs_nobody_in_unless_it_can_be_relied_on() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let now = jiff::Timestamp::now().as_second();
    for (claim, value, code) in [
        ("nonce", json!("another"), "token_nonce"),
        ("nonce", Value::Null, "token_nonce"),
        ("iss", json!("https://evil.example"), "token_issuer"),
        ("aud", json!("another portal"), "token_audience"),
        ("aud", json!(["portal", "another"]), "token_audience"),
        ("exp", json!(now - 1), "token_expired"),
        ("exp", Value::Null, "token_unreadable"),
        ("role", json!("chief"), "no_role"),
        ("role", Value::Null, "no_role"),
        ("role", json!([]), "no_role"),
    ] {
        let begun = Begun::new(&portal, "").await;
        let mut claims =
            with(provider.claims("sam", "care_coordinator", &["north"], &begun.nonce), claim, value.clone());
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        assert_eq!(why(&begun.finish(&provider, &portal, &claims).await), code, "{claim} {value}");
    }
    let begun = Begun::new(&portal, "").await;
    let claims = provider.claims("sam", "care_coordinator", &["north"], &begun.nonce);
    // Somebody else's browser, another state, and a code that nobody was given.
    for (state, cookie) in [(&*begun.state, ""), ("another", &*begun.cookie), ("", &*begun.cookie)] {
        assert_eq!(why(&begun.come_back(&portal, "code", state, cookie).await), "sign_in_state", "{state} {cookie}");
    }
    assert_eq!(why(&begun.come_back(&portal, "guessed", &begun.state, &begun.cookie).await), "sign_in_code");
    let other = Begun::new(&portal, "").await;
    assert_eq!(why(&other.finish(&provider, &portal, &claims).await), "token_nonce", "a token of another sign-in");
    assert_eq!(begun.finish(&provider, &portal, &claims).await.status, 303);
    assert_eq!(why(&begun.come_back(&portal, "code", &begun.state, &begun.cookie).await), "sign_in_code", "used twice");
    for (more, code) in
        [("error=access_denied", "provider_refused"), ("code=code&iss=https%3A%2F%2Fevil.example", "token_issuer")]
    {
        let address = format!("/sign-in/callback?state={}&{more}", begun.state);
        assert_eq!(why(&get_as(&portal, &address, &begun.cookie).await), code, "{more}");
    }
}

#[tokio::test]
async fn a_provider_may_change_its_key_and_nobody_else_may_sign() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    provider.new_key();
    provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let token = logout_token(&provider, "sam", Some("session of sam"));
    assert_eq!(logout(&portal, forged(&token)).await.refused(400), [" token_signature"]);
}

#[tokio::test]
async fn signing_in_leads_back_to_a_page_of_the_portal_and_nowhere_else() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "/person.html\r\nX: y", "/what"] {
        let begun = Begun::new(&portal, evil).await;
        let claims = provider.claims("sam", "administrator", &["north"], &begun.nonce);
        assert_eq!(begun.finish(&provider, &portal, &claims).await.header("location"), "/", "{evil}");
        // Nor where somebody has written it into the cookie.
        let begun = Begun::new(&portal, PERSON).await;
        let kept = begun.cookie.split_once("&back=").unwrap().0;
        let cookie = format!("{kept}&{}", serde_urlencoded::to_string([("back", evil)]).unwrap());
        let claims = provider.claims("sam", "administrator", &["north"], &begun.nonce);
        let begun = Begun { cookie, ..begun };
        assert_eq!(begun.finish(&provider, &portal, &claims).await.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_after_its_longest_time() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&["--session-idle", "1000", "--session-longest", "5000"]).await;
    let mut database = connect(&portal.database).await;
    let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    // Each use renews it.
    for _ in 0..3 {
        run(&mut database, "UPDATE session SET seen = seen - 900").await;
        assert_eq!(get_as(&portal, "/api/user", &cookie).await.status, 200);
    }
    run(&mut database, "UPDATE session SET seen = seen - 1001").await;
    get_as(&portal, "/api/user", &cookie).await.refused(401);
    put_as(&portal, &draft(), &cookie).await.refused(401);
    // It is removed when somebody else signs in.
    let cookie = provider.sign_in(&portal, "kim", "care_coordinator", &["north"]).await;
    let count = "SELECT count(*) AS count FROM session";
    assert_eq!(sqlx::query(count).fetch_one(&mut database).await.unwrap().get::<i64, _>("count"), 1);
    run(&mut database, "UPDATE session SET signed_in = signed_in - 5001").await;
    get_as(&portal, "/api/user", &cookie).await.refused(401);
}

#[tokio::test]
async fn several_portals_on_one_database_know_of_each_others_sessions() {
    let provider = Provider::start().await;
    let (first, folder) = provider.portal(&[]).await;
    let second = provider.portal_on(&first.database, folder.path(), &[]).await;
    // Begun at one, finished at the other.
    let begun = Begun::new(&first, "").await;
    let claims = provider.claims("sam", "care_coordinator", &["north"], &begun.nonce);
    let cookie = session_cookie(&begun.finish(&provider, &second, &claims).await).unwrap();
    assert_eq!(get_as(&first, "/api/user", &cookie).await.status, 200);
    post_form(&second, "/session", &cookie, "session=ended".to_owned()).await;
    get_as(&first, "/api/user", &cookie).await.refused(401);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_leads_on_to_the_provider() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let answer = post_form(&portal, "/session", &cookie, "session=ended".to_owned()).await;
    let address = answer.header("location");
    assert!(address.starts_with(&format!("{}/end?id_token_hint=", provider.issuer)), "{address}");
    assert!(address.ends_with("post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2F"), "{address}");
    assert!(
        answer.header("set-cookie").starts_with("coplan-session=; ")
            && answer.header("set-cookie").contains("Max-Age=0")
    );
    get_as(&portal, "/api/user", &cookie).await.refused(401);
    let again = post_form(&portal, "/session", &cookie, "session=ended".to_owned()).await;
    let mut database = connect(&portal.database).await;
    let lines =
        sqlx::query("SELECT who, name, role, action, person FROM audit ORDER BY id").fetch_all(&mut database).await;
    let line = |action: &str| ["sam", "sam worker", "care_coordinator", action, ""].map(str::to_owned);
    let part = |row: &sqlx::any::AnyRow| [0, 1, 2, 3, 4].map(|at: usize| row.get::<String, _>(at));
    assert_eq!(lines.unwrap().iter().map(part).collect::<Vec<_>>(), [line("signed_in"), line("signed_out")]);
    assert_eq!((again.status.as_u16(), again.header("location")), (303, "/"));
}

fn logout_token(provider: &Provider, login: &str, session: Option<&str>) -> Value {
    let now = jiff::Timestamp::now().as_second();
    let mut token = json!({
        "iss": provider.issuer, "aud": "portal", "sub": login, "iat": now, "exp": now + 120, "jti": "1",
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} }
    });
    if let Some(session) = session {
        token["sid"] = session.into();
    }
    token
}

#[tokio::test]
async fn the_provider_ends_a_session_or_all_of_a_user_and_nobody_else_does() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let sam = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let kim = provider.sign_in(&portal, "kim", "care_coordinator", &["north"]).await;
    let here = async |cookie: &str| get_as(&portal, "/api/user", cookie).await.status == 200;
    let whole = logout_token(&provider, "sam", Some("session of sam"));
    let now = jiff::Timestamp::now().as_second();
    for (claim, value, code) in [
        ("events", json!({}), " token_unreadable"),
        ("nonce", json!("1"), " token_nonce"),
        ("aud", json!("another"), " token_audience"),
        ("iss", json!("https://evil.example"), " token_issuer"),
        ("exp", json!(now - 1), " token_expired"),
    ] {
        let token = provider.sign(&with(whole.clone(), claim, value));
        assert_eq!(logout(&portal, token).await.refused(400), [code], "{claim}");
    }
    logout(&portal, "no token".to_owned()).await.refused(400);
    // Whoever is signed in has an ID token of the same signature: it is no logout token.
    logout(&portal, provider.sign(&provider.claims("sam", "care_coordinator", &[], "1"))).await.refused(400);
    assert!(here(&sam).await && here(&kim).await);
    assert_eq!(logout(&portal, provider.sign(&whole)).await.status, 200);
    assert!(!here(&sam).await && here(&kim).await);
    assert_eq!(logout(&portal, provider.sign(&logout_token(&provider, "kim", None))).await.status, 200);
    assert!(!here(&kim).await);
    let kim = provider.sign_in(&portal, "kim", "care_coordinator", &["north"]).await;
    let front = async |issuer: &str| {
        let asked = serde_urlencoded::to_string([("iss", issuer), ("sid", "session of kim")]).unwrap();
        get_as(&portal, &format!("/sign-in/front-channel?{asked}"), "").await.status.as_u16()
    };
    assert_eq!((front("https://evil.example").await, here(&kim).await), (400, true));
    assert_eq!((front(&provider.issuer).await, here(&kim).await), (200, false));
    // A provider that names no sessions ends none by that name.
    let nameless = async |login: &str| {
        let begun = Begun::new(&portal, "").await;
        let claims = with(provider.claims(login, "care_coordinator", &["north"], &begun.nonce), "sid", "");
        session_cookie(&begun.finish(&provider, &portal, &claims).await).unwrap()
    };
    let (sam, kim) = (nameless("sam").await, nameless("kim").await);
    let theirs = logout_token(&provider, "kim", Some(""));
    assert_eq!(logout(&portal, provider.sign(&theirs)).await.status, 200);
    assert!(here(&sam).await && !here(&kim).await);
    // Each that was going on is in the trail: one whose time was up had ended already.
    run(&mut connect(&portal.database).await, "UPDATE session SET seen = seen - 1200").await;
    assert_eq!(logout(&portal, provider.sign(&logout_token(&provider, "sam", None))).await.status, 200);
    let ended = "SELECT who || ', ' || name || ', ' || role FROM audit WHERE action = 'ended_by_provider' ORDER BY id";
    let ended: Vec<String> = sqlx::query_scalar(ended).fetch_all(&mut connect(&portal.database).await).await.unwrap();
    assert_eq!(ended, ["sam", "kim", "kim", "kim"].map(|who| format!("{who}, {who} worker, care_coordinator")));
}

#[tokio::test]
async fn what_was_typed_by_one_is_never_saved_in_the_name_of_another() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let cookie = provider.sign_in(&portal, "s\u{e9}m", "care_coordinator", &["north"]).await;
    let put = async |user: &str| {
        let request = Request::put(format!("/api/documents/{}", crate::ID)).header("coplan-user", user);
        let request = request.header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, &cookie);
        portal.send(request.body(draft().to_string().into()).unwrap()).await
    };
    for other in ["kim", "", "s%C3%A9m&id=s%C3%A9m"] {
        assert_eq!(put(other).await.refused(403), [" other_user"], "{other}");
    }
    put("s%C3%A9m").await.stored(1);
    // A page without a script says it in its form.
    let page = get_as(&portal, "/posted.html?person=demo-1", &cookie).await.text();
    assert!(page.contains("name=\"user\" value=\"s\u{e9}m\""), "{page}");
    let post = async |user: &str| {
        let document = with(with(draft(), "id", "posted"), "form", "abuse_question").to_string();
        let form = [("document", &*document), ("page", "/posted.html?person=demo-1"), ("user", user)];
        post_form(&portal, "/documents", &cookie, serde_urlencoded::to_string(form).unwrap()).await
    };
    assert_eq!(post("kim").await.refused(403), [" other_user"]);
    assert_eq!(post("s\u{e9}m").await.status, 303);
}

#[tokio::test]
async fn operators_need_not_sign_in_to_see_whether_it_works_and_everybody_else_must() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    for address in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(get_as(&portal, address, "").await.status, 200, "{address}");
    }
    let description = include_str!("../../src/serve.rs");
    for address in description.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        // The shell of a visit without a network is the same for everybody.
        let shell = ["/visit.html", "/service-worker.js", "/manifest.webmanifest"].contains(&address);
        let open = shell || ["/healthz", "/readyz", "/metrics", "/session", "/role"].contains(&address);
        if !open && !address.starts_with("/assets/") && !address.starts_with("/sign-in/") {
            let address = address.replace("{page}", "gallery.html").replace(['{', '}', '*'], "");
            assert_eq!(get_as(&portal, &address, "").await.status, 401, "{address}");
        }
    }
}

#[tokio::test]
async fn a_database_that_does_not_say_who_it_is_is_said_to_a_person_on_a_page() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    run(&mut connect(&portal.database).await, "DROP TABLE session").await;
    assert_eq!(get_as(&portal, "/api/people", &cookie).await.refused(500), [" database_broken"]);
    let page = get_as(&portal, PERSON, &cookie).await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (500, "text/html; charset=utf-8"));
    assert!(page.text().contains("<code>database_broken</code>") && !page.text().contains("{{"), "{}", page.text());
}

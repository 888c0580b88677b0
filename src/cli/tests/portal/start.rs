//! What the portal does not start with. It says so by a name, and nobody can reach a portal without sign-in from another machine.

use std::path::Path;
use std::process::Command;

use crate::provider::Provider;

/// What it prints instead of starting.
async fn refused(folder: &Path, options: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coplan"));
    let from = |path: &str| format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
    command.args(["serve", "--port", "0", "--www", &from("www"), "--examples", &from("tests/fixtures"), "--dist"]);
    command.arg(folder).arg("--db").arg(folder.join("portal.db")).args(options);
    let ended = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    assert!(!ended.status.success(), "it starts with {options:?}");
    String::from_utf8_lossy(&ended.stderr).into_owned()
}

#[tokio::test]
async fn what_the_portal_does_not_start_with_is_said_by_name() {
    let folder = tempfile::tempdir().unwrap();
    crate::package(folder.path());
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "of this test").unwrap();
    let empty = folder.path().join("empty");
    std::fs::write(&empty, "\n").unwrap();
    let (secret, empty) = (secret.to_str().unwrap(), empty.to_str().unwrap());
    let provider = Provider::start().await;
    let elsewhere = provider.issuer.replace("127.0.0.1", "localhost");
    let issuer = &*provider.issuer;
    let local = "http://127.0.0.1:8080";
    for (options, said) in [
        (vec!["--host", "0.0.0.0"], "sign_in_needed"),
        (vec!["--host", "::"], "sign_in_needed"),
        (vec!["--host", "192.0.2.7", "--name", "portal.example"], "sign_in_needed"),
        (vec!["--oidc", issuer], "--oidc-client"),
        (vec!["--origin", local], "--oidc"),
    ] {
        let printed = refused(folder.path(), &options).await;
        assert!(printed.contains(said), "{options:?}: {printed}");
    }
    for (issuer, secret, origin, said) in [
        ("http://provider.example", secret, local, "wrong_issuer"),
        ("provider.example", secret, local, "wrong_issuer"),
        (issuer, secret, "http://portal.example", "wrong_origin"),
        (issuer, secret, "https://portal.example/coplan", "wrong_origin"),
        (issuer, empty, local, "wrong_secret"),
        (issuer, "/nothing/here", local, "wrong_secret"),
        (&elsewhere, secret, local, "provider_other_issuer"),
        ("http://127.0.0.1:9", secret, local, "provider_unreachable"),
    ] {
        let options = ["--oidc", issuer, "--oidc-client", "portal", "--oidc-secret-file", secret, "--origin", origin];
        let printed = refused(folder.path(), &options).await;
        assert!(printed.contains(said) && !printed.contains("of this test"), "{options:?}: {printed}");
    }
}

#[tokio::test]
async fn every_page_of_the_demo_says_that_nobody_signs_in() {
    let portal = crate::Portal::start().await;
    let www = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www");
    for file in std::fs::read_dir(www).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".html") {
            let text = portal.get(&format!("/{name}")).await.text();
            assert!(text.contains("This is a demonstration. Nobody signs in"), "{name}: {text}");
        }
    }
    let ended = crate::provider::get_as(&portal, "/", "session=ended").await.text();
    assert!(ended.contains("This is a demonstration. Nobody signs in"), "{ended}");
}

#[test]
fn the_file_of_options_in_the_documentation_has_options_that_there_are() {
    use clap::Parser;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/portal/portal.json");
    let typed = coplan::serve::configured(Path::new(file)).unwrap();
    let options = crate::Serve::try_parse_from(["serve".to_owned()].into_iter().chain(typed)).unwrap().options;
    assert_eq!(options.sign_in.oidc.as_deref(), Some("https://login.example"));
    assert_eq!(options.sign_in.name().as_deref(), Some("portal.example"));
}

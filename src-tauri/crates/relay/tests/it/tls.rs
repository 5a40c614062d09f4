//! HTTPS.

use std::path::Path;

use ribbon_relay::{Config, Error, StoreConfig, TlsFiles};

use crate::support::{client, json};

fn files() -> TlsFiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    TlsFiles {
        certificate: folder.join("localhost.cert.pem"),
        key: folder.join("localhost.key.pem"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_speaks_https_with_http_2() {
    drop(client());
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::new(StoreConfig::Sqlite {
        folder: data.path().to_owned(),
    });
    config.tls = Some(files());
    let running = ribbon_relay::serve(config).await.unwrap();
    let pem = std::fs::read(files().certificate).unwrap();
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
        .build()
        .unwrap();
    let url = format!("https://localhost:{}/healthz", running.addr.port());
    let response = client.get(url).send().await.unwrap();
    assert_eq!(
        response.version(),
        reqwest::Version::HTTP_2,
        "one connection for all calls"
    );
    let answer: serde_json::Value = json(response).await;
    assert_eq!(answer["status"], "ok", "served");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_cannot_be_used_is_refused_at_the_start() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::new(StoreConfig::Sqlite {
        folder: data.path().to_owned(),
    });
    config.tls = Some(TlsFiles {
        certificate: files().key,
        ..files()
    });
    let error = ribbon_relay::serve(config).await.unwrap_err();
    assert!(matches!(error, Error::Tls(_)), "{error}");
}

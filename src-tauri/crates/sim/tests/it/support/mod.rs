//! What the tests share: the description of the API, a client, and a receiver of webhooks.

mod describe;
mod receiver;

pub use describe::{check, check_as};
pub use receiver::Receiver;

use reqwest::{Method, RequestBuilder, Response};
use ribbon_sim::{Api, Config, Running, Sim};
use serde_json::Value;

/// A running stand-in and a client for it.
pub struct Bench {
    pub api: Api,
    pub sim: Running,
    pub http: reqwest::Client,
}

impl Bench {
    pub async fn start(config: Config) -> Self {
        let api = config.api;
        let sim = Sim::start(config).await.expect("the stand-in starts");
        Self {
            api,
            sim,
            http: client(),
        }
    }

    /// A stand-in with 40 interviews.
    pub async fn small() -> Self {
        Self::small_as(Api::default()).await
    }

    /// A stand-in with 40 interviews that answers by this description.
    pub async fn small_as(api: Api) -> Self {
        Self::start(Config {
            api,
            interviews: 40,
            ..Config::default()
        })
        .await
    }

    /// A call of the public API with the right key.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v1{path}", self.sim.base_url);
        self.http
            .request(method, url)
            .bearer_auth(&self.sim.api_key)
    }

    /// A successful GET, checked against the description.
    pub async fn get(&self, path: &str, shape: &str) -> Value {
        self.expect(self.call(Method::GET, path), 200, shape).await
    }

    /// A call that must answer with this status and shape.
    pub async fn expect(&self, call: RequestBuilder, status: u16, shape: &str) -> Value {
        let answer = call.send().await.expect("an answer comes");
        let got = answer.status().as_u16();
        let value = json(answer).await;
        assert_eq!(got, status, "the status of {value}");
        check_as(self.api, shape, &value);
        if matches!(shape, "Error" | "Invalid") {
            assert_eq!(value["code"], status, "an error's body names its status");
        }
        value
    }

    /// The body of a successful GET as it was sent.
    pub async fn text(&self, path: &str) -> String {
        let answer = self
            .call(Method::GET, path)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{path} is answered");
        answer.text().await.expect("text")
    }

    /// A successful control call.
    pub async fn control_ok(&self, path: &str, body: Value) -> Value {
        let (status, value) = self.control(path, body).await;
        assert_eq!(status, 200, "{path} answers {value}");
        value
    }

    /// A control call.
    pub async fn control(&self, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/sim{path}", self.sim.base_url);
        let answer = self
            .http
            .post(url)
            .json(&body)
            .send()
            .await
            .expect("an answer comes");
        (answer.status().as_u16(), json(answer).await)
    }
}

/// A client that trusts nothing from the environment, and shows answers as they were sent.
pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .no_gzip()
        .build()
        .expect("a client")
}

async fn json(answer: Response) -> Value {
    let body = answer.bytes().await.expect("a whole body");
    serde_json::from_slice(&body).expect("JSON")
}

//! The HTTP library, set up once for every use.

use reqwest::{Client, ClientBuilder};
use std::time::Duration;

/// What every client has in common: who we are, and rustls with ring.
pub(crate) fn builder(connect_timeout: Duration) -> ClientBuilder {
    // An error says that a provider is installed already, which is all that is wanted.
    let _already = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .user_agent(concat!("ribbon-desk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
}

/// A client for what needs no key, such as recordings, which may come from any host. How long an
/// answer may take is the caller's to say, as a player that is paused reads nothing for minutes.
///
/// On a computer without root certificates it can still be made, and every request fails.
pub fn plain_http(connect_timeout: Duration) -> Client {
    let without_roots = || builder(connect_timeout).tls_certs_only([]).build();
    builder(connect_timeout)
        .build()
        .or_else(|_| without_roots())
        .unwrap_or_default()
}

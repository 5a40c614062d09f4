//! HTTPS, with a certificate that may be replaced while the relay runs.
//!
//! A certificate is renewed every few weeks. To restart for that would turn webhooks away, and
//! Ribbon is not known to send them twice; so the files are looked at now and then.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::{
    config::TlsFiles,
    error::{Error, Result},
};

const LOOK: Duration = Duration::from_secs(30);

/// A certificate that follows its files.
#[derive(Debug, Clone)]
pub(super) struct Certificate {
    files: TlsFiles,
    current: Arc<Current>,
}

#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(
            &self.0.read().unwrap_or_else(PoisonError::into_inner),
        ))
    }
}

impl Certificate {
    pub(super) fn load(files: &TlsFiles) -> Result<Self> {
        warn_if_exposed(&files.key);
        let key = Arc::new(read(files)?);
        Ok(Self {
            files: files.clone(),
            current: Arc::new(Current(RwLock::new(key))),
        })
    }

    pub(super) fn acceptor(&self) -> Result<TlsAcceptor> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::Tls(error.to_string()))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as _);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Takes over files that have changed. A pair that does not fit, as in the moment between
    /// writing the two, leaves the old one in place.
    pub(super) async fn follow(self, stop: CancellationToken) {
        let following = async {
            let mut known = self.changed_at();
            loop {
                tokio::time::sleep(LOOK).await;
                let now = self.changed_at();
                if now != known {
                    match self.reload() {
                        Ok(()) => {
                            known = now;
                            tracing::info!("the certificate was replaced");
                        }
                        Err(error) => tracing::warn!(%error, "the new certificate is not used"),
                    }
                }
            }
        };
        stop.run_until_cancelled(following).await;
    }

    fn reload(&self) -> Result<()> {
        let key = Arc::new(read(&self.files)?);
        *self
            .current
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner) = key;
        Ok(())
    }

    fn changed_at(&self) -> [Option<SystemTime>; 2] {
        [&self.files.certificate, &self.files.key].map(|file| {
            file.metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
        })
    }
}

/// Only a warning: a relay that did not start for this would lose webhooks.
#[cfg(unix)]
fn warn_if_exposed(key: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o007;
    if let Ok(metadata) = key.metadata()
        && metadata.permissions().mode() & OTHERS != 0
    {
        tracing::warn!(
            key = %key.display(),
            "every user of this machine can read the TLS key: `chmod o-rwx` it"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_exposed(_: &std::path::Path) {}

fn read(files: &TlsFiles) -> Result<CertifiedKey> {
    let unreadable = |what: &std::path::Path| {
        let what = what.display().to_string();
        move |error: rustls::pki_types::pem::Error| Error::Tls(format!("{what}: {error}"))
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable(&files.certificate))?;
    if chain.is_empty() {
        let file = files.certificate.display();
        return Err(Error::Tls(format!("{file}: no certificate in it")));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(unreadable(&files.key))?;
    CertifiedKey::from_der(chain, key, &ring::default_provider())
        .map_err(|error| Error::Tls(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn replaced_files_are_taken_up_only_if_they_fit_together() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let folder = tempfile::tempdir().unwrap();
        let files = TlsFiles {
            certificate: folder.path().join("cert.pem"),
            key: folder.path().join("key.pem"),
        };
        let copy = |name: &str, to: &Path| fs::copy(fixtures.join(name), to).unwrap();
        copy("localhost.cert.pem", &files.certificate);
        copy("localhost.key.pem", &files.key);
        let certificate = Certificate::load(&files).unwrap();
        let current = || Arc::clone(&certificate.current.0.read().unwrap());
        let first = current();

        fs::write(&files.certificate, "half a file").unwrap();
        assert!(
            certificate.reload().is_err(),
            "in the middle of being written"
        );
        assert!(Arc::ptr_eq(&first, &current()), "the old one stays in use");

        copy("localhost.cert.pem", &files.certificate);
        certificate.reload().unwrap();
        assert!(!Arc::ptr_eq(&first, &current()), "the new one is in use");
    }
}

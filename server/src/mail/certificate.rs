//! The certificate of whoever listens for mail. It is read whenever somebody asks for
//! encryption, so that a renewed one counts without a restart.

use std::path::PathBuf;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Where certificate and key are.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The file with the certificate and those that vouch for it, as PEM.
    pub chain: PathBuf,
    /// The file with its key, as PEM.
    pub key: PathBuf,
}

impl Certificate {
    /// What encrypts with it.
    ///
    /// # Errors
    /// A sentence for whoever runs the program, if a file can't be read or both don't
    /// belong together.
    pub fn acceptor(&self) -> Result<TlsAcceptor, String> {
        let unreadable =
            |path: &PathBuf, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&self.chain)
            .and_then(Iterator::collect)
            .map_err(|error| unreadable(&self.chain, &error))?;
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|error| unreadable(&self.key, &error))?;
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| unreadable(&self.chain, &error))?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

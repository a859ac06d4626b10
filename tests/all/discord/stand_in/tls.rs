//! An authority of the stand-in's own and a certificate for the names that Discord has, so that a bot's real path, with
//! TLS and a client that checks it, is what is tested.

use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The names under which a bot reaches Discord.
pub const NAMES: [&str; 3] = ["discord.com", "cdn.discordapp.com", "gateway.discord.gg"];

/// Makes both, writes the authority's certificate to `root` in PEM, and returns what takes in TLS connections.
pub fn acceptor(root: &Path) -> TlsAcceptor {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "An authority for tests");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = KeyPair::generate().expect("a key for the authority");
    let authority = CertifiedIssuer::self_signed(params, key).expect("the authority signs itself");
    std::fs::write(root, authority.pem()).expect("the authority's certificate is written");

    let key = KeyPair::generate().expect("a key for the server");
    let mut params = CertificateParams::new(NAMES.map(String::from)).expect("the names are names");
    params.distinguished_name.push(DnType::CommonName, NAMES[0]);
    let certificate = params.signed_by(&key, &authority).expect("the authority signs");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    // The provider is named: which one is the process's default depends on what else was compiled.
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the usual versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("the certificate fits its key");
    TlsAcceptor::from(Arc::new(config))
}

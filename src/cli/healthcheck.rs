//! `fairway healthcheck`: for containers, which have no curl.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::config::{Config, ConfigError};

use super::CliError;

const PATIENCE: Duration = Duration::from_secs(5);

pub fn run(config: &Config) -> Result<(), CliError> {
    let address = config.http.listen.clone();
    if address.is_empty() {
        return Err(CliError::Config(ConfigError(vec!["http.listen is empty: there is nothing to ask".to_owned()])));
    }
    let answer = super::block_on(async { tokio::time::timeout(PATIENCE, get(&address, "/readyz")).await })?;
    match answer {
        Ok(Ok(text)) if text.starts_with("HTTP/1.1 200") => {
            println!("ready");
            Ok(())
        }
        Ok(Ok(text)) => Err(CliError::Upstream(text.lines().last().unwrap_or("not ready").to_owned())),
        Ok(Err(error)) => Err(CliError::Upstream(format!("{address} does not answer: {error}"))),
        Err(_) => Err(CliError::Upstream(format!("{address} does not answer within {} s", PATIENCE.as_secs()))),
    }
}

async fn get(address: &str, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await?;
    Ok(text)
}

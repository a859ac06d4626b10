//! `/healthz`, `/readyz`, `/metrics` and `/version`, on the operator's own machine.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::chat::Connector;
use crate::metrics::Metrics;
use crate::store::Store;

/// What the pages look at.
#[derive(Clone)]
pub struct Health {
    pub store: Store,
    pub connectors: Vec<Arc<dyn Connector>>,
    pub metrics: Metrics,
}

/// Serves until stopped. An address that is taken is an error to tell at start.
pub async fn serve(listener: TcpListener, health: Health, stop: CancellationToken) -> std::io::Result<()> {
    let pages = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/version", get(|| async { concat!(env!("CARGO_PKG_VERSION"), "\n") }))
        .with_state(health);
    axum::serve(listener, pages).with_graceful_shutdown(async move { stop.cancelled().await }).await
}

/// Ready when the store answers and every network is being heard; otherwise says which is not. Content that was refused is
/// told, and does not make the desk less ready: what was read before is still served.
async fn ready(State(health): State<Health>) -> Response {
    let mut missing: Vec<String> = health
        .connectors
        .iter()
        .filter(|connector| !connector.is_connected())
        .map(|connector| connector.network().to_string())
        .collect();
    if health.store.counts().await.is_err() {
        missing.push("store".to_owned());
    }
    if missing.is_empty() {
        return match health.metrics.content_mistakes() {
            0 => "ready\n".into_response(),
            mistakes => format!("ready; changed content is not served, mistakes in it: {mistakes}\n").into_response(),
        };
    }
    (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", missing.join(", "))).into_response()
}

async fn metrics(State(health): State<Health>) -> Response {
    match health.store.counts().await {
        Ok(counts) => {
            for connector in &health.connectors {
                health.metrics.not_understood(&connector.network(), connector.not_understood());
            }
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, kind)], health.metrics.render(&counts)).into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response(),
    }
}

//! The listeners: TCP, TLS, HTTP, and where a request goes from there.

use std::net::TcpListener;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::connection;
use super::rest;

/// More than any request may have.
const BODY_MAX: usize = 32 << 20;

/// Takes in connections until it is told to stop; then all of them end.
pub async fn listen(shared: Arc<Shared>, listener: TcpListener, tls: Option<TlsAcceptor>, stop: CancellationToken) {
    listener.set_nonblocking(true).expect("the listener does not block");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => return,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        if shared.read(|world| world.gateway.refuses_all) {
            continue;
        }
        // Small answers are not to wait for each other.
        let _ = stream.set_nodelay(true);
        let (shared, tls, stop) = (shared.clone(), tls.clone(), stop.clone());
        connections.spawn(async move {
            match tls {
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        speak(shared, stream, stop).await;
                    }
                }
                None => speak(shared, stream, stop).await,
            }
        });
    }
}

async fn speak(
    shared: Arc<Shared>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    stop: CancellationToken,
) {
    let service = service_fn(move |request| answer(shared.clone(), stop.clone(), request));
    // How a connection ends is the other side's business, or what a test asked for.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await;
}

/// An error here ends the connection without an answer.
async fn answer(
    shared: Arc<Shared>,
    stop: CancellationToken,
    request: Request<Incoming>,
) -> Result<Response<Body>, std::io::Error> {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let query = parts.uri.query().unwrap_or_default().to_owned();
    if parts.headers.contains_key(header::UPGRADE) && matches!(path.as_str(), "/" | "/gateway" | "/gateway/") {
        if shared.read(|world| world.gateway.closed) {
            return Ok(empty(StatusCode::SERVICE_UNAVAILABLE));
        }
        let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
            return Ok(empty(StatusCode::BAD_REQUEST));
        };
        let stream = query.split('&').any(|pair| pair == "compress=zlib-stream");
        return Ok(upgrade.on_upgrade(move |socket| connection::converse(shared, socket, stream, stop)));
    }
    let content = to_bytes(Body::new(body), BODY_MAX).await.map_err(std::io::Error::other)?;
    if path.starts_with("/attachments/") {
        return Ok(match shared.read(|world| world.files.get(&path).cloned()) {
            Some(file) => Response::new(Body::from(file)),
            None => empty(StatusCode::NOT_FOUND),
        });
    }
    let route = path.strip_prefix("/api").unwrap_or(&path);
    let route = route.strip_prefix("/v10").unwrap_or(route);
    let method = parts.method.as_str();
    let answered = rest::serve(shared, method, route, &query, &parts.headers, content).await;
    answered.map_err(|rest::NoAnswer| std::io::Error::other("the connection ends as a test asked"))
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

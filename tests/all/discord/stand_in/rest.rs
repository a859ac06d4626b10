//! A request from its arrival to its answer: noted, met by a fault perhaps, counted, held against the description, done.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde_json::{Value, json};

use super::Shared;
use super::describe;
use super::faults::Fault;
use super::limits::Standing;
use super::multipart;
use super::refusal::Refusal;
use super::routes::{self, Route};
use super::rules;
use super::world::{Id, World};

/// A file that came with a request.
#[derive(Clone, Debug)]
pub struct File {
    /// The part of the form that it was: `files[0]`.
    pub part: String,
    pub name: String,
    pub content_type: String,
    pub content: Vec<u8>,
}

/// What a route is given.
#[derive(Clone, Debug)]
pub struct Call {
    pub params: Vec<(&'static str, String)>,
    pub query: HashMap<String, String>,
    pub body: Value,
    pub files: Vec<File>,
}

impl Call {
    pub fn find(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// A part of the path. Only for those that the route's template has.
    pub fn text(&self, name: &str) -> &str {
        self.find(name).unwrap_or_else(|| panic!("the template has no {name}"))
    }

    pub fn id(&self, name: &str) -> Result<Id, Refusal> {
        self.text(name).parse().map_err(|_| Refusal::invalid_at(&format!("/{name}"), "Value is not snowflake."))
    }

    pub fn query_id(&self, name: &str) -> Option<Id> {
        self.query.get(name)?.parse().ok()
    }
}

/// A status and, mostly, a body.
#[derive(Clone, Debug)]
pub struct Answer(pub u16, pub Option<Value>);

impl Answer {
    pub const NOTHING: Self = Self(204, None);

    pub fn ok(body: Value) -> Outcome {
        Ok(Self(200, Some(body)))
    }
}

pub type Outcome = Result<Answer, Refusal>;

/// A request as it is remembered.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Without `/api/v10`.
    pub path: String,
    /// As in Discord's description; empty when no route is meant.
    pub template: &'static str,
    pub body: Value,
    pub at: Instant,
    /// `None` as long as there is no answer, and when there never is one.
    pub status: Option<u16>,
    /// Why it was refused.
    pub refused: Option<String>,
}

/// An answer that is none: the connection ends.
#[derive(Clone, Copy, Debug)]
pub struct NoAnswer;

/// Answers one request.
pub async fn serve(
    shared: Arc<Shared>,
    method: &str,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    content: Bytes,
) -> Result<Response<Body>, NoAnswer> {
    let known = routes::find(method, path);
    let template = known.as_ref().map_or("", |(route, _)| route.template);
    let (body, files) = multipart::read(headers, &content);
    let number = shared.change(|world| {
        world.requests.push(Request {
            method: method.to_owned(),
            path: path.to_owned(),
            template,
            body: body.clone().unwrap_or_default(),
            at: Instant::now(),
            status: None,
            refused: None,
        });
        world.requests.len() - 1
    });
    let fault = shared.change(|world| world.faults.meet(method, path, template));
    let remember = |status: Option<u16>, refused: Option<String>| {
        shared.change(|world| {
            world.requests[number].status = status;
            world.requests[number].refused = refused;
        });
    };
    match &fault {
        Some(Fault::Dropped) => {
            remember(None, Some("dropped".to_owned()));
            return Err(NoAnswer);
        }
        Some(Fault::SlowToStart(time)) => tokio::time::sleep(*time).await,
        Some(fault) => {
            if let Some((status, response)) = refused_by(fault) {
                remember(Some(status), Some(format!("{fault:?}")));
                return Ok(response);
            }
        }
        None => {}
    }
    let authorized = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let (outcome, standing) = shared.change(|world| match known {
        None => (Err(if routes::is_path(path) { Refusal::METHOD } else { Refusal::NOT_FOUND }), None),
        Some((route, params)) => {
            let query = pairs(query);
            done(world, &route, authorized, body.map(|body| Call { params, query, body, files }))
        }
    });
    let limited = standing.as_ref().is_some_and(|standing| standing.refused);
    let (status, body, refused) = match outcome {
        _ if limited => (429, Some(limited_body(standing.as_ref(), false)), Some("rate limit".to_owned())),
        Ok(Answer(status, body)) => (status, body, None),
        Err(refusal) => (refusal.status, Some(refusal.body()), Some(format!("{} {}", refusal.code, refusal.message))),
    };
    if !template.is_empty() && status != 429 {
        let mistakes = describe::answer(method, template, status, body.as_ref());
        shared.change(|world| world.note(&format!("the stand-in's answer to {method} {template}"), &mistakes));
    }
    remember(Some(status), refused);
    match fault {
        Some(Fault::DoneThenDropped) => {
            remember(None, Some("done, then dropped".to_owned()));
            return Err(NoAnswer);
        }
        Some(Fault::DoneThenFails(status)) => {
            remember(Some(status), Some("done, then failed".to_owned()));
            return Ok(failed(status));
        }
        Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
        _ => {}
    }
    Ok(respond(status, body, standing))
}

/// Everything that happens to a request while nothing else happens in the world.
fn done(
    world: &mut World,
    route: &Route,
    authorized: &str,
    call: Result<Call, Refusal>,
) -> (Outcome, Option<Standing>) {
    if !route.is_open() && authorized.trim_start_matches("Bot ") != world.settings.token {
        return (Err(Refusal::UNAUTHORIZED), None);
    }
    let call = match call {
        Ok(call) => call,
        Err(refusal) => return (Err(refusal), None),
    };
    let major = call.params.first().map_or("", |(_, value)| value.as_str());
    let standing = world.limits.count(route.method, route.template, major, world.settings.message_limit);
    if standing.as_ref().is_some_and(|standing| standing.refused) {
        return (Err(Refusal::NOT_FOUND), standing);
    }
    let mut mistakes = describe::request(route.method, route.template, &call.body);
    let barred = world.settings.mentions_barred;
    mistakes.extend(rules::mistakes(route.method, route.template, &call.body, &call.files, barred));
    if !mistakes.is_empty() {
        world.note(&format!("{} {}", route.method, route.template), &mistakes);
        return (Err(Refusal::invalid(&mistakes)), standing);
    }
    ((route.handler)(world, &call), standing)
}

/// The answer of faults that keep a request from being done.
fn refused_by(fault: &Fault) -> Option<(u16, Response<Body>)> {
    let limited = |retry_after: &Duration, global: bool| {
        let body = limited_json(*retry_after, global);
        let mut response = respond(429, Some(body), None);
        let headers = response.headers_mut();
        headers.insert("retry-after", retry_after.as_secs_f64().ceil().to_string().parse().expect("a number"));
        headers.insert("via", "1.1 google".parse().expect("text"));
        let scope = if global { "global" } else { "user" };
        headers.insert("x-ratelimit-scope", scope.parse().expect("text"));
        if global {
            headers.insert("x-ratelimit-global", "true".parse().expect("text"));
        } else {
            let reset_after = format!("{:.3}", retry_after.as_secs_f64());
            for (name, value) in [
                ("x-ratelimit-limit", "5"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset-after", reset_after.as_str()),
                ("x-ratelimit-bucket", "laidbyatest"),
            ] {
                headers.insert(name, value.parse().expect("text"));
            }
            let reset = super::world::now_ms() as f64 / 1000.0 + retry_after.as_secs_f64();
            headers.insert("x-ratelimit-reset", format!("{reset:.3}").parse().expect("a number"));
        }
        (429, response)
    };
    match fault {
        Fault::RateLimited { retry_after } => Some(limited(retry_after, false)),
        Fault::GloballyLimited { retry_after } => Some(limited(retry_after, true)),
        Fault::CloudflareLimited { retry_after } => {
            let page = "<!DOCTYPE html><html><head><title>Error 1015</title></head><body>You are being rate limited</body></html>";
            let response = Response::builder()
                .status(429)
                .header("content-type", "text/html; charset=UTF-8")
                .header("server", "cloudflare")
                .header("retry-after", retry_after.as_secs_f64().ceil().to_string())
                .body(Body::from(page));
            Some((429, response.expect("a page")))
        }
        Fault::Fails(status) => Some((*status, failed(*status))),
        _ => None,
    }
}

fn failed(status: u16) -> Response<Body> {
    respond(status, Some(json!({ "message": format!("{status}: failed as a test asked"), "code": 0 })), None)
}

fn limited_json(retry_after: Duration, global: bool) -> Value {
    let seconds = (retry_after.as_secs_f64() * 1000.0).ceil() / 1000.0;
    json!({ "message": "You are being rate limited.", "retry_after": seconds, "global": global, "code": 0 })
}

fn limited_body(standing: Option<&Standing>, global: bool) -> Value {
    limited_json(standing.map_or(Duration::ZERO, |standing| standing.reset_after), global)
}

fn respond(status: u16, body: Option<Value>, standing: Option<Standing>) -> Response<Body> {
    let mut response = Response::new(match &body {
        Some(body) => Body::from(body.to_string()),
        None => Body::empty(),
    });
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    let headers = response.headers_mut();
    if body.is_some() {
        headers.insert(header::CONTENT_TYPE, "application/json".parse().expect("text"));
    }
    if let Some(standing) = standing {
        for (name, value) in standing.headers() {
            headers.insert(name, value.parse().expect("text"));
        }
        if standing.refused {
            let seconds = standing.reset_after.as_secs_f64().ceil();
            headers.insert("retry-after", seconds.to_string().parse().expect("a number"));
            headers.insert("x-ratelimit-scope", "user".parse().expect("text"));
        }
    }
    response
}

fn pairs(query: &str) -> HashMap<String, String> {
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), routes::decoded(value)));
    query.split('&').filter_map(pair).collect()
}

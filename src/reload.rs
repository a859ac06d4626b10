//! Content that changes while the desk runs: read beside what is served, checked, and swapped whole or not at all.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::content::ContentError;
use domain::handbook::{Desk, Handbook};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::clock::Clock;
use crate::handbook::{self, Stamp};
use crate::metrics::Metrics;

/// The handbook that is served right now. Who borrows it once has the same one for as long as they keep it.
pub type Served = watch::Receiver<Arc<Handbook>>;

/// How long to wait, at least, before files that changed while they were read are read again.
const PAUSE_MIN: Duration = Duration::from_secs(1);

/// The content below a folder, read once and ready to be read again.
pub struct Content {
    root: PathBuf,
    desk: Desk,
    /// The files as they were when they were last read, whether or not they were right.
    tried: Stamp,
    served: watch::Sender<Arc<Handbook>>,
}

impl Content {
    /// Reads the content for the first time. Every mistake is reported at once.
    pub fn read(root: PathBuf, desk: Desk) -> Result<Self, Vec<ContentError>> {
        // Taken before reading: what changes meanwhile is then seen as a change.
        let tried = handbook::stamp(&root);
        let handbook = handbook::load(&root, desk.clone())?;
        Ok(Self { root, desk, tried, served: watch::Sender::new(Arc::new(handbook)) })
    }

    pub fn served(&self) -> Served {
        self.served.subscribe()
    }

    /// Prepares reading it again: from here on SIGHUP no longer ends the program. Without an interval, files are not
    /// looked at.
    pub fn reload(self, every: Option<Duration>, clock: Clock, metrics: Metrics) -> std::io::Result<Reload> {
        metrics.content_loaded(clock.now());
        Ok(Reload { content: self, every, hangup: signal(SignalKind::hangup())?, clock, metrics })
    }
}

/// Reads the content again when its files have changed, or when the operator asks.
pub struct Reload {
    content: Content,
    every: Option<Duration>,
    hangup: Signal,
    clock: Clock,
    metrics: Metrics,
}

impl Reload {
    /// Never ends. Polled, because a watch on files is lost when a folder is swapped below it, and misses what is mounted
    /// into a container.
    pub async fn run(&mut self) -> Infallible {
        let mut changed = None;
        loop {
            let asked = tokio::select! {
                hangup = self.hangup.recv() => hangup.is_some(),
                () = pause(self.every) => false,
            };
            let now = self.stamp().await;
            if asked || (now != self.content.tried && changed.as_ref() == Some(&now)) {
                self.try_again().await;
                changed = None;
            } else {
                // Half a checkout is not read: the files must have stood still for one interval.
                changed = Some(now);
            }
        }
    }

    async fn try_again(&mut self) {
        loop {
            let before = self.stamp().await;
            let (root, desk) = (self.content.root.clone(), self.content.desk.clone());
            let read = tokio::task::spawn_blocking(move || handbook::load(&root, desk)).await;
            if self.stamp().await != before {
                tokio::time::sleep(self.every.unwrap_or(PAUSE_MIN).max(PAUSE_MIN)).await;
                continue;
            }
            self.content.tried = before;
            match read {
                Ok(Ok(handbook)) => self.serve(handbook),
                Ok(Err(mistakes)) => self.keep(&mistakes),
                // A panic in reading is a mistake of ours, and no reason to stop serving what was read before.
                Err(_) => self.keep(&[]),
            }
            return;
        }
    }

    fn serve(&self, handbook: Handbook) {
        let entries = handbook.knowledge.entries().count();
        self.content.served.send_replace(Arc::new(handbook));
        self.metrics.content_loaded(self.clock.now());
        tracing::info!(entries, "content: read again");
    }

    /// Content is not people's words: where its first mistake is may stand in the log.
    fn keep(&self, mistakes: &[ContentError]) {
        self.metrics.content_refused(mistakes.len().max(1));
        let told = "content: not taken over, what was read before is still served; `fairway check` tells all mistakes";
        match mistakes.first() {
            Some(ContentError { path: file, line, message, .. }) => {
                tracing::error!(mistakes = mistakes.len(), file, line, mistake = message, "{told}");
            }
            None => tracing::error!("{told}"),
        }
    }

    /// Off the async threads, as all reading here: a slow disk must not keep anyone's reply waiting.
    async fn stamp(&self) -> Stamp {
        let root = self.content.root.clone();
        tokio::task::spawn_blocking(move || handbook::stamp(&root)).await.unwrap_or_default()
    }
}

async fn pause(every: Option<Duration>) {
    match every {
        Some(every) => tokio::time::sleep(every).await,
        None => std::future::pending().await,
    }
}

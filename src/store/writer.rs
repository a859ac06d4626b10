//! The one task that writes. It gathers the writes of many turns into one transaction, because on SQLite a commit costs
//! a flush of the disk: alone, one turn a flush; together, up to sixty-four.
//!
//! In company each job has a savepoint of its own, so that one that fails undoes nothing of the others, and nobody is
//! answered before COMMIT. A connection pool with one writer each was the alternative: on SQLite they only queue for the lock.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection, Executor};
use tokio::sync::{mpsc, oneshot};

use super::dialect::{Address, Dialect};
use super::error::StoreError;
use super::files::Hold;
use super::keys::Keys;
use crate::faults;

/// The most jobs in one transaction.
const BATCH_JOBS: usize = 64;
/// The longest that a batch waits for more jobs, and then only while they keep coming.
const BATCH_WAIT_MS: u64 = 5;
/// How often other tasks get their turn without a new job coming before the batch is taken as complete.
const QUIET_YIELDS: u32 = 8;
/// Jobs that may wait; beyond this callers wait to hand theirs in.
const QUEUED_JOBS: usize = 1024;

pub(super) type Boxed<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;
/// What a job does. A plain function over its input, so that it can be run again after a serialization failure.
pub(super) type Doing<I, T> = for<'c> fn(&'c mut Tx, &'c I) -> Boxed<'c, Result<T, StoreError>>;

/// A transaction as jobs see it.
pub(super) struct Tx {
    pub conn: AnyConnection,
    pub dialect: Dialect,
    keys: Arc<Keys>,
}

impl Tx {
    pub fn keys(&self) -> &Keys {
        &self.keys
    }
}

/// Hands jobs to the task. Dropping it ends the task.
pub(super) struct Writer {
    queue: mpsc::Sender<Asked>,
}

enum Asked {
    Write(Work),
    /// Fold the log in, say whether that went well, and end.
    Stop(oneshot::Sender<Result<(), StoreError>>),
}

struct Work {
    keys: Vec<String>,
    job: Box<dyn Job>,
}

trait Job: Send {
    fn run<'c>(&'c mut self, tx: &'c mut Tx) -> Boxed<'c, Result<(), StoreError>>;
    fn answer(&mut self, end: Result<(), StoreError>);
}

struct Typed<I, T> {
    input: I,
    doing: Doing<I, T>,
    done: Option<T>,
    reply: Option<oneshot::Sender<Result<T, StoreError>>>,
}

impl<I: Send + Sync, T: Send> Job for Typed<I, T> {
    fn run<'c>(&'c mut self, tx: &'c mut Tx) -> Boxed<'c, Result<(), StoreError>> {
        Box::pin(async move {
            self.done = Some((self.doing)(tx, &self.input).await?);
            Ok(())
        })
    }

    fn answer(&mut self, end: Result<(), StoreError>) {
        let Some(reply) = self.reply.take() else { return };
        let answer = end.and_then(|()| self.done.take().ok_or(StoreError::Closed));
        // A caller that went away does not mind; its write is committed all the same.
        let _ = reply.send(answer);
    }
}

impl Writer {
    pub fn start(conn: AnyConnection, address: Address, keys: Arc<Keys>, hold: Option<Arc<Hold>>) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUED_JOBS);
        let tx = Tx { conn, dialect: address.dialect(), keys };
        tokio::spawn(Task { tx, address, jobs, lost: false, commit_sent: false, hold, stop: None }.run());
        Self { queue }
    }

    /// Runs a job and answers when it is durable. `keys` names those it will seal with: the keys that a whole batch
    /// lacks are made in one transaction of the key store.
    pub async fn write<I, T>(&self, keys: Vec<String>, input: I, doing: Doing<I, T>) -> Result<T, StoreError>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Typed { input, doing, done: None, reply: Some(reply) });
        self.queue.send(Asked::Write(Work { keys, job })).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Ends the task once all that was handed in before is written. The readers must be closed by then.
    pub async fn stop(&self) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        self.queue.send(Asked::Stop(reply)).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Returns when the task has ended: after a failure of the disk, or once the store was closed.
    pub async fn ended(&self) {
        self.queue.closed().await;
    }
}

struct Task {
    tx: Tx,
    address: Address,
    jobs: mpsc::Receiver<Asked>,
    /// The connection is of no use and is made anew before the next batch.
    lost: bool,
    commit_sent: bool,
    /// Kept here until the last write is through.
    hold: Option<Arc<Hold>>,
    /// Asked to stop while a batch was gathered.
    stop: Option<oneshot::Sender<Result<(), StoreError>>>,
}

impl Task {
    async fn run(mut self) {
        while let Some(first) = self.next().await {
            let mut batch = self.gather(first).await;
            let ends = self.write(&mut batch).await;
            let failed = ends.as_ref().err().filter(|error| error.is_fatal()).cloned();
            match ends {
                Ok(ends) => batch.iter_mut().zip(ends).for_each(|(work, end)| work.job.answer(end)),
                Err(error) => batch.iter_mut().for_each(|work| work.job.answer(Err(error.clone()))),
            }
            if let Some(error) = failed {
                tracing::error!(%error, "the disk failed under the database: no more is written, restart");
                return;
            }
        }
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(self.close().await);
        }
    }

    async fn next(&mut self) -> Option<Work> {
        if self.stop.is_some() {
            return None;
        }
        match self.jobs.recv().await? {
            Asked::Write(work) => Some(work),
            Asked::Stop(reply) => {
                self.stop = Some(reply);
                None
            }
        }
    }

    async fn close(self) -> Result<(), StoreError> {
        let Tx { mut conn, dialect, keys } = self.tx;
        let folded = dialect.fold_log(&mut conn).await?;
        if let Some(hold) = self.hold.filter(|_| folded) {
            hold.mark_closed()?;
        }
        conn.close().await?;
        keys.close().await
    }

    /// The first job and all that come with it. Alone it goes at once; in company the batch stays open while other
    /// tasks keep adding to it. A timer would be too coarse for this: it ticks in whole milliseconds.
    async fn gather(&mut self, first: Work) -> Vec<Work> {
        let mut batch = vec![first];
        let until = Instant::now() + Duration::from_millis(BATCH_WAIT_MS);
        let mut quiet = 0;
        while batch.len() < BATCH_JOBS {
            match self.jobs.try_recv() {
                Ok(Asked::Write(work)) => {
                    batch.push(work);
                    quiet = 0;
                }
                Ok(Asked::Stop(reply)) => {
                    self.stop = Some(reply);
                    break;
                }
                Err(_) if batch.len() == 1 || quiet == QUIET_YIELDS || Instant::now() >= until => break,
                Err(_) => {
                    quiet += 1;
                    tokio::task::yield_now().await;
                }
            }
        }
        batch
    }

    /// Writes a batch, once more when it failed for a passing reason, or when the connection was lost before COMMIT was
    /// sent. Lost after that, nobody knows what became of it: the callers are told, and find out when they ask again.
    async fn write(&mut self, batch: &mut [Work]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        match self.attempt(batch).await {
            Err(error) if error.is_passing() || error.lost_connection() && !self.commit_sent => {
                self.attempt(batch).await
            }
            ends => ends,
        }
    }

    async fn attempt(&mut self, batch: &mut [Work]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        self.commit_sent = false;
        if self.lost {
            self.tx.conn = self.address.connect().await?;
            self.lost = false;
        }
        let names: Vec<String> = batch.iter().flat_map(|work| work.keys.iter().cloned()).collect();
        self.tx.keys.prepare(&names).await?;
        let ends = self.transaction(batch).await;
        if let Err(error) = &ends {
            self.lost = error.lost_connection() || self.tx.conn.execute("ROLLBACK").await.is_err();
        }
        ends
    }

    async fn transaction(&mut self, batch: &mut [Work]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        self.tx.conn.execute(self.tx.dialect.begin()).await?;
        faults::point("store.batch.begun");
        let mut ends = Vec::with_capacity(batch.len());
        let alone = batch.len() == 1;
        for work in batch.iter_mut() {
            if !alone {
                self.tx.conn.execute("SAVEPOINT job").await?;
            }
            let end = work.job.run(&mut self.tx).await;
            match &end {
                Ok(()) if alone => {}
                Ok(()) => {
                    self.tx.conn.execute("RELEASE SAVEPOINT job").await?;
                }
                Err(error) if alone || error.is_passing() || error.is_fatal() || error.lost_connection() => {
                    return Err(error.clone());
                }
                // When the database has already undone everything by itself (a full disk), there is no savepoint to go
                // back to; this fails and so does the whole batch, instead of going on outside a transaction.
                Err(_) => {
                    self.tx.conn.execute("ROLLBACK TO SAVEPOINT job").await?;
                    self.tx.conn.execute("RELEASE SAVEPOINT job").await?;
                }
            }
            ends.push(end);
        }
        if faults::bug("store.ack-before-commit") {
            batch.iter_mut().zip(&ends).for_each(|(work, end)| work.job.answer(end.clone()));
        }
        faults::point("store.batch.before_commit");
        self.commit_sent = true;
        self.tx.conn.execute("COMMIT").await?;
        faults::point("store.batch.after_commit");
        Ok(ends)
    }
}

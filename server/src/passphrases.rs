//! Hashing and judging the passphrases of staff, on threads of the machine that no request waits for: it takes 19 MiB and a tenth of a
//! second, so few at a time do it, however many ask.

use app::kit::state::{BoxFuture, Passphrases};
use domain::entropy::Entropy;
use domain::staff::Passphrase;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The number that is worked on at once.
const AT_ONCE: usize = 2;

/// The passphrases of one process.
pub struct Slow {
    entropy: Arc<dyn Entropy>,
    turns: Arc<Semaphore>,
}

impl Slow {
    /// Nobody waits yet.
    pub fn new(entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let turn = self.turns.clone().acquire_owned().await;
        let done = spawn_blocking(move || {
            // Until it is done, also when whoever asked hangs up.
            let _turn = turn;
            work()
        });
        done.await.unwrap_or_else(|failed| std::panic::resume_unwind(failed.into_panic()))
    }
}

impl Passphrases for Slow {
    fn hash(&self, passphrase: Passphrase) -> BoxFuture<'_, String> {
        let entropy = self.entropy.clone();
        Box::pin(self.work(move || passphrase.hash(&*entropy)))
    }

    fn fits(&self, passphrase: Passphrase, hash: Option<String>) -> BoxFuture<'_, bool> {
        Box::pin(self.work(move || passphrase.fits(hash.as_deref())))
    }
}

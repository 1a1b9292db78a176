//! The word that everything ends: given once, heard by everybody who waits for it.

use tokio::sync::watch;

/// Gives the word.
pub struct Stopper(watch::Sender<bool>);

/// Hears the word.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

/// A pair of the two.
pub fn pair() -> (Stopper, Stop) {
    let (give, hear) = watch::channel(false);
    (Stopper(give), Stop(hear))
}

impl Stopper {
    /// From now on everything ends.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits for the word. A dropped [`Stopper`] counts as one.
    pub async fn heard(&self) {
        let _ = self.0.clone().wait_for(|stop| *stop).await;
    }
}

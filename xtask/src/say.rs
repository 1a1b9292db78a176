//! What a person reads while waiting.

use std::time::{Duration, Instant};

/// The time that something took, in words.
pub struct Stopwatch(Instant);

impl Stopwatch {
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn read(&self) -> String {
        words(self.0.elapsed())
    }
}

/// Announces a step with what it usually takes, does it, and says what it took.
pub fn step<T>(what: &str, usually: &str, does: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    println!("\n== {what} ({usually})");
    let clock = Stopwatch::start();
    let done = does()?;
    println!("   {what}: {}", clock.read());
    Ok(done)
}

/// One line for the person.
pub fn line(text: &str) {
    println!("{text}");
}

/// "8 s", "2 min 5 s".
pub fn words(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100),
        10..60 => format!("{} s", time.as_secs()),
        long => format!("{} min {} s", long / 60, long % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_person_says_them() {
        assert_eq!(words(Duration::from_millis(840)), "0.8 s");
        assert_eq!(words(Duration::from_secs(42)), "42 s");
        assert_eq!(words(Duration::from_secs(125)), "2 min 5 s");
    }
}

//! T23: the time of a refusal does not tell how near a code is.

use domain::codes::AccountCode;
use domain::entropy::{Entropy, Seeded};
use server::testing::TestApp;
use std::time::Instant;

/// Samples of each kind in one round.
const SAMPLES: usize = 400;
/// Rounds; a difference that is there shows in every one, an accident does not.
const ROUNDS: usize = 3;
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `data` (26 characters) with the two check characters that fit.
fn with_check(data: &str) -> String {
    let both = ALPHABET.chars().flat_map(|a| ALPHABET.chars().map(move |b| format!("{data}{a}{b}")));
    both.into_iter().find(|code| AccountCode::parse(code).is_ok()).expect("two characters fit")
}

/// A code that begins like `code` for `same` characters and goes on by chance.
fn like(code: &str, same: usize, chance: &dyn Entropy) -> String {
    let other = AccountCode::generate(chance).grouped().replace('-', "");
    let data = format!("{}{}", &code[..same], &other[same..26]);
    if data == code[..26] { like(code, same, chance) } else { with_check(&data) }
}

/// The two-sided p of Mann and Whitney, by the normal approximation, with ties at their middle rank.
fn mann_whitney(one: &[u128], two: &[u128]) -> f64 {
    let mut all: Vec<(u128, bool)> =
        one.iter().map(|t| (*t, true)).chain(two.iter().map(|t| (*t, false))).collect();
    all.sort_unstable();
    let mut rank_sum = 0.0;
    let mut at = 0;
    while at < all.len() {
        let end = at + all[at..].iter().take_while(|(time, _)| *time == all[at].0).count();
        let rank = (at + end + 1) as f64 / 2.0;
        rank_sum += rank * all[at..end].iter().filter(|(_, first)| *first).count() as f64;
        at = end;
    }
    let (n, m) = (one.len() as f64, two.len() as f64);
    let u = rank_sum - n * (n + 1.0) / 2.0;
    let z = (u - n * m / 2.0).abs() / (n * m * (n + m + 1.0) / 12.0).sqrt();
    2.0 * (1.0 - normal(z))
}

/// The distribution function of the normal distribution (Abramowitz and Stegun 26.2.17; error below 1e-7).
fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let sum = t
        * (0.319_381_53
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    1.0 - (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

#[test]
fn the_test_sees_a_difference_that_is_there() {
    let even: Vec<u128> = (0..400).map(|n| 1_000 + n * 7 % 400).collect();
    let slower: Vec<u128> = even.iter().map(|time| time + 60).collect();
    assert!(mann_whitney(&even, &even) > 0.99);
    assert!(mann_whitney(&even, &slower) < 0.001);
    assert!((normal(1.96) - 0.975).abs() < 1e-3);
}

#[tokio::test]
async fn the_time_of_a_refusal_does_not_tell_how_near_a_code_is() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut codes = Vec::new();
    for _ in 0..15 {
        let mut person = app.member().await;
        codes.push(person.code.replace('-', ""));
        codes.push(person.makes_second_key().await.replace('-', ""));
    }
    let chance = Seeded::new(23);
    let mut visitor = app.browser();
    let mut least = [1.0_f64; 3];
    let mut most = [0.0_f64; 3];
    for _ in 0..ROUNDS {
        // Three kinds, taken in turns, so that whatever else the machine does falls on all of them alike.
        let mut times: [Vec<u128>; 3] = Default::default();
        for n in 0..SAMPLES * 3 {
            let real = &codes[n % codes.len()];
            let same = [0, 20, 25][n % 3];
            let code = like(real, same, &chance);
            // From another network each time: slowing down has its own test.
            visitor.address = format!("10.{}.{}.1", n / 250, n % 250);
            let begin = Instant::now();
            let answer = visitor.asks("/api/people/sign_in", &[("password", &code)]).await;
            times[n % 3].push(begin.elapsed().as_nanos());
            assert_eq!(answer.status, 422);
        }
        for (pair, (a, b)) in [(0, 1), (0, 2), (1, 2)].into_iter().enumerate() {
            let p = mann_whitney(&times[a], &times[b]);
            least[pair] = least[pair].min(p);
            most[pair] = most[pair].max(p);
        }
    }
    for (pair, what) in
        ["wrong and valid prefix", "wrong and near miss", "valid prefix and near miss"].iter().enumerate()
    {
        assert!(most[pair] > 0.01, "{what}: p between {:.5} and {:.5}", least[pair], most[pair]);
    }
}

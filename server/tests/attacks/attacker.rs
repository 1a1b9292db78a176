//! The attacker: every way we could think of to get from a post to an account. Each attack is a function from what
//! was stolen to shortlists; whether it is better than chance is for `judge` to say.

use super::hashes;
use super::loot::{Loot, Value};
use super::orders::{ORDERS, sorted};
use super::view::{Account, Persona, Shortlist, View};
use domain::people::Sector;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// An attack by its name; run, it names people.
pub struct Attack<'a> {
    pub name: String,
    run: Box<dyn Fn() -> Vec<Shortlist> + 'a>,
}

impl<'a> Attack<'a> {
    pub fn new(name: impl Into<String>, run: impl Fn() -> Vec<Shortlist> + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }

    pub fn run(&self) -> Vec<Shortlist> {
        (self.run)()
    }
}

/// A shortlist by rank holds this part of all accounts.
const PART: usize = 10;
/// Fewer bytes are equal by chance.
const TELLING: usize = 6;
/// How much of a long value is looked at, at each end.
const END: usize = 1_024;

pub fn attacks<'a>(loot: &'a Loot, view: &'a View) -> Vec<Attack<'a>> {
    let mut all = vec![
        Attack::new("an equal value in both zones", || equal_values(view)),
        Attack::new("bytes of one in the other", || shared_bytes(view)),
        Attack::new("the nearest bytes", || nearest_bytes(view)),
        Attack::new("the number of the face", || faces(view)),
        Attack::new("ids in one line of the log", || log_lines(loot, view)),
        Attack::new("signed in on the day of a post", || days_of_sessions(view)),
        Attack::new("joined in the month of a post", || months(view)),
        Attack::new("the size of a cohort and the sector shown", || cohorts(loot, view)),
        Attack::new("who writes much has a long row", || lengths(view, &row_length)),
        Attack::new("who writes much has long seals", || lengths(view, &sealed_length)),
        Attack::new("who writes much has many sessions", || lengths(view, &|account| account.sessions.len())),
    ];
    for (beside, came) in view.orders() {
        let came = Rc::new(came);
        for (name, order) in ORDERS {
            let forward = came.clone();
            all.push(Attack::new(format!("the order in which {name}, beside {beside}"), move || {
                in_order(&forward, &order(loot, view))
            }));
            let backward = came.clone();
            all.push(Attack::new(
                format!("the order, backwards, in which {name}, beside {beside}"),
                move || in_order(&backward, &order(loot, view).into_iter().rev().collect::<Vec<_>>()),
            ));
        }
    }
    all.extend(hashes::attacks(loot, view));
    all
}

fn only(persona: usize, account: usize) -> Shortlist {
    Shortlist { persona, accounts: vec![account] }
}

/// A join: a value of the account's rows that stands in a row of the persona too.
fn equal_values(view: &View) -> Vec<Shortlist> {
    let mut owners: HashMap<&Value, HashSet<usize>> = HashMap::new();
    for (n, account) in view.accounts.iter().enumerate() {
        for value in values_of(account).filter(|value| value.bytes().len() >= TELLING) {
            owners.entry(value).or_default().insert(n);
        }
    }
    // What stands at every tenth account says nothing about one.
    owners.retain(|_, owners| owners.len() * PART < view.accounts.len().max(PART + 1));
    let mut named = Vec::new();
    for (n, persona) in view.personas.iter().enumerate() {
        let tag = Value::Blob(persona.tag.clone());
        let values = persona.rows.iter().flatten().chain([&tag]);
        let accounts: HashSet<usize> =
            values.filter_map(|value| owners.get(value)).flatten().copied().collect();
        if !accounts.is_empty() {
            named.push(Shortlist { persona: n, accounts: accounts.into_iter().collect() });
        }
    }
    named
}

fn values_of(account: &Account) -> impl Iterator<Item = &Value> {
    let rows = account.sessions.iter().chain(&account.ways_in);
    account.values.iter().chain(rows.flat_map(|row| &row.values))
}

/// Some bytes of an account inside a tag or an id of the persona, at any place.
fn shared_bytes(view: &View) -> Vec<Shortlist> {
    let mut owners: HashMap<&[u8], usize> = HashMap::new();
    for (n, account) in view.accounts.iter().enumerate() {
        for value in values_of(account).filter(|value| matches!(value, Value::Blob(_))) {
            owners.extend(value.bytes().windows(TELLING).map(|some| (some, n)));
        }
    }
    let mut named = Vec::new();
    for (n, persona) in view.personas.iter().enumerate() {
        let ids = persona.rows.iter().flatten().filter(|value| matches!(value, Value::Blob(_)));
        let pieces = ids.flat_map(|id| ends(id.bytes())).flat_map(|part| part.windows(TELLING));
        if let Some(account) = pieces.into_iter().find_map(|some| owners.get(some)) {
            named.push(only(n, *account));
        }
    }
    named
}

/// Of what is long, for example a drawer, both ends.
fn ends(bytes: &[u8]) -> [&[u8]; 2] {
    if bytes.len() <= 2 * END { [bytes, &[]] } else { [&bytes[..END], &bytes[bytes.len() - END..]] }
}

/// The account one of whose 16 bytes differ from the tag in the fewest bits.
fn nearest_bytes(view: &View) -> Vec<Shortlist> {
    let number = |bytes: &[u8]| u128::from_be_bytes(bytes.try_into().expect("16 bytes"));
    let numbers = |account: &Account| -> Vec<u128> {
        let blobs = account.values.iter().filter(|value| matches!(value, Value::Blob(_)));
        blobs.flat_map(|blob| blob.bytes().chunks_exact(16)).map(number).collect()
    };
    let of: Vec<Vec<u128>> = view.accounts.iter().map(numbers).collect();
    let nearest = |persona: &Persona| {
        let tag = number(&persona.tag[..16]);
        let far = |account: &usize| of[*account].iter().map(|bytes| (bytes ^ tag).count_ones()).min();
        (0..view.accounts.len()).min_by_key(far).expect("an account")
    };
    view.personas.iter().enumerate().map(|(n, persona)| only(n, nearest(persona))).collect()
}

/// Accounts one of whose bytes in front is the number of the name.
fn faces(view: &View) -> Vec<Shortlist> {
    let first_is = |account: &Account, face: i64| {
        account.values.iter().any(|value| value.bytes().first().is_some_and(|byte| i64::from(*byte) == face))
    };
    let by_face = |face: i64| -> Vec<usize> {
        (0..view.accounts.len()).filter(|n| first_is(&view.accounts[*n], face)).collect()
    };
    let mut known: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut named = Vec::new();
    for (persona, someone) in view.personas.iter().enumerate() {
        let Some(face) = someone.face else { continue };
        let accounts = known.entry(face).or_insert_with(|| by_face(face)).clone();
        named.push(Shortlist { persona, accounts });
    }
    named
}

/// An account and a thread, or its tag, in the same line or in neighbouring lines.
fn log_lines(loot: &Loot, view: &View) -> Vec<Shortlist> {
    let accounts: HashMap<String, usize> =
        view.accounts.iter().enumerate().map(|(n, account)| (hex(&account.id), n)).collect();
    let mut personas: HashMap<String, Vec<usize>> = HashMap::new();
    for (n, persona) in view.personas.iter().enumerate() {
        for bytes in [&persona.tag, &persona.subject] {
            personas.entry(hex(bytes)).or_default().push(n);
        }
    }
    let lines: Vec<&str> = loot.log.lines().collect();
    let mut named = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let near = lines[n..lines.len().min(n + 2)].join(" ");
        let words: Vec<&str> = near.split(|c: char| !c.is_ascii_hexdigit()).collect();
        let own: HashSet<usize> = words.iter().filter_map(|word| accounts.get(*word)).copied().collect();
        let here =
            line.split(|c: char| !c.is_ascii_hexdigit()).filter_map(|word| personas.get(word)).flatten();
        if !own.is_empty() {
            named.extend(
                here.map(|persona| Shortlist { persona: *persona, accounts: own.iter().copied().collect() }),
            );
        }
    }
    named
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Accounts with a session from one of the days on which the persona wrote.
fn days_of_sessions(view: &View) -> Vec<Shortlist> {
    let mut by_day: HashMap<&str, HashSet<usize>> = HashMap::new();
    for (n, account) in view.accounts.iter().enumerate() {
        for value in account.sessions.iter().flat_map(|row| &row.values) {
            if let Value::Text(day) = value {
                by_day.entry(day).or_default().insert(n);
            }
        }
    }
    let on = |day: &String| by_day.get(&**day).cloned().unwrap_or_default();
    let named = |(persona, someone): (usize, &Persona)| {
        let mut days = someone.days.iter().map(on);
        let first = days.next().unwrap_or_default();
        let accounts = days.fold(first, |both, day| both.intersection(&day).copied().collect());
        Shortlist { persona, accounts: accounts.into_iter().collect() }
    };
    view.personas.iter().enumerate().map(named).collect()
}

fn months(view: &View) -> Vec<Shortlist> {
    let in_month = |day: &str| -> Vec<usize> {
        let same = |n: &usize| day.starts_with(&view.accounts[*n].joined);
        (0..view.accounts.len()).filter(same).collect()
    };
    let named = |(persona, someone): (usize, &Persona)| {
        Some(Shortlist { persona, accounts: in_month(someone.days.first()?) })
    };
    view.personas.iter().enumerate().filter_map(named).collect()
}

/// The largest cohort has the sector that is shown most, and its people lie together.
fn cohorts(loot: &Loot, view: &View) -> Vec<Shortlist> {
    let table = loot.accounts.table("cohorts");
    let used = table.column("used");
    let mut sizes: Vec<usize> = table.rows.iter().map(|row| row.values[used].int() as usize).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let shown = |sector: &Sector| view.personas.iter().filter(|p| p.sector == sector.slug()).count();
    let mut sectors: Vec<&Sector> = Sector::ALL.iter().collect();
    sectors.sort_by_key(|sector| std::cmp::Reverse(shown(sector)));
    let mut lying: Vec<usize> = (0..view.accounts.len()).collect();
    lying.sort_by_key(|n| view.accounts[*n].place);
    let mut begin = 0;
    let mut named = Vec::new();
    for (size, sector) in sizes.into_iter().zip(sectors) {
        let end = (begin + size).min(lying.len());
        for persona in (0..view.personas.len()).filter(|n| view.personas[*n].sector == sector.slug()) {
            named.push(Shortlist { persona, accounts: lying[begin..end].to_vec() });
        }
        begin = end;
    }
    named
}

/// Who came early wrote early: names, for each of the first that came, for example the openers of threads, the accounts
/// at the same part of the order. Sessions are more than accounts, and so are the openers beside them.
fn in_order(came: &[usize], accounts: &[usize]) -> Vec<Shortlist> {
    if accounts.len() < PART {
        return Vec::new();
    }
    let first = came.len().min(accounts.len());
    came[..first].iter().enumerate().map(|(rank, persona)| near(accounts, *persona, rank, first)).collect()
}

/// The accounts around the place `rank` of `of`.
fn near(accounts: &[usize], persona: usize, rank: usize, of: usize) -> Shortlist {
    let (middle, reach) = (rank * accounts.len() / of, accounts.len() / PART / 2);
    let some = &accounts[middle.saturating_sub(reach)..(middle + reach).min(accounts.len())];
    Shortlist { persona, accounts: some.to_vec() }
}

fn row_length(account: &Account) -> usize {
    account.values.iter().map(|value| value.bytes().len()).sum()
}

fn sealed_length(account: &Account) -> usize {
    values_of(account).filter(|value| matches!(value, Value::Blob(_))).map(|value| value.bytes().len()).sum()
}

/// Accounts from small to large, beside personas from short to long.
fn lengths(view: &View, size: &dyn Fn(&Account) -> usize) -> Vec<Shortlist> {
    let accounts = sorted(view, size);
    let mut personas: Vec<usize> = (0..view.personas.len()).collect();
    personas.sort_by_key(|n| view.personas[*n].length);
    let named = |(rank, persona): (usize, &usize)| near(&accounts, *persona, rank, personas.len());
    personas.iter().enumerate().map(named).collect()
}

//! `serve`: opens everything, listens, and closes everything again in the opposite order.

use super::{first, runtime};
use crate::assets::Files;
use crate::config::{Settings, Wrong};
use crate::house::{House, broken_store, claim, edges, open_keys, open_sound_store};
use crate::listen::{self, Bounds, Waits};
use crate::router::router;
use crate::stop::{self, Stop, Stopper};
use crate::{account, checks, demo, jobs, log, metrics, plain, push};
use app::kit::paths;
use app::kit::state::DemoStaff;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The words after `serve`.
#[derive(clap::Args)]
pub struct Serve {
    /// Fill an empty database with Dutch demo content first
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    settings: Settings,
}

/// Answers requests until it is told to stop.
pub fn run(serve: Serve) -> Result<(), Wrong> {
    let begin = Instant::now();
    let settings = serve.settings.verified()?;
    let (clock, _) = edges();
    log::start(settings.log_format, clock);
    runtime(settings.workers)?.block_on(async {
        let (stopper, stop) = stop::pair();
        tokio::spawn(Signals::catch()?.obey(stopper));
        // Until this process ends, however it does.
        let _claim = claim(&settings)?;
        let house = open(settings, serve.demo, stop.clone()).await?;
        answer(house, stop, begin).await
    })
}

async fn open(mut settings: Settings, with_demo: bool, stop: Stop) -> Result<House, Wrong> {
    let (clock, entropy) = edges();
    let site = settings.site_folder();
    let files = Files::read(&site).map_err(|why| {
        Wrong(format!(
            "The files for the browser are not in {} ({why}). Build them with `cargo xtask serve`, or set `site` to their folder.",
            site.display()
        ))
    })?;
    if let Err(stale) = files.fit() {
        // Everything works without islands, so members are not sent away for it.
        eprintln!("{}", checks::stale_site(&stale));
    }
    plain::style_at(files.names.css.clone());
    let store = open_sound_store(&settings).await?;
    let keys = open_keys(&settings, &store, &*entropy).await?;
    first::cohort(&settings, &store, &*clock, &*entropy).await?;
    if with_demo {
        let filled = demo::fill(&store, &keys, &*clock, &*entropy).await.map_err(broken_store)?;
        if filled.is_some() && settings.is_for_trying() {
            demo::staff::add(&store, &*clock, &*entropy).await.map_err(broken_store)?;
        }
    }
    if with_demo && settings.is_for_trying() {
        let made = demo::staff::links(&store, &*entropy).await.map_err(broken_store)?;
        settings.demo_staff = DemoStaff(made.iter().map(|link| (link.token.hash(), link.staff)).collect());
        for link in made {
            let address = format!("{}{}#{}", settings.origin, paths::STAFF_TRY, link.token.text());
            println!("Try it as {}: {address}", link.role.slug());
        }
    }
    Ok(House::of(settings, (store, keys), files, (clock, entropy), stop))
}

async fn answer(house: House, stop: Stop, begin: Instant) -> Result<(), Wrong> {
    let settings = house.settings.clone();
    let listener = bind(settings.address, "address").await?;
    let address = listener.local_addr().unwrap_or(settings.address);
    let figures = figures(&house, &stop).await?;
    let state = house.state.clone();
    let routes = router(state.clone(), house.files.clone(), house.live.clone(), &house.needs());
    let daily = tokio::spawn(jobs::daily(state.clone(), stop.clone()));
    let push = tokio::spawn(push::keep(state.clone(), house.metrics.clone(), stop.clone()));
    let kept = tokio::spawn(account::keep(state.clone(), stop.clone()));

    println!("Health-Thing is at {}", settings.origin);
    let seconds = format!("{:.2}", begin.elapsed().as_secs_f64());
    tracing::info!(address = address.to_string(), seconds, version = env!("CARGO_PKG_VERSION"), "listening");

    let last_words = Duration::from_secs(settings.stop_seconds);
    // Behind a proxy all connections come from one address, the proxy's, which has bounds of its own.
    let of_one = (!settings.trust_proxy).then(|| (settings.connections_per_network, house.names.clone()));
    let bounds =
        Bounds { connections: settings.connections as usize, of_one, waits: Waits::USUAL, last_words };
    listen::serve(listener, routes, bounds, house.metrics.clone(), stop).await;

    for task in figures.into_iter().chain([daily, kept, push]) {
        let _ = tokio::time::timeout(last_words, task).await;
    }
    let _ = tokio::time::timeout(last_words, house.settle()).await;
    state.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Starts the listener of the figures, unless it is off.
async fn figures(house: &House, stop: &Stop) -> Result<Option<tokio::task::JoinHandle<()>>, Wrong> {
    let Some(address) = house.settings.metrics_listener() else { return Ok(None) };
    let listener = bind(address, "metrics_address").await?;
    let router = metrics::routes(house.metrics.clone());
    let (waits, last_words) = (Waits::USUAL, Duration::from_secs(1));
    let bounds = Bounds { connections: 16, of_one: None, waits, last_words };
    Ok(Some(tokio::spawn(listen::serve(listener, router, bounds, Arc::default(), stop.clone()))))
}

async fn bind(address: SocketAddr, setting: &str) -> Result<TcpListener, Wrong> {
    TcpListener::bind(address).await.map_err(|why| {
        Wrong(format!("The server cannot listen on {address} ({why}). Stop the program that does, or set `{setting}` to another address or port."))
    })
}

/// The signals that a supervisor or a keyboard sends.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Catches them from now on: one that comes while the server still opens its databases is obeyed afterwards.
    fn catch() -> Result<Self, Wrong> {
        let catch = |kind| {
            signal(kind).map_err(|why| {
                Wrong(format!("The system gives no signals ({why}). Look at the limits of this user."))
            })
        };
        Ok(Self { terminate: catch(SignalKind::terminate())?, interrupt: catch(SignalKind::interrupt())? })
    }

    /// Gives the word to stop when one comes.
    async fn obey(mut self, stopper: Stopper) {
        let which = tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = which, "stopping");
        stopper.stop();
    }
}

// One stream of news per browser, however many conversations are open: over HTTP/1.1 a browser has six connections to a
// site, and a stream takes one for itself. Each page that is seen holds the lock `news-<thread>`; one of them holds `news`
// as well, asks the server for all of those threads, and passes the word on. Whoever is hidden lets go of both.
const NEWS = "news";
const MOST = 8; // As THREADS in server/src/live.rs.

export default (place) => {
  const mine = `${NEWS}-${place.dataset.thread}`;
  // Without locks, as in an older Safari, each page that is seen has a stream of its own.
  const locks = navigator.locks ?? { request: (_, __, then) => then(), query: async () => ({ held: [{ name: mine }] }) };
  const others = new BroadcastChannel(NEWS);
  const tell = () => place.dispatchEvent(new Event(NEWS));
  let leads = false;
  let stream;
  let asked;
  let leave;
  let seenBefore = false;

  const pass = () => (others.postMessage("new"), tell());
  const listen = async () => {
    const { held } = await locks.query();
    const threads = new Set(held.map(({ name }) => name.split(`${NEWS}-`)[1]).filter(Boolean));
    const wanted = [...threads].sort().slice(0, MOST).join();
    if (!leads || wanted === asked) return;
    // What came while no stream was open is fetched when there is one; the first page is new by itself.
    let missed = asked !== undefined;
    asked = wanted;
    stream?.close();
    if (!wanted) return;
    stream = new EventSource(`/live/threads/${wanted}`);
    stream.onmessage = pass;
    stream.onopen = () => (missed && pass(), (missed = true));
  };
  others.onmessage = ({ data }) => (data === "new" ? tell() : listen());

  /** Holds a lock until the page is left or hidden. */
  const hold = (name, mode, signal, then) =>
    Promise.resolve(
      locks.request(name, { mode, signal }, () => {
        then();
        return new Promise((done) => signal.addEventListener("abort", done));
      }),
    ).catch(() => {});

  const come = () => {
    if (document.hidden || leave) return;
    leave = new AbortController();
    const { signal } = leave;
    hold(mine, "shared", signal, () => (others.postMessage("who"), listen()));
    hold(NEWS, "exclusive", signal, () => ((leads = !signal.aborted), listen()));
    if (seenBefore) tell();
    seenBefore = true;
  };
  const go = () => {
    leave?.abort();
    leave = stream = asked = void stream?.close();
    leads = false;
    others.postMessage("who");
  };
  const look = () => (document.hidden ? go() : come());
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", go);
  addEventListener("pageshow", look);
  look();
};

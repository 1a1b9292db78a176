// One stream of news per browser, however many pages are open: over HTTP/1.1 a browser has six connections to a site, and a
// stream takes one for itself. `data-live` is the address of what a page hears of, such as `/live/threads/<thread>` or
// `/live/staff/<topic>,<topic>`. Each page that is seen holds the lock of that name; one of them holds the lock of the folder
// as well, asks the server for all topics that are wanted in it, and passes the word on. Whoever is hidden lets go of both.
// The page gets the event `news`, and `over` when the server has no stream for it any more.
const MOST = 8; // As TOPICS in server/src/live/mod.rs.

export default (place) => {
  const mine = place.dataset.live;
  const all = mine.replace(/[^/]*$/, "");
  const topics = (name) => (name.startsWith(all) ? name.slice(all.length).split(",").filter(Boolean) : []);
  // Without locks, as in an older Safari, each page that is seen has a stream of its own.
  const locks = navigator.locks ?? { request: (_, __, then) => then(), query: async () => ({ held: [{ name: mine }] }) };
  const others = new BroadcastChannel(all);
  const tell = (told) => {
    if (told === "over") place.dispatchEvent(new Event(told));
    else if (told === "new" || topics(mine).includes(told)) place.dispatchEvent(new Event("news"));
  };
  let leads = false;
  let stream;
  let asked;
  let leave;
  let seenBefore = false;

  const pass = (told) => (others.postMessage(told), tell(told));
  const listen = async () => {
    const { held } = await locks.query();
    const wanted = [...new Set(held.flatMap(({ name }) => topics(name)))].sort().slice(0, MOST).join();
    if (!leads || wanted === asked) return;
    // What came while no stream was open is fetched when there is one; the first page is new by itself.
    let missed = asked !== undefined;
    asked = wanted;
    stream?.close();
    if (!wanted) return;
    stream = new EventSource(all + wanted);
    stream.onmessage = ({ data }) => pass(data);
    stream.onopen = () => (missed && pass("new"), (missed = true));
    stream.onerror = ({ target }) => target.readyState === 2 && pass("over");
  };
  others.onmessage = ({ data }) => (data === "who" ? listen() : tell(data));

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
    hold(all, "exclusive", signal, () => ((leads = !signal.aborted), listen()));
    if (seenBefore) tell("new");
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

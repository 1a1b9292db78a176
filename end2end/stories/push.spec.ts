// The message of the day: one device asks for it and ends it, and what it shows says nothing.
import type { Page } from "@playwright/test";
import type { Person } from "../support/person";
import { expect, test } from "../support/story";

const device = () => `https://fcm.googleapis.com/fcm/send/${Math.random().toString(36).slice(2)}`;
const allowed = { serviceWorkers: "allow" as const, permissions: ["notifications"] };

/** Turned on as the script does it, by the form of the page; for stories about what comes after. */
async function turnOn(she: Person) {
  const headers = { accept: "text/html", origin: she.house.origin };
  const form = { endpoint: device(), part: "evening" };
  const answer = await she.page.context().request.post("/api/push/add", { form, headers });
  expect(answer.status()).toBe(200);
}

/** Plays the browser's half: this machine reaches no push service. What was asked for is kept on the page. */
async function withPushService(page: Page, endpoint = device()) {
  await page.addInitScript((endpoint) => {
    const half = { endpoint, unsubscribe: async () => Boolean(sessionStorage.setItem("ended", "yes")) || true };
    PushManager.prototype.subscribe = async (wishes) => {
      sessionStorage.setItem("asked", JSON.stringify(wishes));
      return half as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () =>
      (sessionStorage.getItem("asked") ? half : null) as unknown as PushSubscription;
  }, endpoint);
}

test("the settings say plainly what it needs", async ({ member, scripts }) => {
  const she = await member();
  const { page, words } = she;
  await she.visit("/account/settings");
  const section = page.locator("#push");
  await expect(section.getByRole("heading", { level: 2 })).toHaveText(words.push.title ?? "");
  await expect(she.button(words.push.start ?? "")).toBeVisible({ visible: scripts });
  await expect(page.getByText(words.push.needs_script ?? "")).toBeVisible({ visible: !scripts });
  await section.locator("summary").click();
  await expect(section).toContainText("Google, Apple, Mozilla");
  await she.accessible();
});

test("a device asks for it, at another part of the day, and ends it @script", async ({ somebody }) => {
  const she = await somebody(allowed);
  const { page, words } = she;
  await withPushService(page);
  await she.joinQuickly();
  await she.visit("/account/settings");
  await expect(page.locator("[data-push-says]")).toBeHidden();
  await page.getByLabel(words.push.morning ?? "").check();
  await she.button(words.push.start ?? "").click();
  await expect(page.getByText(words.push.is_on ?? "")).toBeVisible();
  await expect(page.getByLabel(words.push.morning ?? "")).toBeChecked();
  const wishes = await page.evaluate(() => JSON.parse(sessionStorage.getItem("asked") ?? "{}") as Record<string, unknown>);
  expect(wishes).toEqual({ userVisibleOnly: true, applicationServerKey: expect.stringMatching(/^B[\w-]{86}$/) });
  // The answer leads to this part of the page, with what is above it half behind the bar.
  await page.evaluate(() => scrollTo(0, 0));
  await she.accessible();

  await page.getByLabel(words.push.evening ?? "").check();
  await page.locator("#push").getByRole("button", { name: words.account.save ?? "", exact: true }).click();
  await expect(page.getByLabel(words.push.evening ?? "")).toBeChecked();
  await she.button(words.push.stop ?? "").click();
  await expect(she.button(words.push.start ?? "")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("ended"))).toBe("yes");
});

test("a browser that does not allow it says where to change that @script", async ({ somebody }) => {
  const she = await somebody();
  const { page, words } = she;
  await page.addInitScript(() => {
    Notification.requestPermission = async () => "denied";
  });
  await she.joinQuickly();
  await she.visit("/account/settings");
  await she.button(words.push.start ?? "").click();
  await expect(page.getByRole("status").filter({ hasText: words.push.denied ?? "" })).toBeVisible();
});

test("a browser that gives no address says so, and nothing is kept @script", async ({ somebody }) => {
  const she = await somebody(allowed);
  const { page, words } = she;
  await page.addInitScript(() => {
    PushManager.prototype.subscribe = () => Promise.reject(new Error("no service"));
  });
  await she.joinQuickly();
  await she.visit("/account/settings");
  await she.button(words.push.start ?? "").click();
  await expect(page.getByText(words.push.failed ?? "")).toBeVisible();
  await expect(she.button(words.push.start ?? ""), "to try again").toBeEnabled();
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("push");
});

test("a device that the server refuses keeps no address at the push service @script", async ({ somebody }) => {
  const she = await somebody(allowed);
  const { page, words } = she;
  await withPushService(page, "https://push.elsewhere.example/send/1");
  await she.joinQuickly();
  await she.visit("/account/settings");
  await she.button(words.push.start ?? "").click();
  // The page is left meanwhile: the form is answered by the settings anew.
  await expect(async () => expect(await page.evaluate(() => sessionStorage.getItem("ended"))).toBe("yes")).toPass();
  await expect(she.button(words.push.start ?? ""), "to try again").toBeVisible();
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("push");
});

test("it can be changed and ended without a script too, and signing out ends it", async ({ member }) => {
  const she = await member();
  const { page, words } = she;
  await turnOn(she);
  await she.visit("/account/settings");
  await expect(page.getByText(words.push.is_on ?? "")).toBeVisible();
  await page.getByLabel(words.push.afternoon ?? "").check();
  await page.locator("#push").getByRole("button", { name: words.account.save ?? "", exact: true }).click();
  await expect(page.getByLabel(words.push.afternoon ?? "")).toBeChecked();
  await she.button(words.push.stop ?? "").click();
  await expect(page.getByText(words.push.is_on ?? "")).toBeHidden();

  await turnOn(she);
  await she.visit("/account");
  await she.button(words.account.sign_out ?? "").click();
  await expect(page).toHaveURL(/\/sign-in$/);
  expect((await page.context().cookies()).map((cookie) => cookie.name)).not.toContain("push");
});

test("on a shared computer there is none", async ({ member, somebody }) => {
  const { key } = await member();
  const she = await somebody();
  await she.signIn(key, { shared: true });
  await she.visit("/account/settings");
  await expect(she.page.locator("#push")).toContainText(she.words.push.not_shared ?? "");
  await expect(she.page.locator("form[action='/api/push/add']")).toHaveCount(0);
});

/** She joins, and her browser has the service worker. */
async function atWork(she: Person) {
  const { page } = she;
  await she.joinQuickly();
  await she.visit("/account/settings");
  const found = page.context().waitForEvent("serviceworker");
  await page.evaluate(() => navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready));
  return page.context().serviceWorkers()[0] ?? (await found);
}

/** The worker counts what it has put on the screen. */
const counting = `() => {
  const show = ServiceWorkerRegistration.prototype.showNotification;
  self.shown = 0;
  ServiceWorkerRegistration.prototype.showNotification = async function (...message) {
    await show.apply(this, message);
    self.shown += 1;
  };
}`;

test("what a phone shows is the same words every time, once, and says nothing @script", async ({ somebody }) => {
  const she = await somebody(allowed);
  const { page, words } = she;
  const worker = await atWork(she);
  await worker.evaluate(`(${counting})()`);
  const browser = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL.startsWith(she.house.origin));
      if (ours) resolve(ours.registrationId);
    });
  });
  await browser.send("ServiceWorker.enable");
  const registrationId = await known;
  const onScreen = () =>
    page.evaluate(async () => {
      const ours = await navigator.serviceWorker.getRegistration();
      return (await ours?.getNotifications())?.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown }));
    });
  const message = { title: words.phone.name, body: words.phone.push, tag: "news", data: null };
  for (const [before, data] of ["", "", "Iemand antwoordde op je verhaal"].entries()) {
    await browser.send("ServiceWorker.deliverPushMessage", { origin: she.house.origin, registrationId, data });
    // Chromium forgets a message that is asked for between being written down and being shown, so nobody asks before.
    await expect.poll(() => worker.evaluate("self.shown")).toBe(before + 1);
    expect(await onScreen()).toEqual([message]);
  }
});

/** The worker with its doors written down instead of opened: a browser opens them for a real tap alone. */
const tapped = `async () => {
  await registration.showNotification("x", { tag: "news" });
  const [notification] = await registration.getNotifications({ tag: "news" });
  const went = [];
  WindowClient.prototype.focus = async function () { went.push("to what is open, " + new URL(this.url).pathname); };
  clients.openWindow = async (path) => { went.push("to " + path); };
  const waits = [];
  const event = new NotificationEvent("notificationclick", { notification });
  event.waitUntil = (work) => waits.push(work);
  dispatchEvent(event);
  await Promise.all(waits);
  const left = (await registration.getNotifications()).length;
  return { went, left };
}`;

test("a tap on it goes to the open page, or else to the conversations, and the message is gone @script", async ({ somebody }) => {
  const she = await somebody(allowed);
  const worker = await atWork(she);
  const tap = () => worker.evaluate(`(${tapped})()`);
  await expect.poll(tap).toEqual({ went: ["to what is open, /account/settings"], left: 0 });
  await she.page.goto("about:blank");
  await expect.poll(tap).toEqual({ went: ["to /threads"], left: 0 });
});

/** The push service gives another address: an event that no browser sends on request. */
const moved = `async () => {
  const sent = [], ended = [];
  const half = { endpoint: "https://fcm.googleapis.com/fcm/send/new", unsubscribe: async () => ended.push("ended") };
  const real = self.fetch;
  self.fetch = async (path, how) => {
    const answer = await real(path, how);
    sent.push(path + " " + how.body + " " + answer.status);
    return answer;
  };
  const waits = [];
  const event = new Event("pushsubscriptionchange");
  Object.assign(event, { oldSubscription: null, newSubscription: half, waitUntil: (work) => waits.push(work) });
  dispatchEvent(event);
  await Promise.all(waits);
  self.fetch = real;
  return { sent, ended };
}`;

test("a device with another address tells the server, and gives the address back when nobody asked @script", async ({
  somebody,
  guard,
}) => {
  guard.excuse(/404.*\/api\/push\/renew/);
  const she = await somebody(allowed);
  const worker = await atWork(she);
  const told = "/api/push/renew endpoint=https%3A%2F%2Ffcm.googleapis.com%2Ffcm%2Fsend%2Fnew";
  expect(await worker.evaluate(`(${moved})()`)).toEqual({ sent: [`${told} 404`], ended: ["ended"] });
  await turnOn(she);
  expect(await worker.evaluate(`(${moved})()`)).toEqual({ sent: [`${told} 200`], ended: [] });
});

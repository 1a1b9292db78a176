// A server of one's own: a free port, an empty folder, limits wide enough for a machine that types.
import { type ChildProcess, type StdioOptions, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("../../target/", import.meta.url));
const binary = process.env["HEALTH_THING_BINARY"] ?? `${target}debug/health-thing`;
const site = process.env["HEALTH_THING_SITE"] ?? `${target}site`;

/** Two seconds of thinking are for people; the puzzle of an attack has to be solvable in a story. */
const relaxed = {
  HEALTH_THING_HUMAN_SECONDS: "0",
  HEALTH_THING_MARK_AFTER_DAYS: "0",
  HEALTH_THING_JOINS_PER_HOUR: "100000",
  HEALTH_THING_SIGN_INS_PER_10_MINUTES: "100000",
  HEALTH_THING_OWN_SIGN_INS_PER_10_MINUTES: "100000",
  HEALTH_THING_SHARES_PER_HOUR: "100000",
  HEALTH_THING_REPLIES_PER_10_MINUTES: "100000",
  HEALTH_THING_REACTIONS_PER_10_MINUTES: "100000",
  HEALTH_THING_READS_PER_10_MINUTES: "100000",
  HEALTH_THING_ATTACK_FAILURES: "100000",
  // Without https there is no message of the day but for somebody to write to.
  HEALTH_THING_PUSH_CONTACT: "mailto:beheer@health-thing.example",
};

export interface House {
  /** Where it is: `http://localhost:…`. */
  readonly origin: string;
  /** The code of its first group. */
  readonly code: string;
  /** The links with which somebody tries a role of staff, by role; none without the demo content. */
  readonly staff: ReadonlyMap<string, string>;
  /** Makes another group and gives its code. */
  group(words: string[]): string;
  /** Adds somebody to the staff by the command line; gives their personal link. */
  hire(name: string, email: string, ...roles: string[]): string;
  close(): Promise<void>;
}

/** Starts a server, with the demo content unless said otherwise. */
export async function open(settings: Record<string, string> = {}, demo = true): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "health-thing-"));
  const port = await freePort();
  const environment = {
    ...process.env,
    HEALTH_THING_ADDRESS: `127.0.0.1:${port}`,
    HEALTH_THING_METRICS_ADDRESS: "off",
    HEALTH_THING_DATA: join(folder, "data"),
    HEALTH_THING_SITE: site,
    ...relaxed,
    ...settings,
  };
  const server = spawn(binary, ["serve", ...(demo ? ["--demo"] : [])], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = await firstWords(server);
  const admin = (...words: string[]) => {
    const stdio: StdioOptions = ["ignore", "pipe", "ignore"];
    return execFileSync(binary, ["admin", ...words], { env: environment, encoding: "utf8", stdio });
  };
  /** Asks about groups; gives the code of the link in the answer that works longest: groups of the demo are over, or full. */
  const cohort = (...words: string[]) => [...admin("cohort", ...words).matchAll(/#(\S+)/g)].at(-1)?.[1] ?? "";
  return {
    origin: `http://localhost:${port}`,
    code: cohort("list"),
    staff: new Map([...said.matchAll(/Try it as (\w+): (\S+)/g)].map(([, role = "", link = ""]) => [role, link])),
    group: (words) => cohort("add", ...words),
    hire(name, email, ...roles) {
      const about = ["--name", name, "--function", "wijkverpleegkundige", "--email", email];
      return admin("staff", "add", ...about, ...roles.flatMap((role) => ["--role", role])).trim();
    },
    async close() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the server listens; gives what it said. */
function firstWords(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Health-Thing is at")) resolve(said);
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`The server stopped with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`The server did not start within 60 seconds:\n${said}`)), 60_000).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

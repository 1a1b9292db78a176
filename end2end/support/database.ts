// A database of PostgreSQL for a house whose clock cannot be moved: what the rows say can.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";

/** Each has a role of its own, which reads nothing of the others. */
const zones = ["accounts", "community", "staff"];

export class Database {
  readonly #name = `story_${randomBytes(6).toString("hex")}`;
  readonly #server: string;

  /** Makes it. `cargo xtask e2e` has a server for it. */
  constructor() {
    const server = process.env["TEST_POSTGRES_URL"];
    if (!server) throw new Error("TEST_POSTGRES_URL does not say where a PostgreSQL for tests is.");
    this.#server = server;
    psql(server, `create database ${this.#name}`);
    for (const role of zones.map((zone) => this.#role(zone))) {
      psql(server, `create role ${role} login; grant create on database ${this.#name} to ${role}`);
    }
  }

  /** What a house needs to know to live in it. */
  get settings(): Record<string, string> {
    return Object.fromEntries(zones.map((zone) => [`HEALTH_THING_${zone.toUpperCase()}_URL`, this.#url(this.#role(zone))]));
  }

  run(sql: string) {
    psql(this.#url(), sql);
  }

  /** The one value that a question is answered with. */
  value(sql: string): string {
    return psql(this.#url(), sql);
  }

  /** Every row of a zone, table by table: one that is added, removed or changed shows, and not that a job wrote the same row anew. */
  rows(zone: string): string {
    const tables = this.value(`select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = '${zone}'`);
    const rows = (table: string) => this.value(`select coalesce(string_agg(one::text, E'\\n' order by one::text), '') from ${zone}.${table} as one`);
    return tables.split(" ").map((table) => `${table}:\n${rows(table)}`).join("\n");
  }

  remove() {
    psql(this.#server, `drop database ${this.#name} with (force)`);
    for (const zone of zones) psql(this.#server, `drop role ${this.#role(zone)}`);
  }

  #role(zone: string): string {
    return `${this.#name}_${zone}`;
  }

  #url(role = ""): string {
    const url = new URL(this.#server);
    url.pathname = `/${this.#name}`;
    if (role) url.username = role;
    return url.href;
  }
}

function psql(url: string, sql: string): string {
  const words = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--command", sql, url];
  return execFileSync("psql", words, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" }).trim();
}

// A database of PostgreSQL for a house whose clock cannot be moved: what the rows say can.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";

export class Database {
  readonly #name = `story_${randomBytes(6).toString("hex")}`;
  readonly #server: string;

  /** Makes it. `cargo xtask e2e` has a server for it. */
  constructor() {
    const server = process.env["TEST_POSTGRES_URL"];
    if (!server) throw new Error("TEST_POSTGRES_URL does not say where a PostgreSQL for tests is.");
    this.#server = server;
    psql(server, `create database ${this.#name}`);
  }

  get url(): string {
    const url = new URL(this.#server);
    url.pathname = `/${this.#name}`;
    return url.href;
  }

  run(sql: string) {
    psql(this.url, sql);
  }

  remove() {
    psql(this.#server, `drop database ${this.#name} with (force)`);
  }
}

function psql(url: string, sql: string) {
  execFileSync("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--command", sql, url], { stdio: ["ignore", "ignore", "inherit"] });
}

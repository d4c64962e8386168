import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import pg from "pg";
import { embeddedTarget, postgresTarget } from "@/lib/platform/database/migration-target";
import { applyMigrations } from "@/lib/platform/database/migrations";
import { MAKE_CLOCK_MOVABLE, MOVABLE_CLOCK_PATH } from "@/lib/platform/database/movable-clock";
import { createPool } from "@/lib/platform/database/pool";
import type { StatementWatch } from "@/lib/platform/database/watched-adapter";
import { type Db, embeddedClient, poolSettings, postgresClient } from "@/lib/platform/db";
import type { Env } from "@/lib/platform/env";
import type { WorldSeed } from "@/lib/worlds/schema";
import { seed as seedDemo } from "@/prisma/seed";

/*
 * Databases of worlds: copies of a template, which is made when the first of them is asked for. Beside PGlite they are
 * PGlite too, in memory; beside a PostgreSQL server they are databases of that server.
 */

export type WorldDatabase = {
  db: Db;
  /** Past the watch, which may let statements fail. */
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
};

export type WorldDatabases = {
  /** @param name of letters and digits @param watch wraps each statement of the world's client */
  create(name: string, seed: WorldSeed, watch: StatementWatch): Promise<WorldDatabase>;
  close(): Promise<void>;
};

export function createWorldDatabases(env: Env): WorldDatabases {
  return env.DATABASE_URL ? postgresDatabases(env, env.DATABASE_URL) : embeddedDatabases();
}

/** Worlds are small: most of what PostgreSQL takes by default is for more data and more connections than they ever have. */
const SMALL: PGliteOptions = {
  postgresqlconf: ["shared_buffers = 2MB", "wal_buffers = 64kB", "max_connections = 4"],
  initDbStartParams: ["--wal-segsize=1"],
};

function embeddedDatabases(): WorldDatabases {
  const program = once(loadProgram);
  const empty = once(async () => {
    const pglite = await PGlite.create({ ...SMALL, ...(await program()) });
    await applyMigrations(embeddedTarget(pglite));
    await pglite.exec(MAKE_CLOCK_MOVABLE);
    // Each copy would carry these.
    await pglite.exec("UPDATE pg_database SET datistemplate = false");
    for (const unused of ["template0", "template1"]) await pglite.exec(`DROP DATABASE ${unused}`);
    return dump(pglite);
  });
  const demo = once(async () => {
    const pglite = await open(await empty());
    await seedDemo(embeddedClient(pglite));
    return dump(pglite);
  });
  const templates = { empty, demo };

  async function open(template: Blob): Promise<PGlite> {
    const pglite = await PGlite.create({ ...(await program()), loadDataDir: template });
    await pglite.exec(`SET search_path = ${MOVABLE_CLOCK_PATH}`);
    return pglite;
  }

  return {
    async create(_name, seed, watch) {
      const pglite = await open(await templates[seed]());
      const db = embeddedClient(pglite, watch);
      return {
        db,
        execute: async (sql) => void (await pglite.exec(sql)),
        close: async () => {
          await db.$disconnect();
          await pglite.close();
        },
      };
    },
    close: async () => {},
  };
}

async function dump(pglite: PGlite): Promise<Blob> {
  await pglite.exec("CHECKPOINT");
  const files = await pglite.dumpDataDir("none");
  await pglite.close();
  return files;
}

/** PGlite's program, compiled once for all instances. */
async function loadProgram(): Promise<Pick<PGliteOptions, "pgliteWasmModule" | "fsBundle">> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const [program, files] = await Promise.all(
    ["pglite.wasm", "pglite.data"].map((name) => readFile(path.join(folder, name))),
  );
  return {
    pgliteWasmModule: await WebAssembly.compile(program as Buffer<ArrayBuffer>),
    fsBundle: new Blob([files as Buffer<ArrayBuffer>]),
  };
}

/** A server has a hundred connections, and a world is one tester's. */
const POOL_SIZE = 3;

function postgresDatabases(env: Env, url: string): WorldDatabases {
  const prefix = `${new URL(url).pathname.slice(1)}_world_`;
  const templates: Record<WorldSeed, () => Promise<string>> = {
    empty: once(async () => {
      await dropAll();
      const name = await createDatabase("template_empty");
      await applyMigrations(postgresTarget(urlOf(name)));
      await run(urlOf(name), MAKE_CLOCK_MOVABLE);
      return name;
    }),
    demo: once(async () => {
      const name = await createDatabase("template_demo", await templates.empty());
      const { db } = connect(name, (_sql, work) => work());
      await seedDemo(db);
      await db.$disconnect();
      return name;
    }),
  };

  function urlOf(name: string): string {
    const copy = new URL(url);
    copy.pathname = `/${name}`;
    return copy.href;
  }

  async function createDatabase(suffix: string, template?: string): Promise<string> {
    const name = `${prefix}${suffix}`;
    await run(url, `CREATE DATABASE "${name}"${template ? ` TEMPLATE "${template}"` : ""}`);
    return name;
  }

  /** Those of a process that was killed, too. */
  async function dropAll(): Promise<void> {
    const rows = await run(url, "SELECT datname FROM pg_database");
    for (const { datname } of rows) if (String(datname).startsWith(prefix)) await drop(String(datname));
  }

  const drop = (name: string) => run(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);

  function connect(name: string, watch: StatementWatch) {
    const settings = {
      ...poolSettings(env, urlOf(name)),
      max: POOL_SIZE,
      options: `-c search_path=${MOVABLE_CLOCK_PATH}`,
    };
    return { db: postgresClient(createPool(settings), { prepares: env.DATABASE_PREPARED_STATEMENTS, watch }) };
  }

  return {
    async create(suffix, seed, watch) {
      const name = await createDatabase(suffix, await templates[seed]());
      const { db } = connect(name, watch);
      return {
        db,
        execute: async (sql) => void (await run(urlOf(name), sql)),
        close: async () => {
          await db.$disconnect();
          await drop(name);
        },
      };
    },
    close: dropAll,
  };
}

/** Any number of statements, on a connection of their own. @returns the rows of a single one */
async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}

/** Whoever asks while it is made waits for the same; what failed is tried again. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

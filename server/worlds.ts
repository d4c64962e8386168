import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { devMailboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { devMailboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { createLoyaltyProgrammes, type Deps } from "@/lib/deps";
import { moveClock } from "@/lib/platform/database/movable-clock";
import { AppError } from "@/lib/platform/errors";
import { finishDueJobs } from "@/lib/platform/jobs/worker";
import { createLimits } from "@/lib/platform/limits";
import type { Fault, WorldSeed } from "@/lib/worlds/schema";
import type { World, Worlds } from "@/lib/worlds/service";
import { collectGarbage } from "@/server/garbage";
import { startJobs, withRecurringJobs } from "@/server/jobs";
import { createWorldDatabases } from "@/server/world-database";
import { failingBy, failingProgramme, failingStatements } from "@/server/world-faults";

/* The worlds of this process. Nothing of production imports this. */

/** Each takes some 60 MB with the embedded database. */
const WORLDS_MAX = 16;
const IDLE_MS = 3_600_000;
const IDLE_CHECKED_EVERY_MS = 60_000;
const RETRY_AFTER_SECONDS = 60;
/** After the last of several that end together, and once more for what was still at work in them then. */
const COLLECTED_AFTER_MS = [500, 5000] as const;

/** What a world is until it is reset. */
type WorldShop = Pick<World, "deps" | "faults" | "moveClock"> & {
  name: string;
  personas: number;
  stop(): Promise<void>;
};

/** @param shop the process's own dependencies, of which a world shares what holds nothing of a shopper's */
export function createWorlds(shop: Deps, databases = createWorldDatabases(shop.env)): Worlds {
  const worlds = new Map<string, { world: World; usedAt: number }>();
  // Once somebody has wanted one, the next is made in advance: nobody waits for a database to be copied.
  const spares = new Map<WorldSeed, Promise<WorldShop>>();
  let wantedAt = 0;
  let beingMade = 0;
  let collecting: NodeJS.Timeout[] = [];

  const timer = setInterval(() => {
    for (const { world, usedAt } of worlds.values()) {
      if (Date.now() - usedAt > IDLE_MS) stopInBackground({ stop: world.end });
    }
    if (Date.now() - wantedAt > IDLE_MS) stopInBackground({ stop: stopSpares });
  }, IDLE_CHECKED_EVERY_MS);
  timer.unref();

  /** Only a collection gives back what a world took, and a store at rest sees no reason for one. */
  function collectSoon(): void {
    stopCollecting();
    collecting = COLLECTED_AFTER_MS.map((milliseconds) => setTimeout(collectGarbage, milliseconds).unref());
  }

  function stopCollecting(): void {
    for (const collection of collecting) clearTimeout(collection);
  }

  function stopInBackground({ stop }: { stop: () => Promise<void> }): void {
    stop().catch((error: unknown) => shop.log.warn({ err: error }, "failed to end a world"));
  }

  async function create(seed: WorldSeed): Promise<World> {
    if (worlds.size + beingMade >= WORLDS_MAX) {
      const values = { seconds: RETRY_AFTER_SECONDS, limit: "worlds" };
      throw new AppError("throttled", { values, retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    beingMade++;
    try {
      const world = await createWorld(seed);
      worlds.set(world.id, { world, usedAt: Date.now() });
      return world;
    } finally {
      beingMade--;
    }
  }

  /** The shop that was made in advance, if there is one by now. */
  function takeShop(seed: WorldSeed): Promise<WorldShop> {
    wantedAt = Date.now();
    const shop = spares.get(seed) ?? startShop(seed);
    const next = shop.then(() => startShop(seed));
    spares.set(seed, next);
    next.catch(() => void (spares.get(seed) === next && spares.delete(seed)));
    return shop;
  }

  async function stopSpares(): Promise<void> {
    const unused = [...spares.values()];
    spares.clear();
    for (const spare of await Promise.allSettled(unused)) if (spare.status === "fulfilled") await spare.value.stop();
  }

  async function createWorld(seed: WorldSeed): Promise<World> {
    let current = await takeShop(seed);
    const id = current.name;
    // Nobody moves the clock of a shop that is being replaced.
    let last: Promise<unknown> = Promise.resolve();
    const oneAtATime = <Result>(work: () => Promise<Result>): Promise<Result> => {
      const turn = last.catch(() => {}).then(work);
      last = turn;
      return turn;
    };
    return {
      id,
      seed,
      get deps() {
        return current.deps;
      },
      get faults() {
        return current.faults;
      },
      nextPersona: () => ++current.personas,
      reset: () =>
        oneAtATime(async () => {
          const former = current;
          current = await takeShop(seed);
          stopInBackground(former);
        }),
      end: () => {
        worlds.delete(id);
        return oneAtATime(() => current.stop());
      },
      moveClock: (ahead) => oneAtATime(() => current.moveClock(ahead)),
    };
  }

  async function startShop(seed: WorldSeed): Promise<WorldShop> {
    const name = randomBytes(6).toString("hex");
    const faults: Fault[] = [];
    const database = await databases.create(name, seed, failingStatements(faults));
    const { db } = database;
    const folder = mkdtempSync(path.join(tmpdir(), "storefront-world-"));
    let ahead = 0;
    const now = () => new Date(Date.now() + ahead);
    const { env, metrics } = shop;
    const log = shop.log.child({ world: name });
    const newProgrammes = () => createLoyaltyProgrammes({ db, env, log, metrics, now }, {}, failingProgramme(faults));
    const deps: Deps = {
      ...shop,
      db,
      log,
      limits: createLimits(db, env),
      storage: failingBy(faults, "storage", localFolderStorage(folder)),
      sms: failingBy(faults, "sms", devMailboxSms(db, now)),
      mail: failingBy(faults, "mail", devMailboxMail(db)),
      // Phones would ask the shop's own address for what has become of a pass.
      wallets: { apple: null, google: null },
      loyalty: newProgrammes(),
      now,
      // Also for those made in it.
      worlds: registry,
    };
    const stopJobs = startJobs(deps);
    // The database may be one that its tester lets fail.
    const runDueJobs = () =>
      finishDueJobs(withRecurringJobs(deps)).catch((error: unknown) =>
        log.warn({ err: error }, "failed to run due jobs"),
      );
    return {
      name,
      deps,
      faults,
      personas: 0,
      async moveClock(milliseconds: number) {
        // A lease that ends in the middle of a job would let it run twice.
        await runDueJobs();
        ahead = Math.round(milliseconds);
        await database.execute(moveClock(ahead));
        // Breakers count the seconds of the process: those of the world are over.
        deps.loyalty = newProgrammes();
        await runDueJobs();
      },
      async stop() {
        await stopJobs();
        await database.close();
        await rm(folder, { recursive: true, force: true });
        collectSoon();
      },
    };
  }

  const registry: Worlds = {
    create,
    find(id) {
      const found = worlds.get(id);
      if (!found) return null;
      found.usedAt = Date.now();
      return found.world;
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...worlds.values()].map(({ world }) => world.end()));
      await stopSpares();
      await databases.close();
      stopCollecting();
    },
  };
  return registry;
}

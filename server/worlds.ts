import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { WorldSeed } from "@/lib/worlds/schema";
import type { World, Worlds } from "@/lib/worlds/service";
import { collectGarbage } from "@/server/garbage";
import { createWorldDatabases } from "@/server/world-database";
import { startWorldShop, type WorldShop } from "@/server/world-shop";

/* The worlds of this process. Nothing of production imports this. */

/** Each takes some 60 MB with the embedded database. */
const WORLDS_MAX = 16;
const IDLE_MS = 3_600_000;
const IDLE_CHECKED_EVERY_MS = 60_000;
const RETRY_AFTER_SECONDS = 60;
/** After the last of several that end together, and once more for what was still at work in them then. */
const COLLECTED_AFTER_MS = [500, 5000] as const;

/** @param shop the process's own dependencies, of which a world shares what holds nothing of a shopper's */
export function createWorlds(shop: Deps, databases = createWorldDatabases(shop.env)): Worlds {
  const worlds = new Map<string, { world: World; usedAt: number }>();
  const collection = createCollection();
  let beingMade = 0;

  const ways: Ways = {
    take: (seed) => supply.take(seed),
    stop: async (used) => {
      await used.stop();
      collection.plan();
    },
    stopInBackground: (used) => inBackground(ways.stop(used)),
    forget: (id) => worlds.delete(id),
  };
  const supply = createSupply((seed) => startWorldShop(shop, databases, seed, registry), ways.stop);

  const timer = setInterval(() => {
    for (const { world, usedAt } of worlds.values()) if (isIdle(usedAt)) inBackground(world.end());
    if (isIdle(supply.wantedAt())) inBackground(supply.stop());
  }, IDLE_CHECKED_EVERY_MS);
  timer.unref();

  function inBackground(end: Promise<void>): void {
    end.catch((error: unknown) => shop.log.warn({ err: error }, "failed to end a world"));
  }

  const registry: Worlds = {
    async create(seed) {
      if (worlds.size + beingMade >= WORLDS_MAX) {
        const values = { seconds: RETRY_AFTER_SECONDS, limit: "worlds" };
        throw new AppError("throttled", { values, retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      beingMade++;
      try {
        const world = createWorld(await supply.take(seed), seed, ways);
        worlds.set(world.id, { world, usedAt: Date.now() });
        return world;
      } finally {
        beingMade--;
      }
    },
    find(id) {
      const found = worlds.get(id);
      if (!found) return null;
      found.usedAt = Date.now();
      return found.world;
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...worlds.values()].map(({ world }) => world.end()));
      await supply.stop();
      await databases.close();
      collection.cancel();
    },
  };
  return registry;
}

function isIdle(usedAt: number): boolean {
  return Date.now() - usedAt > IDLE_MS;
}

/** What a world needs of those around it. */
type Ways = {
  take(seed: WorldSeed): Promise<WorldShop>;
  stop(used: WorldShop): Promise<void>;
  stopInBackground(used: WorldShop): void;
  forget(id: string): void;
};

/** A world, which has another shop after each reset. */
function createWorld(first: WorldShop, seed: WorldSeed, { take, stop, stopInBackground, forget }: Ways): World {
  const id = first.name;
  let current = first;
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
        current = await take(seed);
        stopInBackground(former);
      }),
    end: () => {
      forget(id);
      return oneAtATime(() => stop(current));
    },
    moveClock: (ahead) => oneAtATime(() => current.moveClock(ahead)),
  };
}

/** Shops made in advance, once somebody has wanted one: nobody waits for a database to be copied. */
function createSupply(start: (seed: WorldSeed) => Promise<WorldShop>, stop: (unused: WorldShop) => Promise<void>) {
  const spares = new Map<WorldSeed, Promise<WorldShop>>();
  let wantedAt = 0;
  return {
    wantedAt: () => wantedAt,
    /** The one that was made in advance, if there is one by now. */
    take(seed: WorldSeed): Promise<WorldShop> {
      wantedAt = Date.now();
      const taken = spares.get(seed) ?? start(seed);
      const next = taken.then(() => start(seed));
      spares.set(seed, next);
      next.catch(() => void (spares.get(seed) === next && spares.delete(seed)));
      return taken;
    },
    async stop(): Promise<void> {
      const unused = [...spares.values()];
      spares.clear();
      for (const spare of await Promise.allSettled(unused)) if (spare.status === "fulfilled") await stop(spare.value);
    },
  };
}

/** Only a collection gives back what a world took, and a store at rest sees no reason for one. */
function createCollection() {
  let planned: NodeJS.Timeout[] = [];
  const cancel = () => {
    for (const timer of planned) clearTimeout(timer);
  };
  return {
    plan() {
      cancel();
      planned = COLLECTED_AFTER_MS.map((milliseconds) => setTimeout(collectGarbage, milliseconds).unref());
    },
    cancel,
  };
}

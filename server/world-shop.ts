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
import { finishDueJobs } from "@/lib/platform/jobs/worker";
import { createLimits } from "@/lib/platform/limits";
import type { Fault, WorldSeed } from "@/lib/worlds/schema";
import type { World, Worlds } from "@/lib/worlds/service";
import { startJobs, withRecurringJobs } from "@/server/jobs";
import type { WorldDatabases } from "@/server/world-database";
import { failingBy, failingProgramme, failingStatements } from "@/server/world-faults";

/** What a world is until it is reset. */
export type WorldShop = Pick<World, "deps" | "faults" | "moveClock"> & {
  name: string;
  /** How many have been made for a test. */
  personas: number;
  stop(): Promise<void>;
};

/**
 * Starts a shop on a database of its own, with a clock, limits, gateways, files and jobs of its own.
 * @param process the process's own dependencies, of which it shares what holds nothing of a shopper's
 * @param worlds also for those made in it
 */
export async function startWorldShop(
  process: Deps,
  databases: WorldDatabases,
  seed: WorldSeed,
  worlds: Worlds,
): Promise<WorldShop> {
  const name = randomBytes(6).toString("hex");
  const faults: Fault[] = [];
  const database = await databases.create(name, seed, failingStatements(faults));
  const { db } = database;
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-world-"));
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead);
  const { env, metrics } = process;
  const log = process.log.child({ world: name });
  const newProgrammes = () => createLoyaltyProgrammes({ db, env, log, metrics, now }, {}, failingProgramme(faults));
  const deps: Deps = {
    ...process,
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
    worlds,
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
    },
  };
}

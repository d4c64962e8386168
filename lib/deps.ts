import type { Logger } from "pino";
import { createLoyaltyProvider } from "@/lib/adapters/loyalty-provider/create";
import { type Deadlines, guardedLoyalty } from "@/lib/adapters/loyalty-provider/guarded";
import { type GuardedLoyalty, LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { createMailer } from "@/lib/adapters/mail/create";
import type { Mailer } from "@/lib/adapters/mail/port";
import { createSmsGateway } from "@/lib/adapters/sms/create";
import type { SmsGateway } from "@/lib/adapters/sms/port";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import type { Storage } from "@/lib/adapters/storage/port";
import { jobRegistry } from "@/lib/jobs";
import { type Db, openDatabase } from "@/lib/platform/db";
import { type Env, getEnv, readSecret } from "@/lib/platform/env";
import type { JobRegistry } from "@/lib/platform/jobs/service";
import { createLimits, type Limits } from "@/lib/platform/limits";
import { getLog } from "@/lib/platform/log";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";

export type Deps = {
  db: Db;
  env: Env;
  log: Logger;
  limits: Limits;
  storage: Storage;
  sms: SmsGateway;
  mail: Mailer;
  /** Bounded in time; the same object for as long as the setting stays the same. */
  loyalty: (setting: LoyaltyServiceSetting) => GuardedLoyalty;
  jobs: JobRegistry<Deps>;
  now: () => Date;
};

// On globalThis for the same reason as the database: each of Next's bundles has modules of its own.
const shared = globalThis as { storefrontDeps?: Promise<Deps> };

export function getDeps(): Promise<Deps> {
  shared.storefrontDeps ??= createDeps().catch((error) => {
    shared.storefrontDeps = undefined;
    throw error;
  });
  return shared.storefrontDeps;
}

/** For tests. */
export function setDeps(deps: Deps): void {
  shared.storefrontDeps = Promise.resolve(deps);
}

async function createDeps(): Promise<Deps> {
  const env = getEnv();
  const { db } = await openDatabase();
  const log = getLog();
  const now = () => new Date();
  return {
    db,
    env,
    log,
    limits: createLimits(db, env),
    storage: await createStorage(env),
    sms: await createSmsGateway(env, db),
    mail: await createMailer(env, db),
    loyalty: createLoyaltyProgrammes({ db, env, log, now }),
    jobs: jobRegistry,
    now,
  };
}

type ProgrammeDeps = Pick<Deps, "db" | "env" | "log" | "now">;

/**
 * Keeps one guarded programme for each setting, since its breaker remembers. @param deadlines milliseconds, for tests
 */
export function createLoyaltyProgrammes(deps: ProgrammeDeps, deadlines: Deadlines = {}): Deps["loyalty"] {
  const programmes = new Map<string, GuardedLoyalty>();
  return (setting) => {
    const key = JSON.stringify(setting);
    let programme = programmes.get(key);
    if (!programme) {
      programme = createProgramme(setting, deps, deadlines);
      // A changed setting is a rare event; the programmes of former ones are not worth keeping.
      programmes.clear();
      programmes.set(key, programme);
    }
    return programme;
  };
}

/** One that cannot be made, for want of a secret, behaves like one that does not answer. */
function createProgramme(
  setting: LoyaltyServiceSetting,
  { db, env, log, now }: ProgrammeDeps,
  deadlines: Deadlines,
): GuardedLoyalty {
  try {
    const provider = createLoyaltyProvider(setting, { db, env, now, secretOf: readSecret });
    return guardedLoyalty(provider, { ...deadlines, log });
  } catch (error) {
    if (!(error instanceof LoyaltyUnavailableError)) throw error;
    const fail = () => Promise.reject(error);
    const operations = { search: fail, create: fail, read: fail, update: fail, balance: fail, ledger: fail };
    return { name: setting.provider, ...operations, deactivate: fail };
  }
}

async function createStorage(env: Env): Promise<Storage> {
  if (!env.S3_BUCKET) return localFolderStorage(env.STORAGE_DIR);
  // Loaded only where it is used: the SDK is large.
  const { s3Storage } = await import("@/lib/adapters/storage/s3");
  return s3Storage({
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    accessKeyId: env.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "",
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
  });
}

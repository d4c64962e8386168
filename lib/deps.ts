import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "pino";
import { openIdConnect } from "@/lib/adapters/identity-provider/openid-connect";
import type { IdentityProvider } from "@/lib/adapters/identity-provider/port";
import { type Deadlines, guardedLoyalty } from "@/lib/adapters/loyalty-provider/guard";
import { httpLoyalty } from "@/lib/adapters/loyalty-provider/http";
import {
  type GuardedLoyalty,
  type LoyaltyProvider,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { voucherifyLoyalty } from "@/lib/adapters/loyalty-provider/voucherify";
import { createMailer } from "@/lib/adapters/mail/create";
import type { Mailer } from "@/lib/adapters/mail/port";
import { createSmsGateway } from "@/lib/adapters/sms/create";
import type { SmsGateway } from "@/lib/adapters/sms/port";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import type { Storage } from "@/lib/adapters/storage/port";
import { createWallets } from "@/lib/adapters/wallet/create";
import type { Wallets } from "@/lib/adapters/wallet/port";
import { httpWebhooks } from "@/lib/adapters/webhook/http";
import type { WebhookSender } from "@/lib/adapters/webhook/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { type Field, getFields } from "@/lib/fields/service";
import { jobRegistry } from "@/lib/jobs";
import { createMetrics, type Metrics } from "@/lib/metrics";
import { type Db, openDatabase } from "@/lib/platform/db";
import { type Env, getEnv, readSecret } from "@/lib/platform/env";
import type { JobRegistry } from "@/lib/platform/jobs/service";
import { createLimits, type Limits } from "@/lib/platform/limits";
import { getLog } from "@/lib/platform/log";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import type { Worlds } from "@/lib/worlds/service";

export type Deps = {
  db: Db;
  env: Env;
  log: Logger;
  limits: Limits;
  storage: Storage;
  sms: SmsGateway;
  mail: Mailer;
  webhooks: WebhookSender;
  /** The shop's own sign-in; null for none. */
  identityProvider: IdentityProvider | null;
  wallets: Wallets;
  /** Bounded in time; the same object for as long as the setting stays the same. */
  loyalty: (setting: LoyaltyServiceSetting) => GuardedLoyalty;
  jobs: JobRegistry<Deps>;
  /** What the shop asks of its customers beside what every shop does. */
  fields: readonly Field[];
  metrics: Metrics;
  now: () => Date;
  /** Shops beside this one, each for one tester; null in production, which has no code that makes any. */
  worlds: Worlds | null;
};

// On globalThis for the same reason as the database: each of Next's bundles has modules of its own.
const shared = globalThis as {
  storefrontDeps?: Promise<Deps>;
  storefrontChosenDeps?: AsyncLocalStorage<Deps>;
};

/** Those of the process, or what was chosen for the request that is being served. */
export function getDeps(): Promise<Deps> {
  const chosen = shared.storefrontChosenDeps?.getStore();
  if (chosen) return Promise.resolve(chosen);
  shared.storefrontDeps ??= createDeps().catch((error) => {
    shared.storefrontDeps = undefined;
    throw error;
  });
  return shared.storefrontDeps;
}

/** Does some work, and all that it starts, with other dependencies than the process's. */
export function withDeps<Result>(deps: Deps, work: () => Result): Result {
  shared.storefrontChosenDeps ??= new AsyncLocalStorage();
  return shared.storefrontChosenDeps.run(deps, work);
}

/** For tests. */
export function setDeps(deps: Deps | Promise<Deps>): void {
  shared.storefrontDeps = Promise.resolve(deps);
}

async function createDeps(): Promise<Deps> {
  const env = getEnv();
  const { db } = await openDatabase();
  const log = getLog();
  const metrics = createMetrics();
  const now = () => new Date();
  return {
    db,
    env,
    log,
    limits: createLimits(db, env),
    storage: await createStorage(env),
    sms: await createSmsGateway(env, { db, now }),
    mail: await createMailer(env, db),
    webhooks: createWebhooks(env),
    identityProvider: createIdentityProvider(env),
    wallets: await createWallets(env, now),
    loyalty: createLoyaltyProgrammes({ db, env, log, metrics, now }),
    jobs: jobRegistry,
    fields: getFields(),
    metrics,
    now,
    worlds: null,
  };
}

type ProgrammeDeps = Pick<Deps, "db" | "env" | "log" | "metrics" | "now">;

/**
 * Keeps one guarded programme for each setting, since its breaker remembers what went wrong.
 * @param deadlines milliseconds, other than the guard's own
 * @param adapt what stands between guard and programme
 */
export function createLoyaltyProgrammes(
  deps: ProgrammeDeps,
  deadlines: Deadlines = {},
  adapt: (programme: LoyaltyProvider) => LoyaltyProvider = (programme) => programme,
): Deps["loyalty"] {
  const programmes = new Map<string, GuardedLoyalty>();
  return (setting) => {
    const key = JSON.stringify(setting);
    let programme = programmes.get(key);
    if (!programme) {
      programme = createProgramme(setting, deps, { ...deadlines, adapt });
      // A changed setting is a rare event; the programmes of former ones are not worth keeping.
      programmes.clear();
      programmes.set(key, programme);
    }
    return programme;
  };
}

/** One that cannot be made, for want of a secret, is as good as one that does not answer. */
function createProgramme(
  setting: LoyaltyServiceSetting,
  deps: ProgrammeDeps,
  { adapt, ...deadlines }: Deadlines & { adapt: (programme: LoyaltyProvider) => LoyaltyProvider },
): GuardedLoyalty {
  try {
    const { log, metrics } = deps;
    metrics.loyaltyBreaker.set(0);
    return guardedLoyalty(adapt(createLoyaltyProvider(setting, deps)), {
      ...deadlines,
      log,
      onCall: ({ seconds, ...call }) => metrics.loyaltyCalls.observe(call, seconds),
      onBreaker: (isOpen) => metrics.loyaltyBreaker.set(isOpen ? 1 : 0),
    });
  } catch (error) {
    if (!(error instanceof LoyaltyUnavailableError)) throw error;
    const fail = () => Promise.reject(error);
    const operations = { search: fail, create: fail, read: fail, update: fail, balance: fail, ledger: fail };
    return { name: setting.provider, ...operations, deactivate: fail, reopen: fail };
  }
}

/**
 * The programme that the setting names, as it stands when it is called: settings change while the shop is open.
 * @throws LoyaltyUnavailableError naming the environment variable of a secret that is not set
 */
export function createLoyaltyProvider(
  setting: LoyaltyServiceSetting,
  { db, env, now }: Pick<Deps, "db" | "env" | "now">,
): LoyaltyProvider {
  const region = env.DEFAULT_PHONE_REGION;
  const contact = { phone: (written: string) => canonicalPhone(written, region), email: canonicalEmail };
  switch (setting.provider) {
    case "embedded":
      return embeddedLoyalty({ db, region, welcomePoints: setting.welcome_points, now });
    case "http": {
      const { base_url: baseUrl, secret, fields } = setting;
      return httpLoyalty({ baseUrl, secret: getSecret(secret), fields, contact });
    }
    case "voucherify": {
      const [appId, appToken] = [getSecret(setting.app_id), getSecret(setting.app_token)];
      return voucherifyLoyalty({ baseUrl: setting.base_url, appId, appToken, programId: setting.program_id, contact });
    }
  }
}

function getSecret({ env: name }: { env: string }): string {
  const value = readSecret(name);
  if (!value) throw new LoyaltyUnavailableError(`the environment variable ${name} is not set`);
  return value;
}

/** In production a receiver has TLS, and stands outside of our network unless that is set otherwise. */
function createWebhooks(env: Env): WebhookSender {
  return httpWebhooks({ needsTls: env.APP_MODE === "production", allowsPrivate: env.WEBHOOK_PRIVATE_TARGETS });
}

/** The sign-in that the environment names, all of it or none. */
export function createIdentityProvider(env: Env): IdentityProvider | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env;
  if (!issuer || !clientId || !clientSecret || !name) return null;
  const redirectUri = `${env.APP_URL}/api/users/oidc-login/callback/`;
  return openIdConnect({ issuer, clientId, clientSecret, name, redirectUri, maxAgeSeconds: env.FRESH_SIGN_IN_SECONDS });
}

/** Where uploads go: a bucket, or a folder of this host. */
export async function createStorage(env: Env): Promise<Storage> {
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

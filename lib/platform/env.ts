import { z } from "zod";
import { readVariable, readVariables, type Source } from "@/lib/platform/env-files";
import { chooseGateways, type GatewayChoice, gatewayProblems, gatewayVariables } from "@/lib/platform/env-gateways";
import { identityProblems, identityVariables } from "@/lib/platform/env-identity";
import { lifetimeVariables } from "@/lib/platform/env-lifetimes";
import { limitVariables } from "@/lib/platform/env-limits";
import { chooseServer, type ServerChoice, serverProblems, serverVariables } from "@/lib/platform/env-server";
import { chooseShop, type ShopChoice, shopProblems, shopVariables } from "@/lib/platform/env-shop";
import { storageProblems, storageVariables } from "@/lib/platform/env-storage";
import { count, flag, listOf, secrets, webAddress } from "@/lib/platform/env-values";
import { walletProblems, walletVariables } from "@/lib/platform/env-wallets";
import { getShop } from "@/lib/platform/shop/config";

/* The only reader of process.env; `.env.example` explains each variable. */

/** Published with the source, so it protects nothing: good for the demo, refused in production. */
const DEMO_SECRET = "demo-only-secret-that-everybody-can-read-on-the-internet";

const schema = z.object({
  /** demo and test: outbox on, demo secrets allowed. production: neither. */
  APP_MODE: z.enum(["demo", "test", "production"]).optional(),
  NODE_ENV: z.string().default("development"),
  APP_URL: webAddress.optional(),
  APP_SECRET: secrets.optional(),
  ...serverVariables,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  DATABASE_POOL_WAIT_MS: z.coerce.number().int().min(1).max(600_000).default(2500),
  /** 0 for those that the database itself is set to. */
  DATABASE_STATEMENT_TIMEOUT_MS: count(3000, 600_000),
  DATABASE_LOCK_TIMEOUT_MS: count(2000, 600_000),
  DATABASE_PREPARED_STATEMENTS: flag.default(true),
  EMBEDDED_DATABASE_DIR: z.string().default(".data/database"),
  ...storageVariables,
  ...shopVariables,
  TRUSTED_PROXIES: count(0, 10),
  TRUSTED_ORIGINS: z.string().default(""),
  ENABLE_X_COOKIE_HEADER: flag.default(false),
  ...limitVariables,
  ...lifetimeVariables,
  /** Never, for a changed phone, for a changed phone or consent. */
  PHONE_VERIFICATION: z.enum(["none", "sms_otp", "kvkk"]).default("sms_otp"),
  OTP_LENGTH: z.coerce.number().int().min(4).max(10).default(6),
  LOYALTY_OTP_LENGTH: z.coerce.number().int().min(4).max(10).default(4),
  /** The key of the order system that sends points to /loyalty-card/events/. */
  LOYALTY_WEBHOOK_SECRET: secrets.optional(),
  /** Whether events may be sent into our own network. */
  WEBHOOK_PRIVATE_TARGETS: flag.default(false),
  ...gatewayVariables,
  ...identityVariables,
  ...walletVariables,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).optional(),
  /** Metrics are served there, and nowhere without it. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Where traces are sent; nowhere without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_SERVICE_NAME: z.string().default("storefront"),
  /** Set by `npm run bench` alone: opens the empty handler that it measures against. */
  BENCH: flag.default(false),
});

type Variables = z.infer<typeof schema>;

export type AppMode = "demo" | "test" | "production";

/** What takes the place of variables that need not be set, or are read from text. */
type Choice = ServerChoice &
  ShopChoice &
  GatewayChoice & {
    APP_MODE: AppMode;
    /** Origin under which browsers reach the shop, without a trailing slash. */
    APP_URL: string;
    /** The newest first. */
    APP_SECRET: [newest: string, ...former: string[]];
    LOG_LEVEL: string;
    /** Origins besides our own whose browsers may send state changes. */
    TRUSTED_ORIGINS: string[];
  };

export type Env = Omit<Variables, keyof Choice> & Choice;

/** `problems` has one readable line each. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/**
 * Production (DATABASE_URL set, or NODE_ENV=production without APP_MODE=demo or test) must bring its own APP_URL,
 * APP_SECRET and gateways; the demo and the tests get harmless defaults.
 * @param defaults other than ours
 * @throws EnvError naming every variable at fault
 */
export function parseEnv(source: Source, defaults: Source = {}): Env {
  const { given, problems: unread } = readVariables(source, Object.keys(schema.shape), defaults);
  const parsed = schema.safeParse(given);
  if (!parsed.success || unread.length > 0) {
    const issues = parsed.error?.issues ?? [];
    throw new EnvError([...unread, ...issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)]);
  }
  const env = { ...parsed.data, MAIL_FROM: parsed.data.MAIL_FROM ?? getShop().mail.from };
  const mode = env.APP_MODE ?? (env.DATABASE_URL || env.NODE_ENV === "production" ? "production" : "demo");
  const isProduction = mode === "production";
  const problems = [
    ...modeProblems(env, mode),
    ...serverProblems(env),
    ...storageProblems(env),
    ...shopProblems(env),
    ...gatewayProblems(env, isProduction),
    ...identityProblems(env),
    ...walletProblems(env, env.APP_URL, isProduction),
  ];
  if (problems.length > 0) throw new EnvError(problems);
  return {
    ...env,
    ...chooseServer(env, isProduction),
    ...chooseShop(env, isProduction),
    ...chooseGateways(env, isProduction),
    APP_MODE: mode,
    APP_URL: new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin,
    APP_SECRET: env.APP_SECRET ?? [DEMO_SECRET],
    LOG_LEVEL: env.LOG_LEVEL ?? (mode === "test" ? "silent" : "info"),
    TRUSTED_ORIGINS: listOf(env.TRUSTED_ORIGINS),
  };
}

/** What production lacks, and what a demo must not have, one readable line each. */
function modeProblems(env: Variables, mode: AppMode): string[] {
  const ownSecret = env.APP_SECRET?.every((secret) => !/demo|change-?me|example/i.test(secret)) ?? false;
  const problems: string[] = [];
  if ((mode === "production" || env.DATABASE_URL) && !ownSecret) {
    problems.push(
      "APP_SECRET: set a secret of your own, for example the output of `openssl rand -hex 32` (the demo's is public)",
    );
  }
  if (mode === "production" && !env.DATABASE_URL) {
    problems.push("DATABASE_URL: production runs on PostgreSQL; set postgresql://user:password@host:5432/name");
  }
  if (mode === "production" && !env.APP_URL) {
    problems.push("APP_URL: set the address shoppers use, for example https://shop.example");
  }
  const signs = mode === "demo" && env.APP_MODE === undefined ? productionSigns(env, ownSecret) : [];
  if (signs.length > 0) {
    problems.push(
      `DATABASE_URL: set it, as ${signs.join(", ")} belong to a shop in production; or set APP_MODE=demo for a demo, whose passwords and codes everybody can read`,
    );
  }
  return problems;
}

/** Variables that nobody sets for a demo on their own machine. */
function productionSigns(env: Variables, ownSecret: boolean): string[] {
  const isLocal = (host: string) => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);
  const signs: [string, boolean][] = [
    ["APP_URL", env.APP_URL !== undefined && !isLocal(new URL(env.APP_URL).hostname)],
    ["APP_SECRET", ownSecret],
    ["HOST", env.HOST !== undefined && !isLocal(env.HOST)],
    ["TRUSTED_PROXIES", env.TRUSTED_PROXIES > 0],
    ["S3_BUCKET", env.S3_BUCKET !== undefined],
  ];
  return signs.filter(([, isSet]) => isSet).map(([name]) => name);
}

let current: Env | undefined;
let ownDefaults: Source = {};

/** For a program with other defaults than the store's, before anything reads the environment. */
export function setEnvDefaults(defaults: Source): void {
  ownDefaults = defaults;
}

export function getEnv(): Env {
  current ??= parseEnv(process.env, ownDefaults);
  return current;
}

/** Whether browsers reach the shop by TLS, and keep its cookies to that. */
export function keepsCookiesSecure({ APP_URL }: Pick<Env, "APP_URL">): boolean {
  return APP_URL.startsWith("https:");
}

/** What next-auth reads for itself from the environment, whatever that said before. */
export function setNextAuthVariables({ url, secret }: { url: string; secret: string }): void {
  process.env.NEXTAUTH_URL = url;
  process.env.NEXTAUTH_SECRET = secret;
}

/** Of libraries that read the same environment. */
const OF_LIBRARIES = /^(?:AWS_|NEXTAUTH_|NODE_|OTEL_|PG[A-Z]|SMTP_)/;

/** Whether it is the store's own, or a library's: no setting may send it to an address that a setting names, too. */
export function isReservedVariable(name: string): boolean {
  return Object.hasOwn(schema.shape, name.replace(/_FILE$/, "")) || OF_LIBRARIES.test(name);
}

/** A secret that a setting refers to by the name of its environment variable; none where its file cannot be read. */
export function readSecret(name: string): string | undefined {
  if (isReservedVariable(name)) return undefined;
  try {
    return readVariable(process.env, name);
  } catch {
    return undefined;
  }
}

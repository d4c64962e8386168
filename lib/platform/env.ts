import { readFileSync } from "node:fs";
import { z } from "zod";
import { chooseGateways, type GatewayChoice, gatewayProblems, gatewayVariables } from "@/lib/platform/env-gateways";
import { identityProblems, identityVariables } from "@/lib/platform/env-identity";
import { walletProblems, walletVariables } from "@/lib/platform/env-wallets";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { getShop } from "@/lib/platform/shop/config";

/* The only reader of process.env; `.env.example` explains each variable. */

/** Published with the source, so it protects nothing: good for the demo, refused in production. */
const DEMO_SECRET = "demo-only-secret-that-everybody-can-read-on-the-internet";

/** Where the six languages are spoken, and neighbours: each country more is one more to pump. */
const DEFAULT_SMS_COUNTRIES = "TR,US,CA,GB,IE,DE,AT,CH,FR,BE,LU,NL,RU,KZ,SA,AE,QA,KW,BH,OM,EG,JO,LB,IQ,MA,TN,DZ";

type ServerRole = "api" | "pages" | "jobs";

const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const count = (fallback: number, max = 1_000_000) => z.coerce.number().int().min(0).max(max).default(fallback);

/** Of several the first signs and all verify: keys change while the store is open. */
const secrets = z
  .string()
  .transform((text) => text.split(/[,\r\n]/).flatMap((secret) => secret.trim() || []))
  .refine((list) => list.length > 0 && list.every((secret) => secret.length >= 32), "must have at least 32 characters")
  .transform((list) => list as [newest: string, ...former: string[]]);

const schema = z.object({
  /** demo and test: outbox on, demo secrets allowed. production: neither. */
  APP_MODE: z.enum(["demo", "test", "production"]).optional(),
  NODE_ENV: z.string().default("development"),
  HOST: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** What this process does; the rest is for others. */
  SERVER_ROLES: z
    .string()
    .regex(/^(?:api|pages|jobs)(?:, ?(?:api|pages|jobs))*$/, "must be some of api, pages and jobs, as api,jobs")
    .transform((text) => listOf(text) as ServerRole[])
    .default(["api", "pages", "jobs"]),
  /** Processes behind the port. */
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(128).default(1),
  API_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(100),
  PAGES_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(8),
  FILES_IN_FLIGHT_MAX: z.coerce.number().int().min(1).max(10_000).default(500),
  REQUEST_WAIT_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  /** 0 for no bound. */
  EVENT_LOOP_DELAY_MAX_MS: count(400, 60_000),
  /** How long a process that was told to stop goes on taking requests. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(600).optional(),
  /** And then how long for its last answers: longer than any request takes. */
  SHUTDOWN_GRACE_SECONDS: count(40, 600),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  APP_SECRET: secrets.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  DATABASE_POOL_WAIT_MS: z.coerce.number().int().min(1).max(600_000).default(2500),
  /** 0 for those that the database itself is set to. */
  DATABASE_STATEMENT_TIMEOUT_MS: count(3000, 600_000),
  DATABASE_LOCK_TIMEOUT_MS: count(2000, 600_000),
  DATABASE_PREPARED_STATEMENTS: flag.default(true),
  EMBEDDED_DATABASE_DIR: z.string().default(".data/database"),
  DEFAULT_LANGUAGE: z.enum(LANGUAGES as [Language, ...Language[]]).optional(),
  DEFAULT_PHONE_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two capital letters, as TR")
    .optional(),
  TRUSTED_PROXIES: count(0, 10),
  TRUSTED_ORIGINS: z.string().default(""),
  ENABLE_X_COOKIE_HEADER: flag.default(false),
  SHOP_NAME: z.string().min(1).max(40).optional(),
  /** Where the terms stand; `{language}` becomes `tr`, `en` and so on. */
  TERMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  PRIVACY_NOTICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where shoppers reach people, with `{language}` too. */
  CONTACT_URL: z.url({ protocol: /^(https?|mailto|tel)$/ }).optional(),
  /** Whom security.txt names, as URIs. */
  SECURITY_CONTACT: z
    .string()
    .transform((text) => text.split(",").map((contact) => contact.trim()))
    .pipe(z.array(z.string().regex(/^(mailto:|https:\/\/|tel:)\S+$/, "must be mailto:…, https://… or tel:…")))
    .optional(),
  CONSENT_WORDING_VERSION: z.string().min(1).max(40).default("2026-01"),
  STORAGE_DIR: z.string().default(".data/storage"),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ENDPOINT: z.url().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: flag.default(false),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).optional(),
  PASSWORD_WAIT_MAX_MS: count(1000, 600_000),
  SESSION_MAX_AGE_DAYS: count(30, 400),
  SESSION_IDLE_DAYS: count(14, 400),
  LOGIN_FAILURES_PER_ACCOUNT: count(10),
  LOGIN_FAILURES_WINDOW_SECONDS: count(900),
  LOGIN_ATTEMPTS_PER_IP: count(600),
  LOGIN_ATTEMPTS_PER_IP_WINDOW_SECONDS: count(900),
  /** Never, for a changed phone, for a changed phone or consent. */
  PHONE_VERIFICATION: z.enum(["none", "sms_otp", "kvkk"]).default("sms_otp"),
  OTP_LENGTH: z.coerce.number().int().min(4).max(10).default(6),
  LOYALTY_OTP_LENGTH: z.coerce.number().int().min(4).max(10).default(4),
  SMS_OTP_EXPIRE_TIME: z.coerce.number().int().min(30).max(3600).default(300),
  SMS_COUNTRIES: z.string().optional(),
  SMS_BURST_PER_PHONE: count(2),
  SMS_GAP_SECONDS: z.coerce.number().int().min(1).max(3600).default(60),
  SMS_PER_PHONE_10_MINUTES: count(3),
  SMS_PER_PHONE_HOUR: count(5),
  SMS_PER_PHONE_DAY: count(10),
  SMS_PER_ACCOUNT_HOUR: count(5),
  SMS_PER_BLOCK_HOUR: count(20),
  SMS_PER_SENDER_HOUR: count(30),
  SMS_PER_SENDER_DAY: count(100),
  SMS_PER_STOREFRONT_HOUR: count(150),
  SMS_TOTAL_HOUR: count(300),
  /** What the gateway charges for each part of a message, in whatever currency. */
  SMS_PRICE_PER_SEGMENT: z.coerce.number().min(0).max(1000).optional(),
  CODE_GUESSES_PER_DAY: count(10),
  GUEST_SESSION_SECONDS: z.coerce.number().int().min(300).max(86_400).default(3600),
  SIGN_UPS_PER_IP_HOUR: count(100),
  MAILS_PER_ADDRESS_HOUR: count(5),
  FRESH_SIGN_IN_SECONDS: z.coerce.number().int().min(1).max(604_800).default(86_400),
  DELETION_COOLING_OFF_DAYS: count(14, 90),
  CONSENT_RETENTION_DAYS: count(1095, 3650),
  PASSWORD_RESET_SECONDS: z.coerce.number().int().min(300).max(86_400).default(3600),
  EMAIL_CHANGE_SECONDS: z.coerce.number().int().min(300).max(604_800).default(86_400),
  EMAIL_CONFIRMATION_SECONDS: z.coerce.number().int().min(86_400).max(2_592_000).default(604_800),
  /** How long a change can be undone by the link in its notice. */
  UNDO_SECONDS: z.coerce.number().int().min(3600).max(604_800).default(259_200),
  /** An account that nobody has signed in to for so long is not opened by a code alone: its number may be another's now. */
  DORMANT_DAYS: count(365, 3650),
  /** The key of the order system that sends points to /loyalty-card/events/. */
  LOYALTY_WEBHOOK_SECRET: secrets.optional(),
  /** Of each key of the back office. */
  ADMIN_REQUESTS_PER_MINUTE: count(600),
  /** Whether events may be sent into our own network. */
  WEBHOOK_PRIVATE_TARGETS: flag.default(false),
  ...gatewayVariables,
  ...identityVariables,
  ...walletVariables,
  /** Metrics are served there, and nowhere without it. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** Where traces are sent; nowhere without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SERVICE_NAME: z.string().default("storefront"),
  /** Set by `npm run bench` alone: opens the empty handler that it measures against. */
  BENCH: flag.default(false),
});

export type AppMode = "demo" | "test" | "production";

export type Env = Omit<
  z.infer<typeof schema>,
  | "APP_MODE"
  | "APP_URL"
  | "APP_SECRET"
  | "DEFAULT_LANGUAGE"
  | "DEFAULT_PHONE_REGION"
  | "DRAIN_SECONDS"
  | "LOG_LEVEL"
  | "REQUEST_WAIT_MS"
  | "SHOP_NAME"
  | "TRUSTED_ORIGINS"
  | "SMS_COUNTRIES"
  | keyof GatewayChoice
> &
  GatewayChoice & {
    APP_MODE: AppMode;
    /** Origin under which browsers reach the shop, without a trailing slash. */
    APP_URL: string;
    /** The newest first. */
    APP_SECRET: [newest: string, ...former: string[]];
    DEFAULT_LANGUAGE: Language;
    DEFAULT_PHONE_REGION: string;
    DRAIN_SECONDS: number;
    LOG_LEVEL: string;
    /** How long a request beyond what is served at once may wait for its turn. */
    REQUEST_WAIT_MS: number;
    SHOP_NAME: string;
    /** Origins besides our own whose browsers may send state changes. */
    TRUSTED_ORIGINS: string[];
    /** Countries whose numbers get messages, ISO 3166-1 alpha-2; null for every country. */
    SMS_COUNTRIES: string[] | null;
  };

type Source = Record<string, string | undefined>;

/** `problems` has one readable line each. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not complete:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/**
 * Production (DATABASE_URL set, or NODE_ENV=production without APP_MODE=demo or test) must bring its own APP_URL,
 * APP_SECRET and gateways; the demo and the tests get harmless defaults. @throws EnvError naming every variable at
 * fault
 */
export function parseEnv(source: Source): Env {
  const { given, problems: unread } = readFiles(source);
  const parsed = schema.safeParse(given);
  if (!parsed.success || unread.length > 0) {
    const issues = parsed.error?.issues ?? [];
    throw new EnvError([...unread, ...issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)]);
  }
  const shop = getShop();
  const env = { ...parsed.data, MAIL_FROM: parsed.data.MAIL_FROM ?? shop.mail.from };
  const mode = env.APP_MODE ?? (env.DATABASE_URL || env.NODE_ENV === "production" ? "production" : "demo");
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
  const signs = mode === "demo" && env.APP_MODE === undefined ? productionSigns(env, ownSecret) : [];
  if (signs.length > 0) {
    problems.push(
      `DATABASE_URL: set it, as ${signs.join(", ")} belong to a shop in production; or set APP_MODE=demo for a demo, whose passwords and codes everybody can read`,
    );
  }
  if (env.WEB_CONCURRENCY > 1 && !env.DATABASE_URL) {
    problems.push(
      "WEB_CONCURRENCY: only one process can use the embedded database; set DATABASE_URL, or leave WEB_CONCURRENCY at 1",
    );
  }
  if (env.WEB_CONCURRENCY > 1 && env.SERVER_ROLES.every((role) => role === "jobs")) {
    problems.push("WEB_CONCURRENCY: one process of a host runs jobs; leave it at 1 with SERVER_ROLES=jobs");
  }
  if (mode === "production" && !env.APP_URL) {
    problems.push("APP_URL: set the address shoppers use, for example https://shop.example");
  }
  if (env.S3_BUCKET && !(env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY)) {
    problems.push("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: needed with S3_BUCKET");
  }
  const countries = listOf(env.SMS_COUNTRIES ?? shop.smsCountries?.join() ?? DEFAULT_SMS_COUNTRIES);
  if (env.SMS_COUNTRIES !== "*" && !countries.every((country) => /^[A-Z]{2}$/.test(country))) {
    problems.push("SMS_COUNTRIES: give two-letter country codes separated by commas, as TR,DE, or * for all");
  }
  problems.push(...gatewayProblems(env, mode === "production"), ...identityProblems(env));
  problems.push(...walletProblems(env, env.APP_URL, mode === "production"));
  if (problems.length > 0) throw new EnvError(problems);
  return {
    ...env,
    ...chooseGateways(env, mode === "production"),
    APP_MODE: mode,
    APP_URL: new URL(env.APP_URL ?? `http://localhost:${env.PORT}`).origin,
    APP_SECRET: env.APP_SECRET ?? [DEMO_SECRET],
    DEFAULT_LANGUAGE: env.DEFAULT_LANGUAGE ?? shop.defaultLanguage ?? usualLanguage(mode),
    DEFAULT_PHONE_REGION: env.DEFAULT_PHONE_REGION ?? shop.country,
    // Nothing balances the load of a demo, and on a laptop its first pages take their time.
    DRAIN_SECONDS: env.DRAIN_SECONDS ?? (mode === "production" ? 5 : 0),
    REQUEST_WAIT_MS: env.REQUEST_WAIT_MS ?? (mode === "production" ? 250 : 10_000),
    SHOP_NAME: env.SHOP_NAME ?? shop.name,
    TERMS_URL: env.TERMS_URL ?? shop.links.terms,
    PRIVACY_NOTICE_URL: env.PRIVACY_NOTICE_URL ?? shop.links.privacy,
    CONTACT_URL: env.CONTACT_URL ?? shop.links.contact,
    LOG_LEVEL: env.LOG_LEVEL ?? (mode === "test" ? "silent" : "info"),
    TRUSTED_ORIGINS: listOf(env.TRUSTED_ORIGINS),
    SMS_COUNTRIES: env.SMS_COUNTRIES === "*" ? null : countries,
  };
}

/** What is set, and not empty: by NAME, or by NAME_FILE, whose file holds the value, as orchestrators hand secrets over. */
function readFiles(source: Source): { given: Record<string, string>; problems: string[] } {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of Object.keys(schema.shape)) {
    try {
      const value = readVariable(source, name);
      if (value !== undefined) given[name] = value;
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { given, problems };
}

/** @throws with a sentence when the value is given twice, or its file cannot be read */
function readVariable(source: Source, name: string): string | undefined {
  const [value, file] = [source[name] || undefined, source[`${name}_FILE`] || undefined];
  if (file === undefined) return value;
  if (value !== undefined) throw new Error(`${name}_FILE: ${name} is set as well; set one of them`);
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new Error(`${name}_FILE: ${isMissing ? `there is no file ${file}` : `cannot read ${file}`}`);
  }
  if (text === "") throw new Error(`${name}_FILE: ${file} is empty`);
  return text;
}

/** Variables that nobody sets for a demo on their own machine. */
function productionSigns(env: z.infer<typeof schema>, ownSecret: boolean): string[] {
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

/** Turkish, as documented, and the demo's English; of a shop that does not offer it, the first that it does. */
function usualLanguage(mode: AppMode): Language {
  const usual = mode === "production" ? "tr" : "en";
  return LANGUAGES.includes(usual) ? usual : (LANGUAGES[0] ?? usual);
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}

let current: Env | undefined;

export function getEnv(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** A secret that a setting refers to by the name of its environment variable; none where its file cannot be read. */
export function readSecret(name: string): string | undefined {
  try {
    return readVariable(process.env, name);
  } catch {
    return undefined;
  }
}

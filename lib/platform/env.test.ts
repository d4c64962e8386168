import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { EnvError, parseEnv, readSecret } from "@/lib/platform/env";
import { expectProblem, problemsOf, production } from "@/lib/testing/environment";

describe("an empty environment", () => {
  test("is the demo, with everything it needs", () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      ...{ APP_MODE: "demo", PORT: 3000, APP_URL: "http://localhost:3000", TRUSTED_PROXIES: 0, TRUSTED_ORIGINS: [] },
      ...{ DEFAULT_LANGUAGE: "en", DEFAULT_PHONE_REGION: "TR", ENABLE_X_COOKIE_HEADER: false, SMS_TIMEOUT_MS: 3000 },
      // The rules' own numbers.
      ...{ LOGIN_FAILURES_PER_ACCOUNT: 10, LOGIN_FAILURES_WINDOW_SECONDS: 900 },
      ...{ SESSION_MAX_AGE_DAYS: 30, SESSION_IDLE_DAYS: 14, SMS_OTP_EXPIRE_TIME: 300, OTP_LENGTH: 6 },
      ...{ SMS_BURST_PER_PHONE: 2, SMS_GAP_SECONDS: 60, SMS_PER_PHONE_10_MINUTES: 3, SMS_PER_PHONE_HOUR: 5 },
      ...{ SMS_PER_PHONE_DAY: 10, SMS_PER_ACCOUNT_HOUR: 5, SMS_PER_BLOCK_HOUR: 20, SMS_TOTAL_HOUR: 300 },
      ...{ CODE_GUESSES_PER_DAY: 10, SMS_PER_SENDER_HOUR: 30, SMS_PER_SENDER_DAY: 100 },
      ...{ FRESH_SIGN_IN_SECONDS: 86_400, GUEST_SESSION_SECONDS: 3600, PASSWORD_RESET_SECONDS: 3600 },
    });
    expect(env.APP_SECRET[0].length).toBeGreaterThanOrEqual(32);
  });

  test("follows its port, and takes empty variables for missing ones", () => {
    expect(parseEnv({ PORT: "4000", APP_URL: "", DATABASE_URL: "" }).APP_URL).toBe("http://localhost:4000");
  });

  test("takes a program's own defaults for what is not set", () => {
    const timeoutOf = (DATABASE_STATEMENT_TIMEOUT_MS: string | undefined) =>
      parseEnv({ DATABASE_STATEMENT_TIMEOUT_MS }, { DATABASE_STATEMENT_TIMEOUT_MS: "60000" })
        .DATABASE_STATEMENT_TIMEOUT_MS;
    expect([timeoutOf(undefined), timeoutOf(""), timeoutOf("500")]).toEqual([60_000, 60_000, 500]);
  });
});

test.each([
  ["APP_URL", "https://shop.test"],
  ["APP_SECRET", "f".repeat(64)],
  ["HOST", "0.0.0.0"],
  ["TRUSTED_PROXIES", "1"],
  ["S3_BUCKET", "pictures"],
])("a demo does not start by mistake: %s belongs to a shop in production", (name, value) => {
  const keys = { S3_ACCESS_KEY_ID: "x", S3_SECRET_ACCESS_KEY: "x" };
  expectProblem({ ...keys, DATABASE_URL: "", [name]: value }, new RegExp(`^DATABASE_URL: .*${name}`));
  expect(parseEnv({ ...keys, APP_MODE: "demo", [name]: value }).APP_MODE).toBe("demo");
});

test("several processes need PostgreSQL, and something beside jobs to do", () => {
  expect(parseEnv({ ...production, WEB_CONCURRENCY: "4" }).WEB_CONCURRENCY).toBe(4);
  expectProblem({ APP_MODE: "demo", WEB_CONCURRENCY: "2" }, /^WEB_CONCURRENCY: .*embedded database/);
  expectProblem({ ...production, WEB_CONCURRENCY: "2", SERVER_ROLES: "jobs" }, /^WEB_CONCURRENCY: .*jobs/);
});

describe("production", () => {
  test("is what has a database or says so, unless it is told to be the demo", () => {
    expect(parseEnv(production).APP_MODE).toBe("production");
    expect(parseEnv({ ...production, NODE_ENV: undefined }).APP_MODE).toBe("production");
    expect(parseEnv({ NODE_ENV: "production", APP_MODE: "demo" }).APP_MODE).toBe("demo");
  });

  test("speaks Turkish unless told otherwise, as documented", () => {
    expect(parseEnv(production).DEFAULT_LANGUAGE).toBe("tr");
    expect(parseEnv({ ...production, DEFAULT_LANGUAGE: "en" }).DEFAULT_LANGUAGE).toBe("en");
  });

  test("drains for as long as a balancer needs, and refuses soon; a demo does neither", () => {
    expect(parseEnv(production)).toMatchObject({ DRAIN_SECONDS: 5, REQUEST_WAIT_MS: 250 });
    expect(parseEnv({})).toMatchObject({ DRAIN_SECONDS: 0, REQUEST_WAIT_MS: 10_000 });
  });

  test("gives the last answers longer than a body may take to arrive", () => {
    expect(parseEnv(production).SHUTDOWN_GRACE_SECONDS).toBeGreaterThan(30);
  });

  test("does all that there is to do unless told otherwise", () => {
    expect(parseEnv(production).SERVER_ROLES).toEqual(["api", "pages", "jobs"]);
    expect(parseEnv({ ...production, SERVER_ROLES: "api, jobs" }).SERVER_ROLES).toEqual(["api", "jobs"]);
  });

  test.each(["APP_SECRET", "APP_URL", "DATABASE_URL", "SMS_PROVIDER"])("needs %s, which is named", (name) => {
    expectProblem({ ...production, [name]: undefined }, new RegExp(`^${name}: .*\\bset `));
  });

  test("names everything that is missing at once", () => {
    const problems = problemsOf({ NODE_ENV: "production" });
    expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual([
      ...["APP_SECRET", "APP_URL", "DATABASE_URL", "SMS_PROVIDER", "SMTP_URL and MAIL_FROM"],
    ]);
  });

  test.each([parseEnv({}).APP_SECRET[0], "change-me-change-me-change-me-change-me", `${"x".repeat(40)}-example`])(
    "rejects the secret %j, which everybody knows",
    (secret) => {
      expectProblem({ ...production, APP_SECRET: secret }, /APP_SECRET/);
    },
  );

  test("rejects the demo's secret with any real database, even in the demo", () => {
    expectProblem({ APP_MODE: "demo", DATABASE_URL: production.DATABASE_URL }, /APP_SECRET/);
  });
});

describe("secrets", () => {
  const [next, former] = ["n".repeat(64), "f".repeat(64)];

  test.each([`${next},${former}`, ` ${next} , ${former},`, `${next}\n${former}\n`, `${next}\r\n${former}`])(
    "are one or several, separated by commas or lines, the newest first: %j",
    (text) => {
      const env = parseEnv({ ...production, APP_SECRET: text, LOYALTY_WEBHOOK_SECRET: text });
      expect(env).toMatchObject({ APP_SECRET: [next, former], LOYALTY_WEBHOOK_SECRET: [next, former] });
    },
  );

  test("are each as long and as much one's own as a single one", () => {
    expectProblem({ ...production, APP_SECRET: `${next},short` }, /^APP_SECRET: .*32 characters/);
    expectProblem({ ...production, APP_SECRET: "," }, /^APP_SECRET: /);
    expectProblem({ ...production, APP_SECRET: `${next},${parseEnv({}).APP_SECRET[0]}` }, /^APP_SECRET: /);
  });
});

describe("a variable by its file", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "secrets-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const fileOf = (text: string) => {
    const file = path.join(folder, `${text.length}`);
    writeFileSync(file, text);
    return file;
  };

  test("is as good as the variable, without the white space around it", () => {
    const { APP_SECRET, DATABASE_URL, ...others } = production;
    const [secret, url] = [fileOf(`${APP_SECRET}\n`), fileOf(` ${DATABASE_URL}\n\n`)];
    expect(parseEnv({ ...others, APP_SECRET_FILE: secret, DATABASE_URL_FILE: url })).toEqual(parseEnv(production));
  });

  test.each([
    ["is missing", () => path.join(folder, "none"), "there is no file"],
    ["cannot be read", () => folder, "cannot read"],
    ["holds nothing", () => fileOf(" \n"), "is empty"],
  ])("that %s is named with its file", (_name, place, words) => {
    const file = place();
    expectProblem({ ...production, SMTP_URL_FILE: file }, new RegExp(`^SMTP_URL_FILE: .*${words}`));
    expect(problemsOf({ ...production, SMTP_URL_FILE: file })[0]).toContain(file);
  });

  test("and by its value at once is refused", () => {
    const file = fileOf(production.APP_SECRET);
    expectProblem({ ...production, APP_SECRET_FILE: file }, /^APP_SECRET_FILE: APP_SECRET is set as well/);
  });
});

describe("one readable line names what is wrong:", () => {
  const WRONG: Record<string, string[]> = {
    PORT: ["http", "70000"],
    SERVER_ROLES: ["web", ",", "api,pages,jobs,more"],
    PAGES_IN_FLIGHT_MAX: ["0"],
    APP_URL: ["shop.test", "javascript:alert(1)"],
    APP_SECRET: ["short"],
    DATABASE_URL: ["mysql://x/y"],
    DEFAULT_LANGUAGE: ["xx"],
    DEFAULT_PHONE_REGION: ["Turkey"],
    ENABLE_X_COOKIE_HEADER: ["yes"],
    TRUSTED_PROXIES: ["-1"],
    SESSION_MAX_AGE_DAYS: ["1.5"],
    LOG_LEVEL: ["loud"],
    SMS_PROVIDER: ["pigeon"],
    SMS_TIMEOUT_MS: ["0"],
    TWILIO_ACCOUNT_SID: ["AC123"],
    TWILIO_MESSAGING_SERVICE_SID: ["AC123"],
    TWILIO_BASE_URL: ["localhost:4010"],
    SMS_HTTP_URL: ["ftp://sms.test"],
    SMS_HTTP_METHOD: ["DELETE"],
    SMS_HTTP_HEADERS: ["X: y", '{"X-Number": 1}', '{"X-Line": "two\\nlines"}', '{"X Name": "x"}'],
    SMS_HTTP_SUCCESS: ["(ok"],
    MAIL_PROVIDER: ["post"],
    SMTP_URL: ["mail.test:587"],
    MAIL_FROM: ["Shop <shop>"],
  };

  test.each(Object.entries(WRONG).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    "%s=%s",
    (name, value) => {
      expectProblem({ [name]: value }, new RegExp(`^${name}: .+$`));
      const problems = problemsOf({ [name]: value });
      expect(new EnvError(problems).message).toContain(`  - ${problems[0]}`);
    },
  );

  test("a bucket without keys", () => {
    expectProblem({ ...production, S3_BUCKET: "b" }, /^S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/);
  });
});

describe("a secret that a setting names", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("is read from its variable, and from none of the store's own", () => {
    const names = ["LOYALTY_HTTP_SECRET", "APP_SECRET", "DATABASE_URL", "NEXTAUTH_SECRET"];
    for (const name of names) vi.stubEnv(name, "of the environment");
    expect(names.map(readSecret)).toEqual(["of the environment", undefined, undefined, undefined]);
  });
});

test("addresses become origins, and lists are split", () => {
  const TRUSTED_ORIGINS = " https://a.test ,,https://b.test";
  expect(parseEnv({ ...production, APP_URL: "https://shop.test/some/path/", TRUSTED_ORIGINS })).toMatchObject({
    APP_URL: "https://shop.test",
    TRUSTED_ORIGINS: ["https://a.test", "https://b.test"],
  });
});

import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "@/lib/env";

const SECRET = "f".repeat(64);
const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://shop:secret@db:5432/shop",
  APP_URL: "https://shop.test",
  APP_SECRET: SECRET,
  SMS_PROVIDER: "none",
  MAIL_PROVIDER: "none",
};

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe("an empty environment", () => {
  test("is the demo, with everything it needs", () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      APP_MODE: "demo",
      PORT: 3000,
      APP_URL: "http://localhost:3000",
      DEFAULT_LANGUAGE: "en",
      DEFAULT_PHONE_REGION: "TR",
      ENABLE_X_COOKIE_HEADER: false,
      TRUSTED_PROXIES: 0,
      TRUSTED_ORIGINS: [],
      LOGIN_FAILURES_PER_ACCOUNT: 10,
      LOGIN_FAILURES_WINDOW_SECONDS: 900,
      SESSION_MAX_AGE_DAYS: 30,
      SESSION_IDLE_DAYS: 14,
    });
    expect(env.APP_SECRET.length).toBeGreaterThanOrEqual(32);
  });

  test("follows its port, and takes empty variables for missing ones", () => {
    expect(parseEnv({ PORT: "4000", APP_URL: "", DATABASE_URL: "" }).APP_URL).toBe("http://localhost:4000");
  });
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

  test.each(["APP_SECRET", "APP_URL", "DATABASE_URL", "SMS_PROVIDER"])(
    "is refused without %s, which is named",
    (name) => {
      const problems = problemsOf({ ...production, [name]: undefined });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(new RegExp(`^${name}: .*\\bset `));
    },
  );

  test("names everything that is missing at once", () => {
    const problems = problemsOf({ NODE_ENV: "production" });
    expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual([
      "APP_SECRET",
      "APP_URL",
      "DATABASE_URL",
      "SMS_PROVIDER",
      "SMTP_URL and MAIL_FROM",
    ]);
  });

  test("refuses the demo's secret and what people leave in place of one", () => {
    const demoSecret = parseEnv({}).APP_SECRET;
    for (const secret of [demoSecret, "change-me-change-me-change-me-change-me", `${"x".repeat(40)}-example`]) {
      expect(problemsOf({ ...production, APP_SECRET: secret })).toEqual([expect.stringContaining("APP_SECRET")]);
    }
  });

  test("the demo's secret is refused with any real database, even in the demo", () => {
    const { DATABASE_URL } = production;
    expect(problemsOf({ APP_MODE: "demo", DATABASE_URL })).toEqual([expect.stringContaining("APP_SECRET")]);
  });
});

describe("what is wrong is said in one readable line each", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["APP_URL", "shop.test"],
    ["APP_URL", "javascript:alert(1)"],
    ["APP_SECRET", "short"],
    ["DATABASE_URL", "mysql://x/y"],
    ["DEFAULT_LANGUAGE", "xx"],
    ["DEFAULT_PHONE_REGION", "Turkey"],
    ["ENABLE_X_COOKIE_HEADER", "yes"],
    ["TRUSTED_PROXIES", "-1"],
    ["SESSION_MAX_AGE_DAYS", "1.5"],
    ["LOG_LEVEL", "loud"],
  ])("%s=%s", (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: .+`));
    expect(problems[0]).not.toContain("\n");
    expect(new EnvError(problems).message).toContain(`  - ${problems[0]}`);
  });

  test("a bucket without keys", () => {
    expect(problemsOf({ S3_BUCKET: "b" })).toEqual([
      expect.stringMatching(/^S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/),
    ]);
  });
});

test("addresses become origins, and lists are split", () => {
  const env = parseEnv({
    APP_URL: "https://shop.test/some/path/",
    TRUSTED_ORIGINS: " https://a.test ,,https://b.test",
  });
  expect(env.APP_URL).toBe("https://shop.test");
  expect(env.TRUSTED_ORIGINS).toEqual(["https://a.test", "https://b.test"]);
});

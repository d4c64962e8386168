import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "@/lib/platform/env";

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
      SMS_PROVIDER: "outbox",
      SMS_TIMEOUT_MS: 3000,
      MAIL_PROVIDER: "outbox",
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
    ["SMS_PROVIDER", "pigeon"],
    ["SMS_TIMEOUT_MS", "0"],
    ["TWILIO_ACCOUNT_SID", "AC123"],
    ["TWILIO_MESSAGING_SERVICE_SID", "AC123"],
    ["TWILIO_BASE_URL", "localhost:4010"],
    ["SMS_HTTP_URL", "ftp://sms.test"],
    ["SMS_HTTP_METHOD", "DELETE"],
    ["SMS_HTTP_HEADERS", "Authorization: Bearer x"],
    ["SMS_HTTP_HEADERS", '{"X-Number": 1}'],
    ["SMS_HTTP_HEADERS", '{"X-Line": "two\\nlines"}'],
    ["SMS_HTTP_HEADERS", '{"X Name": "x"}'],
    ["SMS_HTTP_SUCCESS", "(ok"],
    ["MAIL_PROVIDER", "post"],
    ["SMTP_URL", "mail.test:587"],
    ["MAIL_FROM", "Shop <shop>"],
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

describe("SMS", () => {
  const twilio = {
    SMS_PROVIDER: "twilio",
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM: "+15005550006",
  };
  const netgsm = {
    SMS_PROVIDER: "netgsm",
    NETGSM_USERNAME: "850",
    NETGSM_PASSWORD: "password",
    NETGSM_HEADER: "SHOP",
  };
  const http = {
    SMS_PROVIDER: "http",
    SMS_HTTP_URL: "https://sms.test/send",
    SMS_HTTP_BODY: '{"to": "{to}", "text": "{text}"}',
  };
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const withHeaders = (headers: Record<string, string>) => ({ ...http, SMS_HTTP_HEADERS: JSON.stringify(headers) });

  test("in production is sent by what was named, and stays in the outbox elsewhere", () => {
    for (const provider of [twilio, netgsm, http]) {
      expect(parseEnv({ ...production, ...provider }).SMS_PROVIDER).toBe(provider.SMS_PROVIDER);
    }
    expect(parseEnv({ ...production, SMS_PROVIDER: "none" }).SMS_PROVIDER).toBe("none");
    expect(parseEnv({ APP_MODE: "test" }).SMS_PROVIDER).toBe("outbox");
    expect(parseEnv({ ...twilio, APP_MODE: "demo" }).SMS_PROVIDER).toBe("twilio");
  });

  test("is not swallowed by an outbox in production", () => {
    expect(problemsOf({ ...production, SMS_PROVIDER: "outbox" })).toEqual([
      expect.stringMatching(/^SMS_PROVIDER: .*\bset /),
    ]);
  });

  test.each([
    ["TWILIO_ACCOUNT_SID", twilio],
    ["TWILIO_AUTH_TOKEN", twilio],
    ["TWILIO_FROM", twilio],
    ["NETGSM_USERNAME", netgsm],
    ["NETGSM_PASSWORD", netgsm],
    ["NETGSM_HEADER", netgsm],
    ["SMS_HTTP_URL", http],
  ])("needs %s with its provider", (name, provider) => {
    const problems = problemsOf({ ...provider, [name]: "" });
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems[0]).toContain(`SMS_PROVIDER=${provider.SMS_PROVIDER}`);
  });

  test("takes a messaging service in place of a number", () => {
    const service = { TWILIO_FROM: "", TWILIO_MESSAGING_SERVICE_SID: `MG${"f".repeat(32)}` };
    expect(problemsOf({ ...twilio, ...service })).toEqual([]);
  });

  test("takes any gateway's headers, form and answer as they are written", () => {
    const env = parseEnv({
      ...withHeaders({ ...form, "X-Key": "abc" }),
      SMS_HTTP_METHOD: "PUT",
      SMS_HTTP_BODY: "gsm={to_digits}&otp={code}",
      SMS_HTTP_SUCCESS: '"status": ?"ok"',
    });
    expect(env).toMatchObject({ SMS_HTTP_METHOD: "PUT", SMS_HTTP_HEADERS: { ...form, "X-Key": "abc" } });
    expect(env.SMS_HTTP_SUCCESS?.test('{"status":"ok"}')).toBe(true);
    expect(problemsOf({ ...http, SMS_HTTP_BODY: "", SMS_HTTP_METHOD: "GET" })).toHaveLength(2);
    const SMS_HTTP_URL = "https://sms.test/send?to={to}&text={text}";
    expect(problemsOf({ ...http, SMS_HTTP_BODY: "", SMS_HTTP_METHOD: "GET", SMS_HTTP_URL })).toEqual([]);
  });

  test.each([
    ["no number", { ...http, SMS_HTTP_BODY: '{"text": "{text}"}' }, "SMS_HTTP_BODY"],
    ["neither text nor code", { ...http, SMS_HTTP_BODY: '{"to": "{to}"}' }, "SMS_HTTP_BODY"],
    ["a placeholder outside the quotes", { ...http, SMS_HTTP_BODY: '{"to": "{to}", "text": {text}}' }, "SMS_HTTP_BODY"],
    ["a body in a GET", { ...http, SMS_HTTP_METHOD: "GET" }, "SMS_HTTP_BODY"],
    ["a type that cannot be filled in", withHeaders({ "Content-Type": "multipart/form-data" }), "SMS_HTTP_HEADERS"],
    ["another encoding", withHeaders({ "content-type": "text/xml; charset=iso-8859-9" }), "SMS_HTTP_HEADERS"],
  ])("is refused with a gateway that has %s", (_fault, source, name) => {
    expect(problemsOf(source)).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });
});

describe("mail", () => {
  const smtp = { SMTP_URL: "smtps://shop:p%40ss@mail.test:465", MAIL_FROM: "Shop <shop@shop.test>" };

  test("in production is sent by SMTP, unless it is told to be none", () => {
    expect(parseEnv({ ...production, ...smtp, MAIL_PROVIDER: "" }).MAIL_PROVIDER).toBe("smtp");
    expect(parseEnv({ ...production, ...smtp, MAIL_PROVIDER: "none" }).MAIL_PROVIDER).toBe("none");
    expect(parseEnv({ ...smtp, APP_MODE: "test" }).MAIL_PROVIDER).toBe("outbox");
  });

  test.each(["SMTP_URL", "MAIL_FROM"] as const)("is refused in production without %s", (name) => {
    expect(problemsOf({ ...production, MAIL_PROVIDER: "", ...smtp, [name]: "" })).toEqual([
      expect.stringMatching(/^SMTP_URL and MAIL_FROM: set .*MAIL_PROVIDER=none/),
    ]);
  });

  test("is not swallowed by an outbox in production", () => {
    expect(problemsOf({ ...production, MAIL_PROVIDER: "outbox" })).toEqual([
      expect.stringMatching(/^MAIL_PROVIDER: .*\bset /),
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

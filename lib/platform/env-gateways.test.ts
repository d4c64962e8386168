import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import type { Source } from "@/lib/platform/env-files";
import { expectProblem, problemsOf, production } from "@/lib/testing/environment";

describe("SMS", () => {
  const PROVIDERS: Record<string, Source> = {
    twilio: {
      TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
      TWILIO_AUTH_TOKEN: "token",
      TWILIO_FROM: "+15005550006",
    },
    netgsm: { NETGSM_USERNAME: "850", NETGSM_PASSWORD: "password", NETGSM_HEADER: "SHOP" },
    http: { SMS_HTTP_URL: "https://sms.test/send", SMS_HTTP_BODY: '{"to": "{to}", "text": "{text}"}' },
    none: {},
  };
  const by = (name: string, overrides: Source = {}) => ({ SMS_PROVIDER: name, ...PROVIDERS[name], ...overrides });
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const withHeaders = (headers: Record<string, string>) => ({ SMS_HTTP_HEADERS: JSON.stringify(headers) });

  test.each(Object.keys(PROVIDERS))("is sent by %s in production where that is named", (name) => {
    expect(parseEnv({ ...production, ...by(name) }).SMS_PROVIDER).toBe(name);
  });

  test("stays in the dev mailbox elsewhere, unless something is named, and never in production", () => {
    expect(parseEnv({ APP_MODE: "test" }).SMS_PROVIDER).toBe("outbox");
    expect(parseEnv({ ...by("twilio"), APP_MODE: "demo" }).SMS_PROVIDER).toBe("twilio");
    expectProblem({ ...production, SMS_PROVIDER: "outbox" }, /^SMS_PROVIDER: .*\bset /);
  });

  test.each([
    ...["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"].map((name) => [name, "twilio"] as const),
    ...["NETGSM_USERNAME", "NETGSM_PASSWORD", "NETGSM_HEADER"].map((name) => [name, "netgsm"] as const),
    ["SMS_HTTP_URL", "http"] as const,
  ])("needs %s by %s", (name, provider) => {
    expectProblem(by(provider, { [name]: "" }), new RegExp(`${name}.*SMS_PROVIDER=${provider}`));
  });

  test("takes a messaging service in place of a number", () => {
    const service = { TWILIO_FROM: "", TWILIO_MESSAGING_SERVICE_SID: `MG${"f".repeat(32)}` };
    expect(problemsOf(by("twilio", service))).toEqual([]);
  });

  test("takes any gateway's headers, form and response as they are written", () => {
    const headers = { ...form, "X-Key": "abc" };
    const body = { SMS_HTTP_BODY: "gsm={to_digits}&otp={code}", SMS_HTTP_SUCCESS: '"status": ?"ok"' };
    const env = parseEnv(by("http", { ...withHeaders(headers), ...body, SMS_HTTP_METHOD: "PUT" }));
    expect(env).toMatchObject({ SMS_HTTP_METHOD: "PUT", SMS_HTTP_HEADERS: headers });
    expect(env.SMS_HTTP_SUCCESS?.test('{"status":"ok"}')).toBe(true);
    const get = { SMS_HTTP_BODY: "", SMS_HTTP_METHOD: "GET" };
    expect(problemsOf(by("http", get))).toHaveLength(2);
    expect(problemsOf(by("http", { ...get, SMS_HTTP_URL: "https://sms.test/send?to={to}&text={text}" }))).toEqual([]);
  });

  test.each<[string, Source, string]>([
    ["no number", { SMS_HTTP_BODY: '{"text": "{text}"}' }, "SMS_HTTP_BODY"],
    ["neither text nor code", { SMS_HTTP_BODY: '{"to": "{to}"}' }, "SMS_HTTP_BODY"],
    ["a placeholder outside the quotes", { SMS_HTTP_BODY: '{"to": "{to}", "text": {text}}' }, "SMS_HTTP_BODY"],
    ["a body in a GET", { SMS_HTTP_METHOD: "GET" }, "SMS_HTTP_BODY"],
    ["a type that cannot be filled in", withHeaders({ "Content-Type": "multipart/form-data" }), "SMS_HTTP_HEADERS"],
    ["another encoding", withHeaders({ "content-type": "text/xml; charset=iso-8859-9" }), "SMS_HTTP_HEADERS"],
  ])("rejects a gateway that has %s", (_fault, source, name) => {
    expectProblem(by("http", source), new RegExp(`^${name}: `));
  });
});

describe("mail", () => {
  const smtp = { SMTP_URL: "smtps://shop:p%40ss@mail.test:465", MAIL_FROM: "Shop <shop@shop.test>", MAIL_PROVIDER: "" };

  test("is sent by SMTP in production, unless it is told to be none, and stays in the dev mailbox elsewhere", () => {
    expect(parseEnv({ ...production, ...smtp }).MAIL_PROVIDER).toBe("smtp");
    expect(parseEnv({ ...production, ...smtp, MAIL_PROVIDER: "none" }).MAIL_PROVIDER).toBe("none");
    expect(parseEnv({ ...smtp, APP_MODE: "test" }).MAIL_PROVIDER).toBe("outbox");
    expectProblem({ ...production, MAIL_PROVIDER: "outbox" }, /^MAIL_PROVIDER: .*\bset /);
  });

  test.each(["SMTP_URL", "MAIL_FROM"])("needs %s in production", (name) => {
    const missing = { ...production, ...smtp, [name]: "" };
    expectProblem(missing, /^SMTP_URL and MAIL_FROM: set .*MAIL_PROVIDER=none/);
  });
});

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import getPort from "get-port";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { DAY_MS } from "@/lib/platform/dates";
import { parseEnv } from "@/lib/platform/env";
import { createAuthority, hasOpenssl, issuePassCertificate } from "@/lib/testing/certificates";
import { createCustomer } from "@/lib/testing/customers";
import { databaseUrl, query } from "@/lib/testing/database-template";
import { serveFaulty } from "@/lib/testing/faulty-service";
import { startIssuer, variablesOf } from "@/lib/testing/identity-issuer";
import { openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { startMailServer } from "@/lib/testing/mail-server";
import { runScript } from "@/lib/testing/run-script";
import { startS3Server } from "@/lib/testing/s3-server";
import { openShop } from "@/lib/testing/shop";
import { checkDatabase } from "@/server/admin/doctor/database-check";
import type { Finding } from "@/server/admin/doctor/finding";
import { checkMail, checkSms } from "@/server/admin/doctor/gateway-check";
import { checkIdentity } from "@/server/admin/doctor/identity-check";
import { checkLoyalty } from "@/server/admin/doctor/loyalty-check";
import { checkSettings } from "@/server/admin/doctor/settings-check";
import { checkSite } from "@/server/admin/doctor/site-check";
import { checkPictures, checkStorage } from "@/server/admin/doctor/storage-check";
import { checkWallet } from "@/server/admin/doctor/wallet-check";

const secret = randomBytes(32).toString("hex");
const production = {
  APP_MODE: "production",
  APP_URL: "https://shop.test",
  APP_SECRET: secret,
  DATABASE_URL: "postgresql://shop:secret@127.0.0.1:9/shop",
  SMS_PROVIDER: "none",
  MAIL_PROVIDER: "none",
};
const envWith = (changes: Record<string, string> = {}) => parseEnv({ ...production, ...changes });
const textsOf = (findings: Finding[], state: Finding["state"]) =>
  findings.filter((finding) => finding.state === state).map(({ text }) => text);

/** One thing is wrong, which this sentence says. */
function expectWrong(findings: Finding[], sentence: RegExp) {
  expect(textsOf(findings, "wrong")).toEqual([expect.stringMatching(sentence)]);
}

function expectRight(findings: Finding[], sentence: RegExp) {
  expect(textsOf(findings, "wrong")).toEqual([]);
  expect(textsOf(findings, "right").join("\n")).toMatch(sentence);
}

async function listening(answer: { status: number; body: string }) {
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe("the settings", () => {
  test("of a good configuration are right", () => {
    expect(textsOf(checkSettings(envWith({ TRUSTED_PROXIES: "1" })), "wrong")).toEqual([]);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ APP_URL: "http://shop.test" }, /^APP_URL is http/],
    [{}, /^TRUSTED_PROXIES is 0, but only a proxy/],
    [{ TRUSTED_PROXIES: "1", APP_SECRET: "abc".repeat(20) }, /^APP_SECRET can be guessed/],
    [{ TRUSTED_PROXIES: "1", LOYALTY_WEBHOOK_SECRET: secret }, /^LOYALTY_WEBHOOK_SECRET is APP_SECRET/],
  ])("that %j makes wrong are named", (changes, sentence) => {
    expectWrong(checkSettings(envWith(changes)), sentence);
  });

  test("name former secrets that are still there", () => {
    const doubts = textsOf(
      checkSettings(envWith({ APP_SECRET: `${secret},${"former".repeat(8)}0123456789` })),
      "doubtful",
    );
    expect(doubts.join("\n")).toMatch(/APP_SECRET holds 2 secrets/);
  });
});

describe("the database", () => {
  const template = inject("databaseTemplate");
  const urlWith = (change: (url: URL) => void) => {
    const url = new URL(
      template.kind === "postgres" ? databaseUrl(template.url, template.name) : production.DATABASE_URL,
    );
    change(url);
    return url.href;
  };
  const check = (url: string, changes: Record<string, string> = {}) => checkDatabase(envWith(changes), url);

  test("that cannot be reached is told with what is the matter", async () => {
    const port = await getPort();
    expectWrong(
      await check(`postgresql://shop:secret@127.0.0.1:${port}/shop`),
      /127.0.0.1:\d+ cannot .*nothing listens/,
    );
    expectWrong(await check("postgresql://shop:secret@no-such-host.invalid/shop"), /no-such-host.* name/);
  });

  describe.runIf(template.kind === "postgres")("on PostgreSQL", () => {
    test("is right: reached, up to date, its clock and privileges", async () => {
      const findings = await check(urlWith(() => {}));
      expectRight(findings, /^PostgreSQL \d+.* answers\.\nThe database is up to date\.\nThe clocks agree/);
      expect(textsOf(findings, "doubtful")).toEqual([expect.stringMatching(/may do everything/)]);
    });

    test("that refuses is told by its reason", async () => {
      expectWrong(await check(urlWith((url) => (url.password = "wrong"))), /refuses the password of postgres/);
      expectWrong(await check(urlWith((url) => (url.pathname = "/nowhere"))), /There is no database nowhere/);
      expectWrong(await check(urlWith((url) => (url.search = "?sslmode=require"))), /speaks no TLS/);
    });

    test("that is not up to date, or not the store's to write, is told", async () => {
      const name = `${template.kind === "postgres" && template.name}_doctor`;
      const owner = urlWith((url) => (url.pathname = `/${name}`));
      const [role, password] = [`doctor_${randomBytes(4).toString("hex")}`, randomBytes(8).toString("hex")];
      await query(
        urlWith(() => {}),
        `CREATE DATABASE ${name}`,
      );
      await query(owner, `CREATE ROLE ${role} LOGIN PASSWORD '${password}'; CREATE TABLE customer (id int)`);
      try {
        const findings = await check(
          urlWith((url) => Object.assign(url, { pathname: `/${name}`, username: role, password })),
        );
        expect(textsOf(findings, "wrong")).toEqual([
          expect.stringMatching(/lacks \d+ migrations, first \w+_init: run npm run db:migrate/),
          expect.stringMatching(/cannot read and write customer/),
        ]);
        expect(textsOf(findings, "doubtful").join("\n")).toMatch(/cannot change tables/);
      } finally {
        await query(
          urlWith(() => {}),
          `DROP DATABASE ${name} WITH (FORCE)`,
        );
        await query(
          urlWith(() => {}),
          `DROP ROLE ${role}`,
        );
      }
    });
  });
});

test("the shop's own sign-in is right where its issuer answers, and wrong where nobody does", async () => {
  expect(await checkIdentity(envWith())).toEqual([]);
  const issuer = await startIssuer();
  expectRight(await checkIdentity(envWith(variablesOf(issuer))), /^The sign-in Shop ID answers\.$/);
  await issuer.kill();
  expectWrong(await checkIdentity(envWith(variablesOf(issuer))), /unreachable\. Check OIDC_ISSUER\.$/);
});

describe("the mail server", () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  beforeAll(async () => {
    server = await startMailServer("shop", "password");
  });
  afterAll(() => server.close());
  const check = (url: string) =>
    checkMail(envWith({ MAIL_PROVIDER: "smtp", SMTP_URL: url, MAIL_FROM: "shop@shop.test" }));

  test("is right when it lets us in, and gets no mail", async () => {
    expectRight(await check(server.url), /takes mail from us/);
    expect(server.taken).toEqual([]);
  });

  test("that refuses, offers no TLS or is not there is told", async () => {
    expectWrong(await check(server.url.replace("password", "wrong")), /refuses the user or the password/);
    expectWrong(await check(`${server.url}?requireTLS=true`), /offers no TLS|cannot be used/);
    expectWrong(await check(`smtp://127.0.0.1:${await getPort()}`), /cannot be used: nothing listens/);
  });
});

describe("the SMS gateway", () => {
  const sid = `AC${"0".repeat(32)}`;
  const twilio = (url: string) =>
    checkSms(
      envWith({
        ...{ SMS_PROVIDER: "twilio", TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: "token" },
        ...{ TWILIO_FROM: "+15005550006", TWILIO_BASE_URL: url },
      }),
    );

  test.each([
    [{ status: 200, body: { status: "active" } }, "right", /Twilio knows the account/],
    [{ status: 200, body: { status: "suspended" } }, "wrong", /"suspended"/],
    [{ status: 401, body: { code: 20003 } }, "wrong", /Twilio refuses us/],
  ] as const)("of Twilio that answers %j is %s, and is asked to send nothing", async (answer, state, sentence) => {
    const calls: string[] = [];
    const server = await serveFaulty({
      answer: ({ method, path }) => {
        calls.push(`${method} ${path}`);
        return answer;
      },
    });
    expect(await twilio(server.url)).toEqual([{ state, text: expect.stringMatching(sentence) }]);
    expect(calls).toEqual([`GET /2010-04-01/Accounts/${sid}.json`]);
    await server.close();
  });

  test("that cannot be reached is told", async () => {
    expectWrong(await twilio(`http://127.0.0.1:${await getPort()}`), /Twilio cannot be reached/);
    const gateway = { SMS_PROVIDER: "http", SMS_HTTP_BODY: '{"to": "{to}", "text": "{text}"}' };
    const closed = `http://127.0.0.1:${await getPort()}/send`;
    expectWrong(await checkSms(envWith({ ...gateway, SMS_HTTP_URL: closed })), /nothing listens there. .*SMS_HTTP_URL/);
    const { server, url } = await listening({ status: 200, body: "" });
    expectRight(await checkSms(envWith({ ...gateway, SMS_HTTP_URL: url })), /can be reached/);
    server.close();
  });
});

describe("uploads", () => {
  test("in a folder of this host can be kept, and are told to stay there", async () => {
    const findings = await checkStorage(envWith({ STORAGE_DIR: `/tmp/doctor-${randomBytes(4).toString("hex")}` }));
    expectRight(findings, /Uploads are kept in/);
    expect(textsOf(findings, "doubtful")).toEqual([expect.stringMatching(/stay on this host/)]);
  });

  test("in a folder that cannot be written, or a bucket that refuses, are told", async () => {
    expectWrong(await checkStorage(envWith({ STORAGE_DIR: "/dev/null/storage" })), /cannot be kept .*STORAGE_DIR/);
    const server = await startS3Server();
    const bucket = {
      S3_BUCKET: "shop",
      S3_ACCESS_KEY_ID: "id",
      S3_SECRET_ACCESS_KEY: "key",
      S3_FORCE_PATH_STYLE: "true",
    };
    expectRight(await checkStorage(envWith({ ...bucket, S3_ENDPOINT: server.url })), /the bucket shop/);
    expect(server.objects.size).toBe(0);
    await server.close();
    expectWrong(
      await checkStorage(envWith({ ...bucket, S3_ENDPOINT: server.url })),
      /cannot be kept in the bucket shop/,
    );
  });
});

test("pictures that the store does not find are told, as those of another host", async () => {
  const shop = await openShop();
  const env = { ...shop.env, STORAGE_DIR: mkdtempSync(path.join(tmpdir(), "doctor-")) };
  const storage = localFolderStorage(env.STORAGE_DIR);
  const key = `avatars/${randomBytes(16).toString("hex")}.webp`;
  const others = { where: { avatar: { not: null } }, data: { avatar: null } };
  await shop.db.customer.updateMany(others);
  await createCustomer(shop, { avatar: key });
  expectWrong(await checkPictures({ ...shop, env }), /^1 of the 1 newest pictures/);
  await storage.put(key, { bytes: new Uint8Array(1), contentType: "image/webp" });
  expect(await checkPictures({ ...shop, env })).toEqual([]);
  await shop.db.customer.updateMany(others);
  rmSync(env.STORAGE_DIR, { recursive: true });
});

describe("the address", () => {
  test.each([
    [{ status: 200, body: '{"csrf_token":"x"}' }, "right", /leads to a store/],
    [{ status: 200, body: "<html>" }, "wrong", /leads to something else/],
    [{ status: 502, body: "" }, "wrong", /which answers 502/],
  ] as const)("whose server answers %j is %s", async (answer, state, sentence) => {
    const { server, url } = await listening(answer);
    expect(await checkSite(envWith({ APP_URL: url }))).toEqual([{ state, text: expect.stringMatching(sentence) }]);
    server.close();
  });

  test("where nothing is yet is worth a word", async () => {
    const findings = await checkSite(envWith({ APP_URL: `https://127.0.0.1:${await getPort()}` }));
    expect(findings).toEqual([
      { state: "doubtful", text: expect.stringMatching(/No store answers .* nothing listens/) },
    ]);
  });
});

describe("the loyalty programme", () => {
  const loyalty = openLoyaltyShop("http");

  test("is right when it answers, and is told when it does not", async () => {
    expectRight(await checkLoyalty(loyalty.shop), /\(http\) answers/);
    loyalty.server.plant({ fault: "error" });
    expectWrong(await checkLoyalty(loyalty.shop), /loyalty programme is not available: .*secrets/);
  });
});

test.skipIf(!hasOpenssl)("a certificate of Apple's is told by how long it is good: two days, here", () => {
  const authority = createAuthority();
  const { certificate, key } = issuePassCertificate(authority);
  authority.remove();
  const env = envWith({
    ...{ APPLE_WALLET_CERTIFICATE: certificate, APPLE_WALLET_KEY: key },
    APPLE_WALLET_INTERMEDIATE: authority.certificate,
  });
  const inDays = (days: number) => checkWallet(env, new Date(Date.now() + days * DAY_MS));
  expectRight(inDays(-60), /^Passes for Apple's wallet can be signed until \d{4}-\d\d-\d\d\.$/);
  expect(textsOf(inDays(0), "doubtful")).toEqual([expect.stringMatching(/^APPLE_WALLET_CERTIFICATE expires on/)]);
  expectWrong(inDays(3), /^APPLE_WALLET_CERTIFICATE expired on/);
  expect(checkWallet(envWith())).toEqual([]);
});

describe("npm run admin -- doctor", () => {
  test("prints each finding on a line, and exits with 1 when something is wrong", async () => {
    const { code, said } = await runScript("scripts/admin.ts", ["doctor"], {
      ...production,
      STORAGE_DIR: "/dev/null/x",
    });
    expect(code).toBe(1);
    const lines = said.trim().split("\n");
    for (const line of lines) expect(line).toMatch(/^[✓!✗] [A-Z].*\.$/);
    expect(said).toMatch(/✗ The database at 127.0.0.1:9 cannot be reached/);
    expect(said).not.toContain("secret@");
  });

  test("names settings that are missing, and asks nobody", async () => {
    const { code, said } = await runScript("scripts/admin.ts", ["doctor"], { APP_MODE: "production" });
    expect(code).toBe(1);
    expect(said).toMatch(/^✗ APP_SECRET: .*\n✗ DATABASE_URL: /);
  });
});

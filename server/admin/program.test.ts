import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as segmentsRoute from "@/app/api/admin/segments/route";
import * as me from "@/app/api/shop/customers/me/route";
import { lockFolder } from "@/lib/platform/database/folder-lock";
import { errorText } from "@/lib/platform/i18n/translate";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { changeSetting } from "@/lib/settings/service";
import { clientWith } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { type Outcome, runScript } from "@/lib/testing/run-script";
import { openShop, type Shop } from "@/lib/testing/shop";
import { startReceiver } from "@/lib/testing/webhook-receiver";
import { runAdmin } from "@/server/admin/program";
import { createApiServer } from "@/server/api";

const LOYALTY = "CUSTOMER_LOYALTY_CARD_SERVICE";

let shop: Shop;
let email: string;

beforeAll(async () => {
  shop = await openShop();
  email = (await createCustomer(shop)).email ?? "";
  await changeSetting(shop, LOYALTY, { provider: "embedded" });
});

afterAll(async () => {
  await changeSetting(shop, LOYALTY, null);
  await changeSetting(shop, "CLIENT_TYPES", {});
});

/** What a command prints when it succeeds. */
async function admin(...words: string[]): Promise<string> {
  const { code, output } = await runAdmin(words);
  expect({ words, code, output }).toEqual({ words, code: 0, output: expect.any(String) });
  return output;
}

async function expectRefusal(words: string[], sentence: string): Promise<void> {
  expect({ words, ...(await runAdmin(words)) }).toEqual({ words, code: 1, output: expect.stringContaining(sentence) });
}

describe("the program", () => {
  test("names its nouns and their verbs where it gets none", async () => {
    for (const words of [[], ["loyalty"]]) {
      const { code, output } = await runAdmin(words);
      expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining("Usage: npm run admin --") });
    }
    expect(await admin("--help")).toMatch(/segments .*\n +tokens .*\n +settings /);
    expect(await admin("loyalty", "credit", "--help")).toContain("<member> <points> [description]");
  });

  test.each([
    [["cards"], "error: unknown command 'cards'"],
    [["segments", "lst"], "(Did you mean list?)"],
    [["segments", "list", "all"], "error: too many arguments for 'list'"],
    [["loyalty", "credit", "john@x.example"], "error: missing required argument 'points'"],
    [["loyalty", "credit", "nobody", "9"], "member must be an email address, a phone or an account number."],
    [["loyalty", "credit", "john@x.example", "0"], "points must be a whole number from 1 to 9007199254740991."],
    [["loyalty", "reverse", "john@x.example", "a b"], "event-id must have 1 to 90 letters"],
    [["segments", "add", "1", "Name", "first", "73"], "priority must be a whole number from 0 to 2147483647."],
    [["segments", "price-list", "1", "Name", "a b", "usd"], "code must have 1 to 50 letters"],
    [["segments", "price-list", "1", "Name", "ab", "usdt"], "currency must be the three letters of a currency"],
    [["tokens", "create", "john", "Till"], "email must be an email address."],
    [["tokens", "create", "john@x.example", "Till", "--days", "0"], "--days must be a whole number from 1 to 3650."],
    [["settings", "set", LOYALTY, "{"], "json must be JSON, in quotes."],
  ])("refuses %j with a sentence and exit code 1", expectRefusal);
});

describe("segments", () => {
  test("are added, changed, assigned and taken away", async () => {
    expect(await admin("segments", "price-list", "9001", "Test List", "T-9001", "EUR")).toBe(
      "Added price list 9001  Test List, code T-9001, eur.\n",
    );
    expect(await admin("segments", "add", "9001", "Testers", "7", "9001")).toBe("Added segment 9001 Testers.\n");
    expect(await admin("segments", "add", "9001", "Testers", "8", "9001")).toBe("Changed segment 9001 Testers.\n");
    expect(await admin("segments", "assign", email, "9001")).toBe(`Assigned segment 9001 to ${email}.\n`);
    expect(await admin("segments", "assign", email, "9001")).toBe(`${email} already has segment 9001.\n`);
    expect(await admin("segments", "list")).toContain("  9001  Testers, priority 8, price list 9001, 1 customer\n");
    expect(await admin("segments", "remove", email, "9001")).toBe(`Took segment 9001 away from ${email}.\n`);
    expect(await admin("segments", "list")).toContain("price list 9001, 0 customers\n");

    await expectRefusal(["segments", "remove", email, "9001"], "The customer does not have segment 9001.");
    await expectRefusal(["segments", "assign", email, "9999"], "There is no segment 9999");
    await expectRefusal(["segments", "add", "9002", "Name", "1", "9999"], "There is no such price list");
    const taken = ["segments", "price-list", "9002", "Other", "T-9001", "eur"];
    await expectRefusal(taken, "This code belongs to another price list.");
    const stranger = "nobody@example.com";
    await expectRefusal(["segments", "assign", stranger, "9001"], `No customer has the email address ${stranger}.`);
  });
});

describe("tokens", () => {
  test("are created with and without an end, work, are listed without their values and revoked", async () => {
    await changeSetting(shop, "CLIENT_TYPES", { till: { verify_sms: false } });
    const created = await admin("tokens", "create", email, "Till 1", "--days", "30", "--client-type", "till");
    const token = /^[0-9a-f]{64}$/m.exec(created)?.[0] ?? "";
    const statusOf = async () => (await clientWith({ authorization: `Token ${token}` }).get(me)).status;
    expect(await statusOf()).toBe(200);
    await admin("tokens", "create", email, "Till 2");

    const listed = await admin("tokens", "list", email);
    expect(listed).toMatch(/Till 1: created .*, used .*, expires \d{4}-\d\d-\d\d, for clients of type till$/m);
    expect(listed).toMatch(/Till 2: created .*, never used, does not expire$/m);
    expect(listed).not.toContain(token);

    const id = /(\d+) {2}Till 1/.exec(listed)?.[1] ?? "";
    expect(await admin("tokens", "revoke", email, id)).toBe(`Revoked API token ${id} of ${email}.\n`);
    expect(await statusOf()).toBe(401);
    await expectRefusal(["tokens", "revoke", email, id], `The customer has no API token ${id}`);
    const unknown = ["tokens", "create", email, "Till 3", "--client-type", "cashdesk"];
    await expectRefusal(unknown, "There is no client type cashdesk");
  });
});

test("keys of the back office are added, listed without their values, used and revoked", async () => {
  // Other files of the worker have keys of this kind too.
  const name = `CRM ${randomBytes(4).toString("hex")}`;
  const [key = ""] = (await admin("keys", "add", name, "--scopes", "segments:read,webhooks:read", "--days", "7")).split(
    "\n",
  );
  expect(key).toMatch(/^sk_admin_[0-9a-f]{64}$/);
  const statusOf = async () => (await clientWith({ authorization: `Bearer ${key}` }).get(segmentsRoute)).status;
  expect(await statusOf()).toBe(200);
  const listed = await admin("keys", "list");
  const line = new RegExp(
    `(\\d+) {2}${name} \\(segments:read, webhooks:read\\): created .*, expires \\d{4}-\\d\\d-\\d\\d$`,
    "m",
  );
  expect(listed).toMatch(line);
  expect(listed).not.toContain(key);
  const id = line.exec(listed)?.[1] ?? "";
  expect(await admin("keys", "revoke", id)).toBe(`Revoked key ${id}.\n`);
  expect(await statusOf()).toBe(401);
  await expectRefusal(["keys", "revoke", id], `There is no key ${id} that is good`);
  const lines = await shop.db.adminChange.findMany({ where: { target: `key ${id}` }, orderBy: { id: "asc" } });
  expect(lines.map(({ action, keyId }) => [action, keyId])).toEqual([
    ["key.add", null],
    ["key.revoke", null],
  ]);
  await expectRefusal(["keys", "add", "CRM", "--scopes", "everything"], "--scopes must be some of customers:read");
  await expectRefusal(["keys", "add", "CRM"], "required option '--scopes <scopes>' not specified");
});

test("webhooks are added, listed, tested, rotated, replayed and removed", async () => {
  const receiver = await startReceiver();
  const added = await admin("webhooks", "add", receiver.url, "--types", "consent.given, consent.withdrawn");
  const id = /endpoint (\d+)/.exec(added)?.[1] ?? "";
  receiver.secret = /^whsec_\S+$/m.exec(added)?.[0] ?? "";
  const listed = await admin("webhooks", "list");
  expect(listed).toContain(
    `  ${id}  ${receiver.url}: enabled, consent.given, consent.withdrawn; 0 waiting, 0 given up`,
  );
  expect(listed).not.toContain(receiver.secret);
  expect(await admin("webhooks", "test", id)).toBe(`Endpoint ${id} took the test.\n`);
  expect(await admin("webhooks", "replay", id, "2100-01-01T00:00:00Z")).toBe("Events of 0 customers are sent anew.\n");
  expect(await admin("webhooks", "rotate", id)).toMatch(/^whsec_/);
  expect(await admin("webhooks", "disable", id)).toBe(`Disabled endpoint ${id}.\n`);
  expect(await admin("webhooks", "list")).toContain("disabled (asked)");
  expect(await admin("webhooks", "enable", id)).toContain(`Enabled endpoint ${id}.`);
  await receiver.kill();
  await expectRefusal(["webhooks", "test", id], "did not take the test: ECONNREFUSED");
  expect(await admin("webhooks", "remove", id)).toBe(`Removed endpoint ${id}.\n`);
  await expectRefusal(["webhooks", "rotate", id], `There is no endpoint ${id}`);
  await expectRefusal(["webhooks", "add", "ftp://x.example"], "url must be an http or https address");
  await expectRefusal(["webhooks", "add", receiver.url, "--types", "all"], "--types must be some of customer.created");
});

describe("settings", () => {
  test("are shown and changed, and a value that their schema rejects changes nothing", async () => {
    const value = { provider: "embedded", welcome_points: 25, is_sync: false };
    expect(await admin("settings", "set", LOYALTY, JSON.stringify(value))).toBe(
      `${LOYALTY} is set; every instance follows within seconds.\n`,
    );
    const current = async () => JSON.parse(await admin("settings", "get", LOYALTY));
    expect(await current()).toEqual(value);
    const listed = await admin("settings", "list");
    expect(listed).toMatch(new RegExp(`^${LOYALTY} \\(set \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)$`, "m"));

    const inTheClear = { provider: "http", base_url: "https://points.example.com", secret: "in-the-clear" };
    const { code, output } = await runAdmin(["settings", "set", LOYALTY, JSON.stringify(inTheClear)]);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/^secret: /) });
    expect(output).not.toContain("in-the-clear");
    await expectRefusal(["settings", "set", "NOTHING", "{}"], "There is no setting NOTHING: choose one of");
    await expectRefusal(["settings", "get", "NOTHING"], "There is no setting NOTHING");
    expect(await current()).toEqual(value);
  });
});

describe("loyalty", () => {
  let account: string;
  let address: string;
  const programme = () => embeddedLoyalty({ db: shop.db, region: "TR", welcomePoints: 100, now: shop.now });
  const signal = () => AbortSignal.timeout(15_000);
  const points = async () => (await programme().balance(account, { signal: signal() })).points;

  beforeEach(async () => {
    address = `jane.${randomUUID()}@example.com`;
    const jane = { firstName: "Jane", lastName: "Doe", phone: uniquePhone(), email: address };
    const unknown = { gender: null, dateOfBirth: null, emailAllowed: null, smsAllowed: null, callAllowed: null };
    const key = randomUUID();
    account = (await programme().create({ ...jane, ...unknown }, { signal: signal(), key })).accountNumber;
  });

  test("points are credited once for each event, debited, reversed and looked at", async () => {
    expect(await admin("loyalty", "list")).toContain(`${account}  Jane Doe, ${address}`);
    const id = randomUUID();
    const credit = ["loyalty", "credit", address, "80", "Order 7", "--event-id", id];
    const credited = `Gave 80 points to account ${account}, which can spend 180 now. Event ${id}.\n`;
    expect(await admin(...credit)).toBe(credited);
    expect(await admin(...credit)).toBe(credited);
    expect(await admin("loyalty", "debit", account, "1")).toContain(`Took 1 point from account ${account}`);
    expect(await admin("loyalty", "reverse", account, id)).toContain("can spend 99 now");
    expect(await admin("loyalty", "balance", address)).toContain("99 points to spend, 0 pending");

    const ledger = await admin("loyalty", "ledger", address, "3");
    expect(ledger.trimEnd().split("\n")).toEqual([
      expect.stringContaining(`${account}  Jane Doe`),
      expect.stringMatching(/ {2}reverse +-80 → +99 {2}event cli-\w+$/),
      expect.stringMatching(/ {2}spend +-1 → +179 {2}event cli-\w+$/),
      expect.stringMatching(/ {2}earn +\+80 → +180 {2}Order 7, until \d{4}-\d\d-\d\d, event /),
    ]);

    await expectRefusal(["loyalty", "debit", address, "5000"], errorText("en", "points_short"));
    await expectRefusal(["loyalty", "credit", address, "9", "--event-id", id], errorText("en", "event_conflict"));
    await expectRefusal(["loyalty", "reverse", address, id], errorText("en", "not_reversible"));
    await expectRefusal(["loyalty", "reverse", address, "no-such"], "There is no such event or open account");
    await expectRefusal(["loyalty", "balance", "nobody@example.com"], "There is no such event or open account");
  });

  test("a programme that is not ours is left alone", async () => {
    await changeSetting(shop, LOYALTY, null);
    for (const words of [["list"], ["balance", account], ["credit", account, "1"]]) {
      await expectRefusal(["loyalty", ...words], "The shop's loyalty programme is not the embedded one");
    }
    await changeSetting(shop, LOYALTY, { provider: "embedded" });
  });

  describe("while a running store has the embedded database", () => {
    let server: Server;
    let unlock: () => Promise<void>;
    let store: Record<string, string>;
    const busy = mkdtempSync(path.join(tmpdir(), "storefront-busy-"));
    const run = (words: string[], changes: Record<string, string> = {}): Promise<Outcome> =>
      runScript("scripts/admin.ts", ["loyalty", ...words], { ...store, ...changes });

    beforeAll(async () => {
      const answers = createApiServer((error) => {
        throw error;
      });
      server = createServer((request, response) => {
        if (!answers(request, response)) response.writeHead(404).end();
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      store = { EMBEDDED_DATABASE_DIR: busy, APP_URL: origin, APP_SECRET: shop.env.APP_SECRET[0] };
      unlock = await lockFolder(busy);
    });

    afterAll(async () => {
      server.close();
      await unlock();
      rmSync(busy, { recursive: true, force: true });
    });

    test("changes of points go through it, and its refusals are printed", async () => {
      const done = await run(["credit", account, "40", "--event-id", "order-40"]);
      expect(done).toEqual({
        code: 0,
        said: `Gave 40 points to account ${account}, which can spend 140 now. Event order-40.\nThe running store did it.\n`,
      });
      const short = await run(["debit", account, "5000"]);
      expect(short.code).toBe(1);
      expect(short.said).toMatch(/^The store at \S+ refuses \(409\): /);
      expect(short.said).toContain(errorText("en", "points_short"));
      expect(await points()).toBe(140);
    }, 60_000);

    test("without its secret, or without a store, nothing changes and the person is told what to do", async () => {
      const credit = ["credit", account, "40"];
      for (const [words, changes, sentence] of [
        [credit, { APP_SECRET: "f".repeat(64) }, "does not know our signature"],
        [credit, { APP_URL: "http://127.0.0.1:9" }, "no store answers at http://127.0.0.1:9: set APP_URL or PORT"],
        [["balance", account], {}, "stop it"],
      ] as const) {
        expect(await run([...words], changes)).toEqual({ code: 1, said: expect.stringContaining(sentence) });
      }
      expect(await points()).toBe(100);
    }, 60_000);
  });
});

test("phones reread: each number as it is read today, but for one that is another customer's", async () => {
  const [moved, rival] = [uniquePhone(), uniquePhone()];
  const written = (phone: string) => phone.slice(1);
  const old = await createCustomer(shop, { phone: written(moved) });
  const loser = await createCustomer(shop, { phone: uniquePhone() });
  await createCustomer(shop, { phone: rival });
  const as = (id: number, phone: string) =>
    shop.db.customer.update({ where: { id }, data: { phone: written(phone), phoneCanonical: written(phone) } });
  await as(old.id, moved);
  await as(loser.id, rival);
  expect(await admin("phones", "reread")).toContain(`another customer has it: ${loser.id}.`);
  const rows = await shop.db.customer.findMany({ where: { id: { in: [old.id, loser.id] } }, orderBy: { id: "asc" } });
  expect(rows.map(({ phoneCanonical }) => phoneCanonical)).toEqual([moved, written(rival)]);
  expect(await admin("phones", "reread")).toContain("read otherwise now: 0.");
});

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockFolder } from "@/lib/platform/database/folder-lock";
import { embeddedLoyalty } from "@/lib/points/provider-service";
import { changeSetting } from "@/lib/settings/service";
import { uniquePhone } from "@/lib/testing/customers";
import { type Outcome, runScript } from "@/lib/testing/run-script";
import { openShop, type Shop } from "@/lib/testing/shop";
import { createApiServer } from "@/server/api";

/* The programme's points from the command line: on a database of its own, and through a store that has it. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-loyalty-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JOHN = "john.doe@example.com";

function loyalty(words: string[], variables: Record<string, string> = {}): Promise<Outcome> {
  return runScript("scripts/loyalty.ts", words, { EMBEDDED_DATABASE_DIR: folder, ...variables });
}

describe("on the demo's database", () => {
  beforeAll(async () => {
    expect((await runScript("scripts/database/seed.ts", [], { EMBEDDED_DATABASE_DIR: folder })).code).toBe(0);
  });

  // One story in one test: each program opens the database for itself, which only one process can do at a time.
  test("points are given, spent, taken back and looked at; every mistake is a sentence with exit code 1", async () => {
    const { said: members } = await loyalty(["list"]);
    expect(members).toContain("Mia Schneider, mia.schneider@example.com, +49 151 23456789");
    expect(members).toContain("Joanna Newton, john.new@example.com, 0530 111 22 33");
    const account = /^(\d+) {2}John Doe/m.exec(members)?.[1] ?? "";

    const { said: before } = await loyalty(["balance", JOHN]);
    expect(before).toContain("1020 points to spend, 75 pending");
    expect(before).toContain("150 points will expire on");
    expect(before).toContain("Silver, 580 points short of Gold");
    expect((await loyalty(["balance", "+4915123456789"])).said).toContain("1240 points to spend, 0 pending");

    expect(await loyalty(["credit", JOHN, "80", "Order 7", "order-7"])).toEqual({
      code: 0,
      said: `Gave 80 points to account ${account}, which can spend 1100 now. Event order-7.\n`,
    });
    expect((await loyalty(["credit", account, "80", "Order 7", "order-7"])).said).toContain("can spend 1100 now");
    expect((await loyalty(["debit", JOHN, "1"])).said).toContain(`Took 1 point from account ${account}`);
    expect((await loyalty(["reverse", JOHN, "order-7"])).said).toContain("can spend 1019 now");

    const { said: lines } = await loyalty(["ledger", JOHN, "3"]);
    expect(lines.trim().split("\n")).toEqual([
      `${account}  John Doe, ${JOHN}, 0123456789`,
      expect.stringMatching(/ {2}reverse +-80 → +1019 {2}event cli-\w+$/),
      expect.stringMatching(/ {2}spend +-1 → +1099 {2}event cli-\w+$/),
      expect.stringMatching(/ {2}earn +\+80 → +1100 {2}Order 7, until \d{4}-\d{2}-\d{2}, event order-7$/),
    ]);

    const mistakes: [string[], string][] = [
      [["debit", JOHN, "5000"], "The account has fewer points than that."],
      [["credit", JOHN, "9", "Order 8", "order-7"], "An event with this id has changed something else."],
      [["reverse", JOHN, "order-7"], "This entry cannot be taken back."],
      [["reverse", JOHN, "order-9"], "There is no such event or open account"],
      [["balance", "nobody@example.com"], "There is no such event or open account"],
      [["credit", "nobody", "9"], "member must be an e-mail address, a phone or an account number."],
      [["credit", JOHN, "0"], "points must be a whole number from 1 to 1000000."],
      [["credit", JOHN], "points is missing."],
      [[], "npm run loyalty -- credit <member> <points> [description] [event-id]"],
    ];
    for (const [words, sentence] of mistakes) {
      const { code, said } = await loyalty(words);
      expect([words, code, said]).toEqual([words, 1, expect.stringContaining(sentence)]);
      expect(said).not.toContain("    at ");
    }
  }, 240_000);
});

describe("while a store has the database", () => {
  let shop: Shop;
  let server: Server;
  let unlock: () => Promise<void>;
  let account: string;
  let store: Record<string, string>;
  const busy = mkdtempSync(path.join(tmpdir(), "storefront-busy-"));
  const programme = () => embeddedLoyalty({ db: shop.db, region: "TR", welcomePoints: 100, now: shop.now });
  const signal = () => AbortSignal.timeout(15_000);

  beforeAll(async () => {
    shop = await openShop();
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", { provider: "embedded" });
    const nobody = { email: null, gender: null, dateOfBirth: null };
    const consents = { emailAllowed: null, smsAllowed: null, callAllowed: null };
    const jane = { firstName: "Jane", lastName: "Doe", phone: uniquePhone(), ...nobody, ...consents };
    account = (await programme().create(jane, { signal: signal(), key: randomUUID() })).accountNumber;

    const answers = createApiServer("http://localhost", (error) => {
      throw error;
    });
    server = createServer((request, response) => {
      if (!answers(request, response)) response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    store = { EMBEDDED_DATABASE_DIR: busy, APP_URL: origin, APP_SECRET: shop.env.APP_SECRET };
    unlock = await lockFolder(busy);
  });

  afterAll(async () => {
    server.close();
    await unlock();
    rmSync(busy, { recursive: true, force: true });
    await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
  });

  const points = async () => (await programme().balance(account, { signal: signal() })).points;

  test("changes of points are sent to it, once for each event, and its refusals are told", async () => {
    const sent = await loyalty(["credit", account, "40", "Order 7", "order-7"], store);
    expect(sent).toEqual({
      code: 0,
      said: `Gave 40 points to account ${account}, which can spend 140 now. Event order-7.\nThe running store did it.\n`,
    });
    expect((await loyalty(["credit", account, "40", "Order 7", "order-7"], store)).code).toBe(0);
    expect((await loyalty(["reverse", account, "order-7"], store)).said).toContain("can spend 100 now");
    const short = await loyalty(["debit", account, "500"], store);
    expect(short.code).toBe(1);
    expect(short.said).toMatch(/^The store at \S+ refuses \(409\): The account has fewer points than that\.\n$/);
    expect(await points()).toBe(100);
  }, 60_000);

  test("without its secret, or without a store, nothing happens and the person is told what to do", async () => {
    const stranger = await loyalty(["credit", account, "40"], { ...store, APP_SECRET: "f".repeat(64) });
    expect(stranger).toEqual({ code: 1, said: expect.stringContaining("does not know our signature") });
    const nowhere = await loyalty(["credit", account, "40"], { ...store, APP_URL: "http://127.0.0.1:9" });
    expect(nowhere).toEqual({
      code: 1,
      said: expect.stringContaining("no store answers at http://127.0.0.1:9: set APP_URL or PORT"),
    });
    const reader = await loyalty(["balance", account], store);
    expect(reader).toEqual({ code: 1, said: expect.stringContaining("stop it") });
    expect(await points()).toBe(100);
  }, 60_000);
});

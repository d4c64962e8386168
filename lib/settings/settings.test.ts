import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SettingName } from "@/lib/settings/schema";
import { changeSetting, getSetting, listSettings, SettingError } from "@/lib/settings/service";
import { writeSetting } from "@/lib/settings/store";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop } from "@/lib/testing/shop";

/* Settings that a shop changes while it is open. */

const LOYALTY = "CUSTOMER_LOYALTY_CARD_SERVICE";
const SECRET = "a-secret-in-the-clear";
const EMBEDDED = { provider: "embedded", is_sync: true, welcome_points: 0 };
const HTTP = { provider: "http", base_url: "https://points.example.com/api", secret: { env: "LOYALTY_HTTP_SECRET" } };
const VOUCHERIFY = {
  provider: "voucherify",
  app_id: { env: "VOUCHERIFY_APP_ID" },
  app_token: { env: "VOUCHERIFY_APP_TOKEN" },
  program_id: "lprg_1",
};
/** What another instance notices at the latest. */
const NOTICED_AFTER_MS = 5000;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  vi.useRealTimers();
  await changeSetting(shop, LOYALTY, null);
  await changeSetting(shop, "CLIENT_TYPES", {});
});

/** As another instance, or the settings command, changes it: this one's memory is not told. */
function changeElsewhere(name: SettingName, value: object | null): Promise<void> {
  return shop.db.$transaction((transaction) => writeSetting(transaction, name, value, new Date()));
}

/** Time for the cache alone: nothing waits. */
function pass(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}

async function faultsOf(name: string, value: unknown): Promise<string[]> {
  const error = await changeSetting(shop, name, value).catch((thrown: unknown) => thrown);
  if (error === undefined || error instanceof SettingError) return error?.faults ?? [];
  throw error;
}

test("is read once for all who ask at the same moment, and again after a read that failed", async () => {
  let reads = 0;
  let fails = true;
  const counting = shop.db.$extends({
    query: {
      setting: {
        findMany: async ({ args, query }) => {
          reads++;
          if (fails) throw new Error("planted by the test");
          return query(args);
        },
      },
    },
  }) as unknown as Shop["db"];
  const ask = () =>
    Promise.allSettled(Array.from({ length: 20 }, () => getSetting({ ...shop, db: counting }, LOYALTY)));
  expect((await ask()).every(({ status }) => status === "rejected")).toBe(true);
  fails = false;
  expect((await ask()).every(({ status }) => status === "fulfilled")).toBe(true);
  expect(reads).toBe(2);
});

describe("a valid setting", () => {
  test.each<[string, object | null, object | null]>([
    ["the embedded programme", { provider: "embedded" }, EMBEDDED],
    [
      "the embedded one with all it can have",
      { ...EMBEDDED, welcome_points: 100 },
      { ...EMBEDDED, welcome_points: 100 },
    ],
    ["one over HTTP", HTTP, { ...HTTP, is_sync: true, fields: {} }],
    [
      "one over HTTP with names of its own",
      { ...HTTP, is_sync: false, fields: { first_name: "givenName" } },
      { ...HTTP, is_sync: false, fields: { first_name: "givenName" } },
    ],
    ["Voucherify", VOUCHERIFY, { ...VOUCHERIFY, is_sync: true, base_url: "https://api.voucherify.io" }],
    ["no programme", null, null],
  ])("counts at once, with its defaults: %s", async (_name, given, expected) => {
    await changeSetting(shop, LOYALTY, given);
    expect(await getSetting(shop, LOYALTY)).toEqual(expected);
    const listed = (await listSettings(shop)).find(({ name }) => name === LOYALTY);
    expect(listed).toMatchObject({ value: expected, updatedAt: expect.any(Date) });
  });

  test("lets client types verify by SMS unless they say otherwise", async () => {
    const header = { name: "x-till", value: { env: "TILL_SECRET" } };
    await changeSetting(shop, "CLIENT_TYPES", { till: { verify_sms: false, header }, app: {} });
    const types = { till: { verify_sms: false }, app: { verify_sms: true } };
    expect(await getSetting(shop, "CLIENT_TYPES")).toMatchObject(types);
  });

  test("has its default until it is set", async () => {
    await shop.db.setting.deleteMany();
    pass(NOTICED_AFTER_MS);
    expect(await getSetting(shop, LOYALTY)).toBeNull();
    expect(await getSetting(shop, "CLIENT_TYPES")).toEqual({});
    expect((await listSettings(shop)).map(({ updatedAt }) => updatedAt)).toEqual([null, null]);
  });
});

describe("an invalid setting", () => {
  test.each<[string, unknown, RegExp]>([
    ["another provider", { provider: "akinon" }, /provider/],
    ["no provider", { is_sync: true }, /provider/],
    ["an unknown key", { provider: "embedded", welcome: 5 }, /welcome/],
    ["points below nothing", { provider: "embedded", welcome_points: -1 }, /welcome_points/],
    ["is_sync as a word", { provider: "embedded", is_sync: "true" }, /is_sync/],
    ["an address that is none", { ...HTTP, base_url: "points" }, /base_url: must be an http or https address/],
    ["another protocol", { ...HTTP, base_url: "file:///etc/passwd" }, /base_url/],
    ["a field that members do not have", { ...HTTP, fields: { shoe_size: "x" } }, /fields/],
    ["a text", "embedded", /./],
    ["a list", [], /./],
  ])("is rejected by its name and changes nothing: %s", async (_name, value, fault) => {
    await changeSetting(shop, LOYALTY, { provider: "embedded", welcome_points: 7 });
    expect((await faultsOf(LOYALTY, value)).join("\n")).toMatch(fault);
    expect(await getSetting(shop, LOYALTY)).toMatchObject({ welcome_points: 7 });
  });

  test.each<[string, string, unknown]>([
    ["the HTTP contract's", LOYALTY, { ...HTTP, secret: SECRET }],
    ["one that is no name of a variable", LOYALTY, { ...HTTP, secret: { env: SECRET } }],
    ["one beside its reference", LOYALTY, { ...HTTP, secret: { env: "LOYALTY_HTTP_SECRET", value: SECRET } }],
    ["Voucherify's token", LOYALTY, { ...VOUCHERIFY, app_token: SECRET }],
    ["a client type's header", "CLIENT_TYPES", { till: { header: { name: "x-till", value: SECRET } } }],
  ])("with a secret in the clear is rejected and not repeated: %s", async (_name, setting, value) => {
    const faults = await faultsOf(setting, value);
    expect(faults).not.toEqual([]);
    expect(faults.join()).not.toContain(SECRET);
    expect(JSON.stringify(await shop.db.setting.findMany())).not.toContain(SECRET);
  });

  test.each([
    "APP_SECRET",
    "APP_SECRET_FILE",
    "DATABASE_URL",
    "NEXTAUTH_SECRET",
    "AWS_SECRET_ACCESS_KEY",
    "PGPASSWORD",
  ])("would send what the store itself lives by to an address of its own: %s", async (env) => {
    const own = [`${env} is the store's own: name another.`];
    expect(await faultsOf(LOYALTY, { ...VOUCHERIFY, app_id: { env } })).toEqual(own);
    const till = { header: { name: "x-till", value: { env } } };
    expect(await faultsOf("CLIENT_TYPES", { till })).toEqual(own);
  });

  test.each([{ Till: {} }, { "": {} }, { till: { header: { name: "cookie", value: { env: "SECRET" } } } }, null, []])(
    "of client types is rejected: %j",
    async (value) => {
      expect(await faultsOf("CLIENT_TYPES", value)).not.toEqual([]);
    },
  );

  test.each(["NOTHING", "", "__proto__", "constructor", "toString"])("has no name like %j", async (name) => {
    expect(await faultsOf(name, {})).toEqual([
      expect.stringContaining("choose one of CUSTOMER_LOYALTY_CARD_SERVICE, CLIENT_TYPES"),
    ]);
  });

  test("in the database counts as not set, and is logged without its value", async () => {
    const { log, lines, text } = readableLog();
    const types = { app: { verify_sms: false } };
    await changeElsewhere(LOYALTY, { provider: "http", secret: SECRET });
    await changeElsewhere("CLIENT_TYPES", types);
    pass(NOTICED_AFTER_MS);
    expect(await getSetting({ ...shop, log }, LOYALTY)).toBeNull();
    expect(lines()).toMatchObject([{ setting: LOYALTY, faults: expect.any(Array) }]);
    expect(text()).not.toContain(SECRET);
    expect(await getSetting({ ...shop, log }, "CLIENT_TYPES")).toEqual(types);
  });
});

describe("a change by another instance", () => {
  test("is noticed within 5 seconds, without a restart", async () => {
    await changeSetting(shop, LOYALTY, { provider: "embedded", welcome_points: 1 });
    await getSetting(shop, LOYALTY);
    await changeElsewhere(LOYALTY, { provider: "embedded", welcome_points: 2 });
    pass(NOTICED_AFTER_MS);
    expect(await getSetting(shop, LOYALTY)).toMatchObject({ welcome_points: 2 });
  });

  test("costs no query for each request", async () => {
    await changeSetting(shop, LOYALTY, null);
    const read = vi.spyOn(shop.db.setting, "findMany");
    pass(0);
    for (let time = 0; time < 50; time++) await getSetting(shop, LOYALTY);
    expect(read.mock.calls.length).toBeLessThanOrEqual(1);
    read.mockRestore();
  });
});

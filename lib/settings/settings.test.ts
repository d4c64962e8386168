import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SettingName } from "@/lib/settings/schema";
import { changeSetting, getSetting, listSettings, SettingError } from "@/lib/settings/service";
import { writeSetting } from "@/lib/settings/store";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop } from "@/lib/testing/shop";

/* Settings that a shop changes while it is open. */

const LOYALTY = "CUSTOMER_LOYALTY_CARD_SERVICE";
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
  return writeSetting(shop.db, name, value, new Date());
}

/** Time for the cache alone: nothing waits. */
function pass(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}

async function faultsOf(name: string, value: unknown): Promise<string[]> {
  try {
    await changeSetting(shop, name, value);
  } catch (error) {
    if (error instanceof SettingError) return error.faults;
    throw error;
  }
  return [];
}

describe("a setting that is valid", () => {
  test.each<[string, object | null, object | null]>([
    ["the embedded programme", { provider: "embedded" }, { provider: "embedded", is_sync: true, welcome_points: 0 }],
    [
      "the embedded one with all it can have",
      { provider: "embedded", is_sync: false, welcome_points: 100 },
      { provider: "embedded", is_sync: false, welcome_points: 100 },
    ],
    ["one over HTTP", HTTP, { ...HTTP, is_sync: true, fields: {} }],
    [
      "one over HTTP with names of its own",
      { ...HTTP, fields: { first_name: "givenName" } },
      { ...HTTP, is_sync: true, fields: { first_name: "givenName" } },
    ],
    ["Voucherify", VOUCHERIFY, { ...VOUCHERIFY, is_sync: true, base_url: "https://api.voucherify.io" }],
    ["no programme", null, null],
  ])("%s counts at once, with its defaults", async (_name, given, expected) => {
    await changeSetting(shop, LOYALTY, given);
    expect(await getSetting(shop, LOYALTY)).toEqual(expected);
    const listed = (await listSettings(shop)).find(({ name }) => name === LOYALTY);
    expect(listed?.value).toEqual(expected);
    expect(listed?.updatedAt).toBeInstanceOf(Date);
  });

  test("client types verify by SMS unless they say otherwise", async () => {
    await changeSetting(shop, "CLIENT_TYPES", {
      till: { verify_sms: false, header: { name: "x-till", value: { env: "TILL_SECRET" } } },
      app: {},
    });
    expect(await getSetting(shop, "CLIENT_TYPES")).toMatchObject({
      till: { verify_sms: false },
      app: { verify_sms: true },
    });
  });

  test("what was never set has its default", async () => {
    await shop.db.setting.deleteMany();
    pass(NOTICED_AFTER_MS);
    expect(await getSetting(shop, LOYALTY)).toBeNull();
    expect(await getSetting(shop, "CLIENT_TYPES")).toEqual({});
    expect((await listSettings(shop)).map(({ updatedAt }) => updatedAt)).toEqual([null, null]);
  });
});

describe("a setting that is not valid", () => {
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
  ])("%s is refused by its name, and the setting stays as it was", async (_name, value, fault) => {
    await changeSetting(shop, LOYALTY, { provider: "embedded", welcome_points: 7 });
    expect((await faultsOf(LOYALTY, value)).join("\n")).toMatch(fault);
    expect(await getSetting(shop, LOYALTY)).toMatchObject({ welcome_points: 7 });
  });

  test.each<[string, string, unknown]>([
    ["the HTTP contract's secret", LOYALTY, { ...HTTP, secret: "a-secret-in-the-clear" }],
    ["one that is no name of a variable", LOYALTY, { ...HTTP, secret: { env: "a-secret-in-the-clear" } }],
    [
      "one beside its reference",
      LOYALTY,
      { ...HTTP, secret: { env: "LOYALTY_HTTP_SECRET", value: "a-secret-in-the-clear" } },
    ],
    ["Voucherify's token", LOYALTY, { ...VOUCHERIFY, app_token: "a-secret-in-the-clear" }],
    [
      "a client type's header",
      "CLIENT_TYPES",
      { till: { header: { name: "x-till", value: "a-secret-in-the-clear" } } },
    ],
  ])("a secret in the clear is refused and not repeated: %s", async (_name, setting, value) => {
    const faults = await faultsOf(setting, value);
    expect(faults).not.toEqual([]);
    expect(faults.join()).not.toContain("a-secret-in-the-clear");
    expect(JSON.stringify(await shop.db.setting.findMany())).not.toContain("a-secret-in-the-clear");
  });

  test.each([{ Till: {} }, { "": {} }, { till: { header: { name: "cookie", value: { env: "SECRET" } } } }, null, []])(
    "client types %j",
    async (value) => {
      expect(await faultsOf("CLIENT_TYPES", value)).not.toEqual([]);
    },
  );

  test.each(["NOTHING", "", "__proto__", "constructor", "toString"])("there is no setting %j", async (name) => {
    const [fault = ""] = await faultsOf(name, {});
    expect(fault).toContain("choose one of CUSTOMER_LOYALTY_CARD_SERVICE, CLIENT_TYPES");
  });

  test("one that came into the database all the same counts as not set, and is logged without its value", async () => {
    const { log, lines, text } = readableLog();
    await changeElsewhere(LOYALTY, { provider: "http", secret: "a-secret-in-the-clear" });
    await changeElsewhere("CLIENT_TYPES", { app: { verify_sms: false } });
    pass(NOTICED_AFTER_MS);
    expect(await getSetting({ ...shop, log }, LOYALTY)).toBeNull();
    expect(lines()).toMatchObject([
      { setting: LOYALTY, msg: "a setting is not valid and is ignored", faults: expect.any(Array) },
    ]);
    expect(text()).not.toContain("a-secret-in-the-clear");
    expect(await getSetting({ ...shop, log }, "CLIENT_TYPES")).toEqual({ app: { verify_sms: false } });
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

  test("costs no query for each request: the settings are read once in a while", async () => {
    await changeSetting(shop, LOYALTY, null);
    const read = vi.spyOn(shop.db.setting, "findMany");
    pass(0);
    for (let time = 0; time < 50; time++) await getSetting(shop, LOYALTY);
    expect(read.mock.calls.length).toBeLessThanOrEqual(1);
    read.mockRestore();
  });
});

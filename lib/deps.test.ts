import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { createLoyaltyProvider } from "@/lib/deps";
import { loyaltyServiceSetting } from "@/lib/settings/schema";
import { openShop, type Shop } from "@/lib/testing/shop";

const HTTP = { provider: "http", base_url: "http://127.0.0.1:9", secret: { env: "SHOP_SECRET" } };
const VOUCHERIFY = {
  provider: "voucherify",
  app_id: { env: "VOUCHERIFY_ID" },
  app_token: { env: "VOUCHERIFY_TOKEN" },
  program_id: "lprg_1",
};

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  for (const name of ["SHOP_SECRET", "VOUCHERIFY_ID", "VOUCHERIFY_TOKEN"]) vi.stubEnv(name, "secret");
});
afterEach(() => void vi.unstubAllEnvs());

const create = (setting: object) => createLoyaltyProvider(loyaltyServiceSetting.parse(setting), shop);

test.each([{ provider: "embedded" }, HTTP, VOUCHERIFY])("a setting gives the programme $provider", (setting) => {
  expect(create(setting).name).toBe(setting.provider);
});

test.each([
  ["SHOP_SECRET", HTTP],
  ["VOUCHERIFY_TOKEN", VOUCHERIFY],
])("a programme is unavailable, and says why, without the secret %s", (name, setting) => {
  vi.stubEnv(name, "");
  expect(() => create(setting)).toThrow(LoyaltyUnavailableError);
  expect(() => create(setting)).toThrow(name);
});

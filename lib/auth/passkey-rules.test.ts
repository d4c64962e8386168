import { expect, test } from "vitest";
import { knownTransports, relyingPartyOf } from "@/lib/auth/passkey-rules";

test("passkeys belong to the shop's host, and are used from there and from trusted origins below it", () => {
  const TRUSTED_ORIGINS = [
    "https://m.shop.example",
    "https://shop.example:8443",
    "https://myshop.example",
    "not an origin",
  ];
  const shop = { APP_URL: "https://shop.example", TRUSTED_ORIGINS, SHOP_NAME: "Sahil" };
  expect(relyingPartyOf(shop)).toEqual({
    id: "shop.example",
    name: "Sahil",
    origins: ["https://shop.example", "https://m.shop.example", "https://shop.example:8443"],
  });
});

test("transports that browsers know are kept, each once", () => {
  expect(knownTransports(["internal", "telepathy", "hybrid", "internal"])).toEqual(["hybrid", "internal"]);
  expect(knownTransports(undefined)).toEqual([]);
});

import { beforeAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { GET } from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const contactOf = (SECURITY_CONTACT: string) => parseEnv({ ...process.env, SECURITY_CONTACT }).SECURITY_CONTACT;

test("200 names every contact and an expiry within a year", async () => {
  const SECURITY_CONTACT = contactOf("mailto:security@shop.example, https://shop.example/security");
  const overrides = { env: { ...shop.env, SECURITY_CONTACT }, now: () => new Date("2026-01-01T00:00:00Z") };
  const response = await serveWith(shop, overrides, () => GET());
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await response.text()).toBe(
    `Contact: mailto:security@shop.example
Contact: https://shop.example/security
Expires: 2026-04-01T00:00:00.000Z
Canonical: http://localhost:3000/.well-known/security.txt
`,
  );
});

test("404 where no contact is configured", async () => {
  expect((await GET()).status).toBe(404);
});

test("rejects a contact that is not a URI", () => {
  expect(() => contactOf("security@shop.example")).toThrow("SECURITY_CONTACT");
});

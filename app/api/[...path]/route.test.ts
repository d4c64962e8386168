import { beforeAll, describe, expect, test } from "vitest";
import { as, clientWith } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as unknownPath from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

describe("404", () => {
  test.each(METHODS)("%s to a path that there is not, in JSON, for guests and customers alike", async (method) => {
    const params = { path: ["users", "nothing", "here"] };
    for (const client of [clientWith({}), await as(shop, await createCustomer(shop))]) {
      const answer = await client[method](unknownPath, { params });
      expect(answer).toMatchObject({ status: 404, body: { detail: "Not found." } });
    }
  });

  test("HEAD says so without a body", async () => {
    expect(await clientWith({}).head(unknownPath, { params: { path: ["x"] } })).toMatchObject({
      status: 404,
      body: "",
    });
  });

  test("in the asked language", async () => {
    const { headers } = await clientWith({ "accept-language": "fr-CA" }).get(unknownPath, { params: { path: ["x"] } });
    expect(headers.get("content-language")).toBe("fr");
  });
});

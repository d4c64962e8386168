import { beforeAll, describe, expect, test } from "vitest";
import { as, clientWith, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { BODIES, everyEndpoint, METHODS, methodsOf, sendTo } from "@/lib/testing/endpoints";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What holds for every route there is, and for those that are yet to come. */

/** Answer 404 here whatever the method: the rest, and what is open for measuring only. */
const UNKNOWN = new Set(["[...path]", "bench"]);

const endpoints = await everyEndpoint();
const known = endpoints.filter(({ name }) => !UNKNOWN.has(name));
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test.each(endpoints)("$name exports all seven methods, so that Next answers none of them by itself", ({ module }) => {
  const exported = Object.keys(module).filter((name) => /^[A-Z]+$/.test(name));
  expect(exported.sort()).toEqual([...METHODS].sort());
});

describe.each(known)("$name", ({ module }) => {
  test("tells by OPTIONS what it allows, HEAD wherever GET is, and is 405 in JSON for the rest, signed in or not", async () => {
    const { status, body, headers } = await sendTo(module, "OPTIONS", guest());
    const allowed = String(headers.get("allow")).split(", ");
    expect({ status, body }).toEqual({ status: 204, body: "" });
    expect(new Set(allowed)).toEqual(new Set([...methodsOf(module), "OPTIONS"]));
    expect(allowed.includes("HEAD")).toBe(allowed.includes("GET"));
    const customer = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => !allowed.includes(one))) {
      for (const client of [clientWith({}), customer]) {
        const answer = await sendTo(module, method, client);
        const detail = method === "HEAD" ? "" : { detail: "Method not allowed.", code: "method_not_allowed" };
        expect([method, answer.status, answer.body]).toEqual([method, 405, detail]);
        expect(answer.headers.get("allow")).toBe(allowed.join(", "));
      }
    }
  });

  test("says its language in every answer, which may not be stored, and is what it says it is", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => one !== "OPTIONS")) {
      const { headers } = await sendTo(module, method, client, { headers: { "accept-language": "de-AT,en;q=0.5" } });
      expect(headers.get("content-language")).toBe("de");
      expect(headers.get("vary")).toContain("Accept-Language");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.getSetCookie().length).toBeLessThanOrEqual(1);
    }
  });

  test("names the request in every answer, by the id that came with it", async () => {
    for (const method of METHODS) {
      const named = await sendTo(module, method, clientWith({}), { headers: { "x-request-id": "trace-1" } });
      expect([method, named.headers.get("x-request-id")]).toEqual([method, "trace-1"]);
      const unnamed = await sendTo(module, method, clientWith({}));
      expect(unnamed.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test("refuses by problem details where they are accepted, with a code", async () => {
    const accepting = clientWith({ accept: "application/json, application/problem+json", "x-request-id": "trace-1" });
    for (const method of METHODS.filter((one) => one !== "HEAD")) {
      const { status, headers, body } = await sendTo(module, method, accepting, {
        body: ["GET", "OPTIONS"].includes(method) ? undefined : "{",
      });
      if (status < 400) continue;
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(body).toMatchObject({
        ...{ type: `/docs#${body.code}`, status, code: expect.stringMatching(/^\w+$/), request_id: "trace-1" },
        ...{ title: expect.any(String), detail: expect.any(String), errors: expect.any(Array) },
      });
    }
  });
});

describe.each(known.filter(({ name }) => name.startsWith("shop/customers/")))("$name", ({ name, module }) => {
  test("has its first sentence as detail in every refusal: its client shows nothing else", async () => {
    const customer = await as(shop, await createCustomer(shop));
    const bodies = ["{", { username: 1, code: "x", mobile_number: "x", password: "" }, BODIES[name]?.good() ?? {}];
    for (const client of [clientWith({}), clientWith({ authorization: "Token no" }), customer]) {
      for (const method of METHODS.filter((one) => one !== "HEAD")) {
        for (const body of bodies) {
          const call = ["GET", "OPTIONS"].includes(method) ? {} : { body };
          const answer = await sendTo(module, method, client, call);
          if (answer.status < 400) continue;
          const { detail, code: _code, error_code: _errorCode, ...texts } = answer.body;
          expect(detail).toBe([Object.values(texts)[0] ?? detail].flat()[0]);
        }
      }
    }
  });
});

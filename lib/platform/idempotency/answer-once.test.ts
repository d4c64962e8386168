import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import * as profile from "@/app/api/users/profile/route";
import * as tokens from "@/app/api/users/tokens/route";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { flag, textLine } from "@/lib/platform/fields";
import type { ApiResponse } from "@/lib/platform/http/response";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { deleteExpiredAnswers } from "@/lib/platform/idempotency/store";
import { type Answer, as, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { openShop, type Shop } from "@/lib/testing/shop";

/* Idempotency-Key, on routes that count how often they serve. */

let shop: Shop;
let served = 0;
let next: () => Promise<ApiResponse> | ApiResponse;

const serve = () => {
  served += 1;
  return next() as never;
};
const anything = { schema: z.unknown(), headers: ["ETag", "Location", "Set-Cookie"] } as const;
const responses = { 200: anything, 201: anything, 202: anything, 204: {} } as const;
const declared = {
  auth: "customer",
  summary: "Count",
  responses,
  errors: ["loyalty_100_1", "not_found", "precondition_failed", "throttled"],
} as const;
const body = z.object({ text: textLine({ max: 50 }).optional(), go: flag.optional() });
const counting = endpoint({
  POST: route({ ...declared, body }, serve),
  PATCH: route(declared, serve),
  GET: route(declared, serve),
});
const open = endpoint({ POST: route({ auth: "public", csrf: "exempt", summary: "Count", responses }, serve) });

beforeAll(async () => {
  shop = await openShop();
});

let lastKey = 0;
const newKey = () => ({ "idempotency-key": `key-${process.pid}-${++lastKey}` });
const countKept = () => shop.db.idempotentAnswer.count();
const seen = ({ status, body: shown }: Answer) => ({ status, body: shown });
const fail = (error: Error) => (): never => {
  throw error;
};

/** A customer and a key of the test's own. */
async function keyed() {
  served = 0;
  next = () => ({ status: 201, body: { served } });
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const headers = newKey();
  const post = (sent: unknown = {}, more: Record<string, string> = {}) =>
    client.post(counting, { headers: { ...headers, ...more }, body: sent });
  return { client, customer, headers, post };
}

describe("the first response again", () => {
  test("for the same request, with its status, body and headers, and nothing is done a second time", async () => {
    const { post } = await keyed();
    next = () => ({ status: 202, body: { served }, headers: { "X-Own": "yes" }, etag: '"v1"' });
    const [first, again] = [await post({ text: "once" }), await post({ text: "once" })];
    expect(seen(again)).toEqual(seen(first));
    for (const name of ["x-own", "etag", "content-language", "content-type", "cache-control"]) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect(served).toBe(1);
  });

  test("for a 204 without a body, and for PATCH, whose keys are its own", async () => {
    const { client, headers, post } = await keyed();
    next = () => ({ status: 204 });
    for (let time = 0; time < 3; time++) {
      expect(seen(await client.patch(counting, { headers }))).toEqual({ status: 204, body: "" });
    }
    expect(served).toBe(1);
    await post();
    expect(served).toBe(2);
  });

  test.each<[number, Error]>([
    [400, FieldErrors.of("text", "blank")],
    [404, new AppError("not_found")],
    [406, new AppError("loyalty_100_1")],
    [412, new AppError("precondition_failed")],
  ])("for an error with %i", async (status, error) => {
    const { post } = await keyed();
    next = fail(error);
    const first = await post();
    next = () => ({ status: 200, body: {} });
    expect(first.status).toBe(status);
    expect(seen(await post())).toEqual(seen(first));
    expect(served).toBe(1);
  });

  test("in the language of the first, whatever the second asks for", async () => {
    const { post } = await keyed();
    next = fail(new AppError("loyalty_100_1"));
    await post({}, { "accept-language": "de" });
    const again = await post({}, { "accept-language": "fr" });
    expect(again.body.non_field_errors).toBe(API_MESSAGES.de.errors.loyalty_100_1);
    expect(again.headers.get("content-language")).toBe("de");
  });

  test("for the customer's other sessions and tokens too; another customer has keys of their own", async () => {
    const { customer, headers, post } = await keyed();
    await post();
    for (const client of [await as(shop, customer), await withToken(shop, customer)]) {
      expect((await client.post(counting, { headers, body: {} })).body).toEqual({ served: 1 });
    }
    const other = await as(shop, await createCustomer(shop));
    expect((await other.post(counting, { headers, body: {} })).body).toEqual({ served: 2 });
  });

  test("for 24 hours and no longer; then the key is free, and housekeeping forgets it", async () => {
    const { post } = await keyed();
    const age = (hours: number) =>
      shop.db.$executeRawUnsafe(`
        UPDATE idempotent_answer SET expires_at = expires_at - make_interval(hours => ${hours}),
          created_at = created_at - make_interval(hours => ${hours})`);
    await post();
    await age(23);
    await deleteExpiredAnswers(shop.db);
    expect((await post()).body).toEqual({ served: 1 });
    await age(1);
    expect((await post({ text: "another" })).body).toEqual({ served: 2 });
    await age(24);
    await deleteExpiredAnswers(shop.db);
    expect(await countKept()).toBe(0);
  });
});

describe("422", () => {
  test("for another body under the same key, and nothing is done", async () => {
    const { post } = await keyed();
    await post({ text: "one" });
    const detail = "This Idempotency-Key was used for another request.";
    expect(seen(await post({ text: "two" }))).toEqual({ status: 422, body: { detail, code: "idempotency_mismatch" } });
    expect(served).toBe(1);
  });

  test("not for the same body written otherwise: it counts as it is understood", async () => {
    const { post } = await keyed();
    await post({ text: "x", go: true });
    expect((await post(' {"go": "true", "junk": 1, "text": " x "} ')).body).toEqual({ served: 1 });
  });

  test("for a picture with one other byte; the same picture is answered again", async () => {
    const { client, headers } = await keyed();
    const bytes = await picture("png");
    const send = (file: Uint8Array) => {
      const form = new FormData();
      form.append("avatar", upload(file));
      return client.patch(profile, { headers, body: form });
    };
    const first = await send(bytes);
    expect(first.status).toBe(200);
    expect(seen(await send(bytes))).toEqual(seen(first));
    expect((await send(new Uint8Array([...bytes, 0]))).status).toBe(422);
  });
});

describe("409", () => {
  test("while the first is being served: 20 at once under one key have one effect", async () => {
    const { post } = await keyed();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    next = async () => {
      await held;
      return { status: 201, body: { served } };
    };
    let conflicts = 0;
    const all = Array.from({ length: 20 }, async () => {
      const answer = await post();
      // The one that is served waits for all the others.
      if (answer.status === 409 && ++conflicts === 19) release();
      return answer;
    });
    const answers = await Promise.all(all);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const detail = "A request with this Idempotency-Key is still being answered.";
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect([answer.body, answer.headers.get("retry-after")]).toEqual([
        { detail, code: "idempotency_in_flight" },
        "1",
      ]);
    }
    expect((await post()).body).toEqual({ served: 1 });
  });

  test("not for ever: whoever died while serving holds the key for a minute", async () => {
    const { post } = await keyed();
    next = () => new Promise(() => {});
    void post();
    await expect.poll(() => served).toBe(1);
    next = () => ({ status: 201, body: { served } });
    expect((await post()).status).toBe(409);
    await shop.db.$executeRawUnsafe(
      "UPDATE idempotent_answer SET created_at = created_at - interval '61 seconds' WHERE answer IS NULL",
    );
    for (let time = 0; time < 2; time++) expect(seen(await post())).toEqual({ status: 201, body: { served: 2 } });
  });
});

describe("nothing is kept", () => {
  test.each<[string, () => ApiResponse]>([
    ["a 503", fail(new AppError("unavailable", { retryAfterSeconds: 5 }))],
    ["a 429", fail(new AppError("throttled", { values: { seconds: 3 }, retryAfterSeconds: 3 }))],
    ["a 500", fail(new Error("planted: a bug"))],
  ])("of %s: the same request is served again", async (_name, response) => {
    const { post } = await keyed();
    const before = await countKept();
    next = response;
    await post();
    expect(await countKept()).toBe(before);
    next = () => ({ status: 201, body: { served } });
    expect(seen(await post())).toEqual({ status: 201, body: { served: 2 } });
  });

  test.each<[string, ApiResponse]>([
    ["a cookie", { status: 200, body: {}, cookies: ["osessionid=secret"] }],
    ["a secret", { status: 201, body: { token: "secret" }, isSecret: true }],
  ])("of %s but that it was done: 409 for the same request", async (_name, response) => {
    const { post } = await keyed();
    next = () => response;
    expect((await post()).status).toBe(response.status);
    expect(await post()).toMatchObject({
      status: 409,
      body: {
        detail: "This request has been carried out already, and its response is not kept.",
        code: "idempotency_not_kept",
      },
    });
    expect(served).toBe(1);
    expect(JSON.stringify(await shop.db.idempotentAnswer.findMany())).not.toContain("secret");
  });

  test("of a token that is shown once: a repetition makes no second one", async () => {
    const { client, headers } = await keyed();
    const send = () => client.post(tokens, { headers, body: { name: "Till" } });
    const { status, body: made } = await send();
    expect([status, (await send()).status]).toEqual([201, 409]);
    expect((await client.get(tokens)).body.tokens).toHaveLength(1);
    expect(JSON.stringify(await shop.db.idempotentAnswer.findMany())).not.toContain(made.token);
  });

  test("of what is wrong before it is served: signed out, forged, malformed", async () => {
    const { headers, post } = await keyed();
    const before = await countKept();
    expect((await guest().post(counting, { headers, body: {} })).status).toBe(401);
    expect((await post({}, { "x-csrftoken": "forged" })).status).toBe(403);
    expect((await post({ go: "perhaps" })).status).toBe(400);
    expect(await countKept()).toBe(before);
    expect((await post()).status).toBe(201);
  });

  test("by its name: the database has hashes of the key and the body", async () => {
    const { headers, post } = await keyed();
    await post({ text: "something-private" });
    const rows = JSON.stringify(await shop.db.idempotentAnswer.findMany());
    for (const secret of [headers["idempotency-key"], "something-private"]) expect(rows).not.toContain(secret);
  });

  test("without the header, of GET, and at endpoints that are open to everybody", async () => {
    const { client, headers } = await keyed();
    const before = await countKept();
    for (let time = 0; time < 2; time++) {
      await client.post(counting, { body: {} });
      await client.get(counting, { headers });
      await guest().post(open, { headers });
    }
    expect(served).toBe(6);
    expect(await countKept()).toBe(before);
  });
});

describe("400", () => {
  test.each([
    ["empty", ""],
    ["with a blank inside", "a b"],
    ["of 256 characters", "k".repeat(256)],
    ["in other letters", "schlüssel"],
  ])("for a key that is %s, in every language, and nothing is done", async (_name, key) => {
    const { post } = await keyed();
    for (const language of LANGUAGES) {
      const answer = await post({}, { "idempotency-key": key, "accept-language": language });
      const errors = { non_field_errors: [API_MESSAGES[language].fields.idempotency_key] };
      expect(seen(answer)).toEqual({ status: 400, body: errors });
    }
    expect(served).toBe(0);
  });

  test("not for one of 255 characters, quotes and all", async () => {
    const { post } = await keyed();
    const key = `"${"k".repeat(240)}-${++lastKey}"`.slice(0, 255);
    expect((await post({}, { "idempotency-key": key })).status).toBe(201);
  });
});

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
import { type Answer, as, type Client, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { picture, upload } from "@/lib/testing/images";
import { openShop, type Shop } from "@/lib/testing/shop";

/* Idempotency-Key, on a route whose every service is counted. */

let shop: Shop;
let served = 0;
let next: () => Promise<ApiResponse> | ApiResponse;

const anything = { schema: z.unknown(), headers: ["ETag", "Location", "Set-Cookie"] } as const;
const declared = {
  auth: "customer",
  summary: "Count",
  responses: { 200: anything, 201: anything, 202: anything, 204: {} },
  errors: ["loyalty_100_1", "not_found", "precondition_failed", "throttled"],
} as const;
const serve = () => {
  served += 1;
  return next() as never;
};
const counting = endpoint({
  POST: route({ ...declared, body: z.object({ text: textLine({ max: 50 }).optional(), go: flag.optional() }) }, serve),
  PATCH: route(declared, serve),
  GET: route(declared, serve),
});
const open = endpoint({
  POST: route({ auth: "public", csrf: "exempt", summary: "Count", responses: { 200: z.unknown() } }, () => {
    served += 1;
    return { status: 200 as const, body: { served } };
  }),
});

beforeAll(async () => {
  shop = await openShop();
});

let lastKey = 0;
/** A key of the test's own. */
function newKey(): { "idempotency-key": string } {
  return { "idempotency-key": `key-${process.pid}-${++lastKey}` };
}

async function newClient(): Promise<Client> {
  served = 0;
  next = () => ({ status: 201, body: { served } });
  return as(shop, await createCustomer(shop));
}

const seen = ({ status, body }: Answer) => ({ status, body });

describe("the first answer again", () => {
  test("for the same request, with its status, body and headers, and nothing is done a second time", async () => {
    const client = await newClient();
    next = () => ({ status: 202, body: { served }, headers: { "X-Own": "yes" }, etag: '"v1"' });
    const headers = newKey();
    const body = { text: "once" };
    const first = await client.post(counting, { headers, body });
    const again = await client.post(counting, { headers, body });
    expect(seen(again)).toEqual(seen(first));
    for (const name of ["x-own", "etag", "content-language", "content-type", "cache-control"]) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect([first, again].map((answer) => answer.headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect(served).toBe(1);
  });

  test("for a 204 without a body, and for PATCH", async () => {
    const client = await newClient();
    next = () => ({ status: 204 });
    const headers = newKey();
    for (let time = 0; time < 3; time++) {
      expect(seen(await client.patch(counting, { headers }))).toEqual({ status: 204, body: "" });
    }
    expect(served).toBe(1);
  });

  test.each<[number, () => Error]>([
    [400, () => FieldErrors.of("text", "blank")],
    [404, () => new AppError("not_found")],
    [406, () => new AppError("loyalty_100_1")],
    [412, () => new AppError("precondition_failed")],
  ])("for a refusal with %i", async (status, error) => {
    const client = await newClient();
    next = () => {
      throw error();
    };
    const headers = newKey();
    const first = await client.post(counting, { headers, body: {} });
    next = () => ({ status: 200, body: {} });
    expect(first.status).toBe(status);
    expect(seen(await client.post(counting, { headers, body: {} }))).toEqual(seen(first));
    expect(served).toBe(1);
  });

  test("in the language of the first, whatever the second asks for", async () => {
    const client = await newClient();
    next = () => {
      throw new AppError("loyalty_100_1");
    };
    const headers = newKey();
    await client.post(counting, { headers: { ...headers, "accept-language": "de" }, body: {} });
    const again = await client.post(counting, { headers: { ...headers, "accept-language": "fr" }, body: {} });
    expect(again.body.non_field_errors).toBe(API_MESSAGES.de.errors.loyalty_100_1);
    expect(again.headers.get("content-language")).toBe("de");
  });

  test("for the customer's other sessions and tokens too; another customer's key of the same name is his own", async () => {
    served = 0;
    next = () => ({ status: 201, body: { served } });
    const [one, other] = [await createCustomer(shop), await createCustomer(shop)];
    const headers = newKey();
    const clients = [await as(shop, one), await as(shop, one), await withToken(shop, one)];
    for (const client of clients) {
      expect((await client.post(counting, { headers, body: {} })).body).toEqual({ served: 1 });
    }
    expect((await (await as(shop, other)).post(counting, { headers, body: {} })).body).toEqual({ served: 2 });
  });

  test("for another method it is another key", async () => {
    const client = await newClient();
    const headers = newKey();
    await client.post(counting, { headers, body: {} });
    expect((await client.patch(counting, { headers, body: {} })).body).toEqual({ served: 2 });
  });

  test("for 24 hours and no longer; then the key is free, and housekeeping forgets it", async () => {
    const client = await newClient();
    const headers = newKey();
    const ages = async (hours: number) =>
      shop.db.$executeRawUnsafe(
        `UPDATE idempotent_answer SET expires_at = expires_at - make_interval(hours => ${hours}),
           created_at = created_at - make_interval(hours => ${hours})`,
      );
    await client.post(counting, { headers, body: {} });
    await ages(23);
    await deleteExpiredAnswers(shop.db);
    expect((await client.post(counting, { headers, body: {} })).body).toEqual({ served: 1 });
    await ages(1);
    expect((await client.post(counting, { headers, body: { text: "another" } })).body).toEqual({ served: 2 });
    await ages(24);
    await deleteExpiredAnswers(shop.db);
    expect(await shop.db.idempotentAnswer.count()).toBe(0);
  });
});

describe("422", () => {
  test("for another body under the same key, and nothing is done", async () => {
    const client = await newClient();
    const headers = newKey();
    await client.post(counting, { headers, body: { text: "one" } });
    const answer = await client.post(counting, { headers, body: { text: "two" } });
    expect(seen(answer)).toEqual({
      status: 422,
      body: { detail: "This Idempotency-Key was used for another request." },
    });
    expect(served).toBe(1);
  });

  test("not for the same body written otherwise: it counts as it is understood", async () => {
    const client = await newClient();
    const headers = newKey();
    await client.post(counting, { headers, body: { text: "x", go: true } });
    const spaced = ' {"go": "true", "junk": 1, "text": " x "} ';
    expect(await client.post(counting, { headers, body: spaced })).toMatchObject({ status: 201, body: { served: 1 } });
  });

  test("for a picture with one other byte; the same picture is answered again", async () => {
    const client = await newClient();
    const headers = newKey();
    const bytes = await picture("png");
    const send = (file: Uint8Array) => {
      const body = new FormData();
      body.append("avatar", upload(file));
      return client.patch(profile, { headers, body });
    };
    const first = await send(bytes);
    expect(first.status).toBe(200);
    expect(seen(await send(bytes))).toEqual(seen(first));
    expect((await send(new Uint8Array([...bytes, 0]))).status).toBe(422);
  });
});

describe("409", () => {
  test("while the first is being served: 20 at once under one key have one effect", async () => {
    const client = await newClient();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    next = async () => {
      await held;
      return { status: 201, body: { served } };
    };
    const headers = newKey();
    let refused = 0;
    const all = Array.from({ length: 20 }, async () => {
      const answer = await client.post(counting, { headers, body: {} });
      // The one that is served waits for all the others.
      if (answer.status === 409 && ++refused === 19) release();
      return answer;
    });
    const answers = await Promise.all(all);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).toEqual({ detail: "A request with this Idempotency-Key is still being answered." });
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect(served).toBe(1);
    expect((await client.post(counting, { headers, body: {} })).body).toEqual({ served: 1 });
  });

  test("20 at once on a real endpoint change the profile once", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const headers = newKey();
    const body = { first_name: "Once", attributes: { size: "L" } };
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.patch(profile, { headers, body })));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.version).toBe(customer.version + 1);
  });

  test("not for ever: whoever died while serving holds the key for a minute", async () => {
    const client = await newClient();
    const headers = newKey();
    const died = new Promise<ApiResponse>(() => {});
    next = () => died;
    void client.post(counting, { headers, body: {} });
    await expect.poll(() => served).toBe(1);
    next = () => ({ status: 201, body: { served } });
    expect((await client.post(counting, { headers, body: {} })).status).toBe(409);
    await shop.db.$executeRawUnsafe(
      "UPDATE idempotent_answer SET created_at = created_at - interval '61 seconds' WHERE answer IS NULL",
    );
    expect(seen(await client.post(counting, { headers, body: {} }))).toEqual({ status: 201, body: { served: 2 } });
    expect((await client.post(counting, { headers, body: {} })).body).toEqual({ served: 2 });
  });
});

describe("nothing is kept", () => {
  test.each<[string, () => ApiResponse]>([
    ["of a 503", () => fail(new AppError("unavailable", { retryAfterSeconds: 5 }))],
    ["of a 429", () => fail(new AppError("throttled", { values: { seconds: 3 }, retryAfterSeconds: 3 }))],
    ["of a 500", () => fail(new Error("planted: a bug"))],
    ["of an answer with a cookie", () => ({ status: 200, body: {}, cookie: "osessionid=secret" })],
    ["of an answer with a secret", () => ({ status: 201, body: { token: "secret" }, isSecret: true })],
  ])("%s: the same request is served again", async (_name, response) => {
    const client = await newClient();
    const before = await shop.db.idempotentAnswer.count();
    next = response;
    const headers = newKey();
    await client.post(counting, { headers, body: {} });
    expect(await shop.db.idempotentAnswer.count()).toBe(before);
    next = () => ({ status: 201, body: { served } });
    expect(seen(await client.post(counting, { headers, body: {} }))).toEqual({ status: 201, body: { served: 2 } });
  });

  test("of a token that is shown once", async () => {
    const client = await newClient();
    const headers = newKey();
    const { status, body } = await client.post(tokens, { headers, body: { name: "Till" } });
    expect(status).toBe(201);
    const rows = await shop.db.idempotentAnswer.findMany();
    expect(JSON.stringify(rows)).not.toContain(body.token);
  });

  test("of what is wrong before it is served: signed out, forged, malformed", async () => {
    const client = await newClient();
    const before = await shop.db.idempotentAnswer.count();
    const headers = newKey();
    expect((await guest().post(counting, { headers, body: {} })).status).toBe(401);
    const forged = { ...headers, "x-csrftoken": "forged" };
    expect((await client.post(counting, { headers: forged, body: {} })).status).toBe(403);
    expect((await client.post(counting, { headers, body: { go: "perhaps" } })).status).toBe(400);
    expect(await shop.db.idempotentAnswer.count()).toBe(before);
    expect((await client.post(counting, { headers, body: {} })).status).toBe(201);
  });

  test("by its name: the database has hashes of the key and the body", async () => {
    const client = await newClient();
    const headers = newKey();
    await client.post(counting, { headers, body: { text: "something-private" } });
    const rows = JSON.stringify(await shop.db.idempotentAnswer.findMany());
    expect(rows).not.toContain(headers["idempotency-key"]);
    expect(rows).not.toContain("something-private");
  });

  test("without the header, of GET, and at endpoints that are open to everybody", async () => {
    const client = await newClient();
    const before = await shop.db.idempotentAnswer.count();
    const headers = newKey();
    for (let time = 1; time <= 2; time++) {
      expect((await client.post(counting, { body: {} })).body).toEqual({ served: 3 * time - 2 });
      expect((await client.get(counting, { headers })).body).toEqual({ served: 3 * time - 1 });
      expect((await guest().post(open, { headers })).body).toEqual({ served: 3 * time });
    }
    expect(await shop.db.idempotentAnswer.count()).toBe(before);
  });
});

describe("400", () => {
  test.each([
    ["empty", ""],
    ["with a blank inside", "a b"],
    ["of 256 characters", "k".repeat(256)],
    ["in other letters", "schlüssel"],
  ])("for a key that is %s, in every language, and nothing is done", async (_name, key) => {
    const client = await newClient();
    for (const language of LANGUAGES) {
      const headers = { "idempotency-key": key, "accept-language": language };
      const { status, body } = await client.post(counting, { headers, body: {} });
      const text = API_MESSAGES[language].fields.idempotency_key;
      expect({ status, body }).toEqual({ status: 400, body: { non_field_errors: [text] } });
    }
    expect(served).toBe(0);
  });

  test("not for one of 255 characters, quotes and all", async () => {
    const client = await newClient();
    const headers = { "idempotency-key": `"${"k".repeat(240)}-${++lastKey}"`.slice(0, 255) };
    expect((await client.post(counting, { headers, body: {} })).status).toBe(201);
  });
});

function fail(error: Error): never {
  throw error;
}

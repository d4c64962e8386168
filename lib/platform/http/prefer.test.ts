import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as events from "@/app/api/loyalty-card/events/route";
import * as ledger from "@/app/api/loyalty-card/ledger/route";
import * as profile from "@/app/api/users/profile/route";
import { isStrict } from "@/lib/platform/http/prefer";
import { signBody } from "@/lib/platform/http/signed-body";
import { eventsSecrets } from "@/lib/points/order-event-service";
import { as, type Client, clientWith, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What nobody knows is ignored, unless the client prefers to be told (RFC 7240). */

const STRICT = { prefer: "handling=strict" };
const UNKNOWN = ["Unknown field."];

let shop: Shop;
let client: Client;
beforeAll(async () => {
  shop = await openShop();
  client = await as(shop, await createCustomer(shop));
});

test.each([
  ["handling=strict", true],
  ["respond-async, Handling = Strict", true],
  ['handling="strict"; x=1', true],
  ["handling=lenient, handling=strict", false],
  ["handling=lenient", false],
  ["xhandling=strict", false],
  ["", false],
  [null, false],
])("Prefer %j is strict: %j", (prefer, strict) => {
  expect(isStrict(new Headers(prefer === null ? {} : { prefer }))).toBe(strict);
});

test("unknown keys are ignored with 200 for who prefers nothing", async () => {
  const { status, headers } = await client.patch(profile, { body: { first_nam: "x" }, query: "x=1" });
  expect([status, headers.get("preference-applied")]).toEqual([200, null]);
});

describe("handling=strict", () => {
  const forms = {
    "a JSON body": (fields: Record<string, string>) => fields as object,
    "an urlencoded form": (fields: Record<string, string>) => new URLSearchParams(fields),
    "a multipart form": (fields: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return form;
    },
  };

  test.each(Object.entries(forms))(
    "is 400 naming each unknown key of %s, beside what is wrong",
    async (_name, formOf) => {
      const body = formOf({ first_nam: "x", constructor: "y", last_name: "z".repeat(51) });
      const answer = await client.patch(profile, { headers: STRICT, body });
      expect(statusAndBody(answer)).toEqual({
        status: 400,
        body: {
          first_nam: UNKNOWN,
          constructor: UNKNOWN,
          last_name: ["Ensure this field has no more than 50 characters."],
        },
      });
      expect(answer.headers.get("preference-applied")).toBe("handling=strict");
      expect((await client.get(profile)).body.last_name).toBe("Doe");
    },
  );

  test("is 200 for what is known, and says that it was applied", async () => {
    const answer = await client.patch(profile, { headers: STRICT, body: { first_name: "Jane" } });
    expect([answer.status, answer.headers.get("preference-applied")]).toEqual([200, "handling=strict"]);
  });

  test("is 400 naming each unknown parameter, and is not said to be applied where nothing is taken", async () => {
    const call = { headers: STRICT, query: "limt=3" };
    expect(statusAndBody(await client.get(ledger, call))).toEqual({ status: 400, body: { limt: UNKNOWN } });
    const { status, headers } = await client.get(currentUser, call);
    expect([status, headers.get("preference-applied")]).toEqual([200, null]);
  });

  test("is 400 for an event that is signed, too", async () => {
    const body = JSON.stringify({ idd: "x" });
    const signature = signBody(eventsSecrets(shop)?.[0] ?? "", body, shop.now());
    const answer = await clientWith({ ...STRICT, "x-signature": signature }).post(events, { body });
    expect([answer.status, answer.body.idd]).toEqual([400, UNKNOWN]);
  });
});

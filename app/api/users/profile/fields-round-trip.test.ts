import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as adminCustomer from "@/app/api/admin/customers/[id]/route";
import * as exportLink from "@/app/api/users/export/[key]/route";
import * as exports from "@/app/api/users/export/route";
import type { RowReport } from "@/lib/import/schema";
import { importCustomers } from "@/lib/import/service";
import { as, type Client, withAdminKey } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import { anyValueOf, EVERY_FIELD } from "@/lib/testing/shop-fields";
import * as profile from "./route";

/* A value of a field is the same wherever it comes from and goes to. */

let shop: Shop;
let client: Client;
let backOffice: Client;
let customerId: number;
beforeAll(async () => {
  shop = await openShop();
  const customer = await createCustomer(shop, { attributes: { mine: ["kept", 1, null] } });
  customerId = customer.id;
  client = await as(shop, customer);
  backOffice = await withAdminKey(shop);
});

async function exported(): Promise<Record<string, unknown>> {
  const { url } = (await client.post(exports, { body: {} })).body;
  const { body } = await client.get(exportLink, { params: { key: String(url).split("/").at(-2) ?? "" } });
  return body.profile.attributes;
}

/** Moves somebody in. @returns what they have then */
async function imported(declared: Shop, columns: Record<string, unknown>): Promise<unknown> {
  const email = uniqueEmail();
  const values = { external_id: randomUUID(), email, ...columns };
  const lines: RowReport[] = [];
  async function* rows() {
    yield { row: 1, values };
  }
  const report = async (batch: readonly RowReport[]) => void lines.push(...batch);
  await importCustomers(declared, rows(), { source: "test", isDryRun: false, isTold: false, report });
  expect(lines).toMatchObject([{ outcome: "imported" }]);
  const { attributes } = await shop.db.customer.findFirstOrThrow({ where: { email }, select: { attributes: true } });
  return attributes;
}

/** As a CSV file has it. */
const cellOf = (value: unknown) => (Array.isArray(value) ? value.join("|") : String(value));

describe.each(EVERY_FIELD.map((field) => [field.key, field] as const))("any value of %s", (key, field) => {
  const write = (value: unknown) => {
    const body = { attributes: { [key]: value } };
    return field.access === "shopper"
      ? client.patch(profile, { body })
      : backOffice.patch(adminCustomer, { params: { id: String(customerId) }, body });
  };
  const read = async () => {
    if (field.access !== "back_office") return (await client.get(profile)).body.attributes;
    return (await backOffice.get(adminCustomer, { params: { id: String(customerId) } })).body.attributes;
  };

  test("is the same by PATCH and GET, in the export, and imported by its column or in the JSON", () =>
    serveWith(shop, { fields: EVERY_FIELD }, (declared) =>
      fc.assert(
        fc.asyncProperty(anyValueOf(field), async (value) => {
          expect((await write(value)).status).toBe(200);
          expect((await read())[key]).toEqual(value);
          const held = await exported();
          expect(held[key]).toEqual(value);
          expect(held.mine).toEqual(["kept", 1, null]);
          const { mine } = held;
          expect(await imported(declared, { attributes: { mine, [key]: value } })).toEqual({ mine, [key]: value });
          const column = { attributes: JSON.stringify({ mine }), [`attributes.${key}`]: cellOf(value) };
          expect(await imported(declared, column)).toEqual({ mine, [key]: value });
          // What a form sends: texts alone.
          expect((await write(null)).status).toBe(200);
          expect(await read()).not.toHaveProperty([key]);
          expect((await write(cellOf(value))).status).toBe(200);
          expect((await read())[key]).toEqual(value);
        }),
        { numRuns: 12 },
      ),
    ));
});

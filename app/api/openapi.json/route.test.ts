import { beforeAll, describe, expect, test } from "vitest";
import * as openApiRoute from "@/app/api/openapi.json/route";
import { SCHEMA_NAMES } from "@/app/docs/answers";
import { GROUPS, loadReference } from "@/app/docs/reference";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { as, clientWith, type Endpoint, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import { findRoute } from "@/server/api-routes";

type Schema = {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  maxLength?: number;
  enum?: unknown[];
};
type Operation = {
  operationId: string;
  security: Record<string, unknown>[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string }>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: object };
};

let shop: Shop;
let text: string;
let document: Document;

beforeAll(async () => {
  shop = await openShop();
  const { status, body } = await clientWith({}).get(openApiRoute);
  expect(status).toBe(200);
  document = body;
  text = JSON.stringify(body);
});

const described = (await loadReference(GROUPS)).flatMap((group) => group.operations);
const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

test("200 for everybody, found at its path with and without the trailing slash", () => {
  for (const path of ["/api/openapi.json", "/api/openapi.json/"]) {
    expect(findRoute(path)?.file).toMatch(/openapi\.json.route\.ts$/);
  }
  expect(document.openapi).toBe("3.1.1");
  expect(document.servers).toEqual([{ url: shop.env.APP_URL }]);
});

test("has every operation of the shop's API", () => {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(found.sort()).toEqual(described.map(({ method, path }) => `${method} ${path}`).sort());
});

test("every reference leads somewhere, and every name is used", () => {
  const used = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
  expect(Object.keys(document.components.schemas).sort()).toEqual([...used].sort());
});

test("every operation has an id of its own, what it needs, and an answer", () => {
  const ids = operations().map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operationId, security, responses } of operations()) {
    for (const scheme of security.flatMap(Object.keys)) {
      expect([operationId, Object.keys(document.components.securitySchemes)]).toEqual([
        operationId,
        expect.arrayContaining([scheme]),
      ]);
    }
    expect([operationId, Object.keys(responses).some((status) => /^[23]/.test(status))]).toEqual([operationId, true]);
    expect(Object.values(responses).every(({ description }) => description.length > 0)).toBe(true);
  }
});

test("every body has fields with types", () => {
  const bodies = Object.entries(document.components.schemas).filter(([name]) => name.endsWith("Body"));
  expect(bodies.length).toBeGreaterThan(15);
  for (const [name, { type, properties = {} }] of bodies) {
    expect([name, type]).toEqual([name, "object"]);
    expect(Object.keys(properties).length).toBeGreaterThan(0);
    for (const [field, schema] of Object.entries(properties)) {
      expect([name, field, "type" in schema || "anyOf" in schema || "enum" in schema]).toEqual([name, field, true]);
    }
  }
});

test("limits that are refinements are told: lengths, formats, choices and ranges", () => {
  const {
    PatchUsersProfileBody: profile,
    PostLoyaltyCardEventsBody: event,
    PostUsersRegistrationBody: registration,
  } = document.components.schemas;
  expect(profile?.properties).toMatchObject({
    first_name: { type: "string", maxLength: 50 },
    date_of_birth: { anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
    gender: { anyOf: [{ enum: ["female", "male"] }, { type: "null" }] },
    email_allowed: { type: ["boolean", "null"] },
    attributes: { type: "object" },
    avatar: { anyOf: [{ format: "binary" }, { type: "string" }, { type: "null" }] },
  });
  expect(registration?.properties).toMatchObject({
    email: { format: "email", maxLength: 254 },
    password: { minLength: 8, maxLength: 128 },
    phone: { maxLength: 60 },
  });
  expect(event?.properties?.points).toMatchObject({ type: "integer", minimum: 1, maximum: 1_000_000 });
});

test("no secret is in it, not even the demo's", () => {
  expect(text).not.toContain(DEMO_PASSWORD);
  expect(text).not.toContain(shop.env.APP_SECRET);
});

describe("what is answered has the described shape", () => {
  /** What a customer without a card, and without a dialogue, can read. */
  const readable = described.filter(
    ({ method, params, refusals = [] }) =>
      method === "GET" && Object.keys(params).length === 0 && !refusals.includes("not_found"),
  );

  test("there is something to read", () => expect(readable.length).toBeGreaterThan(9));

  test.each(readable)("$method $path", async ({ path, proof, answers }) => {
    const file = findRoute(path)?.file ?? "";
    const module = (await import(/* @vite-ignore */ `../../../${file}`)) as Endpoint;
    const client = proof === "none" ? guest() : await as(shop, await createCustomer(shop));
    const { status, body } = await client.get(module);
    const schema = answers[status]?.schema;
    expect(schema && SCHEMA_NAMES.has(schema)).toBe(true);
    expect(schema?.safeParse(body).error?.issues ?? []).toEqual([]);
    // Nothing is answered that is not described.
    expect(schema?.parse(body)).toEqual(body);
  });
});

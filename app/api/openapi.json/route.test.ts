import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import * as openApiRoute from "@/app/api/openapi.json/route";
import { SECTIONS } from "@/app/api/openapi.json/sections";
import { DEMO_PASSWORD } from "@/lib/demo-accounts";
import { expectedResponses } from "@/lib/platform/http/declared-responses";
import type { OpenApi } from "@/lib/platform/http/openapi";
import type { JsonSchema } from "@/lib/platform/http/openapi-schemas";
import { type RouteMeta, routeMetaOf } from "@/lib/platform/http/route-meta";
import { clientWith } from "@/lib/testing/client";
import { openShop, type Shop } from "@/lib/testing/shop";

type Media = { schema: JsonSchema; example?: unknown; examples?: Record<string, { value: unknown }> };
type Operation = {
  operationId: string;
  security: Record<string, unknown>[];
  parameters: { name?: string; in?: string; schema?: JsonSchema; $ref?: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; headers?: object; content?: Record<string, Media> }>;
};
type Document = Omit<OpenApi, "paths"> & { paths: Record<string, Record<string, Operation>> };

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

const declared = await Promise.all(
  SECTIONS.flatMap(({ endpoints }) => Object.entries(endpoints)).map(async ([address, load]) => {
    const handlers = (await load()) as Record<string, object>;
    return Object.entries(handlers)
      .filter(([method, handler]) => method !== "HEAD" && routeMetaOf(handler))
      .map(([method, handler]) => ({ address, method, meta: routeMetaOf(handler) as RouteMeta }));
  }),
).then((all) => all.flat());

const operationAt = (address: string, method: string) => document.paths[address]?.[method.toLowerCase()] as Operation;
const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods));

test("has every route file of the API but next-auth's, the bench's, what answers 404, itself and the demo's outbox", () => {
  const notOurs = /\[\.\.\.nextauth\]|^bench|\[\.\.\.path\]|^openapi\.json|^dev/;
  const files = readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts" && !notOurs.test(file))
    .map((file) => `/${path.dirname(file)}`);
  const addresses = SECTIONS.flatMap(({ endpoints }) => Object.keys(endpoints)).map((address) =>
    address
      .replace(/^\/api(?=\/)/, "")
      .replace(/\/$/, "")
      .replaceAll(/\{(\w+)\}/g, "[$1]"),
  );
  expect(addresses.sort()).toEqual(files.sort());
});

test("has every operation with an id of its own, and no other", () => {
  expect(declared).toHaveLength(105);
  const ids = operations().map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(105);
  expect(ids).toHaveLength(105);
});

test("refers to nothing that is not there, and has nothing that is not referred to", () => {
  for (const kind of ["schemas", "headers", "parameters"] as const) {
    const used = [...text.matchAll(new RegExp(`"#/components/${kind}/([\\w-]+)"`, "g"))].map(([, name]) => name);
    expect(Object.keys(document.components[kind]).sort()).toEqual([...new Set(used)].sort());
  }
});

test("gives every field of a body a type", () => {
  for (const { operationId, requestBody } of operations()) {
    for (const { schema } of Object.values(requestBody?.content ?? {})) {
      for (const [field, property] of Object.entries(schema.properties ?? {})) {
        expect([operationId, field, "type" in property || "anyOf" in property || "enum" in property]).toEqual([
          operationId,
          field,
          true,
        ]);
      }
    }
  }
});

test("tells limits that are refinements: lengths, formats, choices and ranges", () => {
  const bodyOf = (address: string, method: string) =>
    operationAt(address, method).requestBody?.content["application/json"]?.schema.properties;
  expect(bodyOf("/users/profile/", "PATCH")).toMatchObject({
    first_name: { type: "string", maxLength: 50 },
    date_of_birth: { anyOf: [{ type: "string", format: "date" }, { type: "null" }] },
    gender: { anyOf: [{ enum: ["female", "male"] }, { type: "null" }] },
    email_allowed: {
      anyOf: [{ type: "boolean" }, { type: "null" }],
      description: "Consent to email; null: never asked.",
    },
    attributes: { type: "object" },
    avatar: { anyOf: [{ format: "binary" }, { type: "string" }, { type: "null" }] },
  });
  expect(bodyOf("/users/registration/", "POST")).toMatchObject({
    email: { type: "string", format: "email", maxLength: 254 },
    password: { minLength: 8, maxLength: 128 },
    phone: { maxLength: 60 },
  });
  expect(bodyOf("/loyalty-card/events/", "POST")?.points).toMatchObject({ type: "integer", minimum: 1 });
});

test("types what follows the question mark", () => {
  expect(operationAt("/loyalty-card/ledger/", "GET").parameters).toMatchObject([
    { name: "before", in: "query", required: false, schema: { type: "string" } },
    { name: "limit", in: "query", required: false, schema: { type: "integer", minimum: 1, maximum: 100 } },
    {},
    {},
  ]);
  expect(operationAt("/api/users/activity/", "GET").parameters).toMatchObject([
    { name: "before", in: "query", required: false, schema: { type: "integer" } },
    {},
    {},
  ]);
});

test("tells versions: ETag, If-Match with its 412, If-None-Match with its 304", () => {
  const { responses: got, parameters } = operationAt("/users/profile/", "GET");
  expect(got).toMatchObject({ 200: { headers: { ETag: {} } }, 304: { headers: { ETag: {} } } });
  expect(parameters).toContainEqual({ $ref: "#/components/parameters/IfNoneMatch" });
  const { responses, parameters: changing } = operationAt("/users/profile/", "PATCH");
  expect(responses).toMatchObject({ 200: { headers: { ETag: {}, "Idempotent-Replayed": {} } }, 412: {} });
  expect(changing).toContainEqual({ $ref: "#/components/parameters/IfMatch" });
  expect(changing).toContainEqual({ $ref: "#/components/parameters/IdempotencyKey" });
});

test("tells what every answer has, and the other form of every error", () => {
  for (const { operationId, responses } of operations()) {
    for (const [status, { headers, content }] of Object.entries(responses)) {
      expect([operationId, status, headers]).toMatchObject([operationId, status, { "X-Request-Id": {} }]);
      const problem = content?.["application/problem+json"]?.schema;
      expect(problem).toEqual(Number(status) >= 400 ? { $ref: "#/components/schemas/Problem" } : undefined);
    }
  }
});

test("tells by which code testers learn that their world is no more, which no operation declares", () => {
  expect(document.info.description).toContain("`world_unknown`");
});

test("tells that unknown keys can be refused wherever keys are taken", () => {
  const prefer = { $ref: "#/components/parameters/Prefer" };
  expect(operationAt("/users/profile/", "PATCH").parameters).toContainEqual(prefer);
  expect(operationAt("/loyalty-card/ledger/", "GET").parameters).toContainEqual(prefer);
  expect(operationAt("/current_user/", "GET").parameters).not.toContainEqual(prefer);
});

test("tells the statuses that follow from how an operation is called", () => {
  expect(Object.keys(operationAt("/users/profile/", "GET").responses)).toContain("304");
  expect(Object.keys(operationAt("/users/login/", "POST").responses)).toContain("403");
  // No cookie is taken or set: no Origin is refused.
  expect(Object.keys(operationAt("/api/shop/customers/auth/pwd/signin", "POST").responses)).not.toContain("403");
  expect(Object.keys(operationAt("/loyalty-card/delete_loyalty/", "POST").responses)).toContain("400");
  for (const status of [200, 201]) {
    const { content } = operationAt("/api/verification/{purpose}", "POST").responses[status] ?? {};
    expect(content?.["application/json"]?.schema.anyOf?.length).toBeGreaterThan(1);
  }
});

test("shows an error for every code, in the shape of its endpoint", () => {
  const { responses } = operationAt("/users/profile/", "PATCH");
  expect(responses[406]?.content?.["application/json"]?.examples?.sms_verification_100_2?.value).toEqual({
    non_field_errors: "Verification codes do not match.",
    error_code: "sms_verification_100_2",
    code: "sms_verification_100_2",
  });
  expect(responses[503]).toMatchObject({ headers: { "Retry-After": {} } });
  const signIn = operationAt("/users/login/", "POST").responses[403];
  expect(signIn?.content?.["application/json"]?.examples?.csrf_failed?.value).toEqual({ detail: [expect.any(String)] });
});

test("is valid and without fault by redocly's recommended rules, but for the contract's trailing slashes", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-openapi-"));
  const file = path.join(folder, "openapi.json");
  writeFileSync(file, text);
  // GET /csrf_token/ has no 4xx, and where an identity provider sends browsers back to nothing but a redirect.
  const rules = ["no-path-trailing-slash", "operation-4xx-response", "operation-2xx-response"];
  const skipped = rules.flatMap((rule) => ["--skip-rule", rule]);
  const linter = ["node_modules/@redocly/cli/bin/cli.js", "lint", file, "--format", "json", ...skipped];
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { stdout } = await promisify(execFile)(process.execPath, linter, { env }).catch((error) => error);
  rmSync(folder, { recursive: true });
  expect(JSON.parse(stdout).problems).toEqual([]);
});

test("has no secret in it, not even the demo's", () => {
  expect(text).not.toContain(DEMO_PASSWORD);
  expect(text).not.toContain(shop.env.APP_SECRET[0]);
});

describe.each(declared)("$method $address", ({ address, method, meta }) => {
  test("names the dynamic parts of its path", () => {
    const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(meta.params?.shape ?? {})).toEqual(names);
  });

  test("shows a body that the handler takes", () => {
    const body = meta.body ?? meta.signedBody;
    const example = operationAt(address, method).requestBody?.content["application/json"]?.example;
    expect(example !== undefined).toBe(body !== undefined);
    if (body) expect(body.safeParse(example).error?.issues ?? []).toEqual([]);
  });

  test("shows answers that keep to their schemas", () => {
    for (const [status, { schema, codes }] of expectedResponses(method, meta)) {
      const shown = operationAt(address, method).responses[status]?.content?.["application/json"];
      const examples = codes.length > 0 ? Object.values(shown?.examples ?? {}) : [{ value: shown?.example }];
      expect(examples).toHaveLength(Math.max(codes.length, 1));
      for (const { value } of examples) {
        if (schema) expect([status, value, schema.safeParse(value).error?.issues ?? []]).toEqual([status, value, []]);
      }
    }
  });
});

import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { beforeAll, expect, test } from "vitest";
import * as openApiRoute from "@/app/api/openapi.json/route";
import type { OpenApi } from "@/lib/platform/http/openapi";
import { clientWith } from "@/lib/testing/client";
import { openShop } from "@/lib/testing/shop";

/** The document as the client meets it: it accepts problem details, so that every error is one. Examples are for readers. */
function forClient(document: OpenApi): OpenAPI3 {
  const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const errors = { default: { description: "An error.", content: problem } };
  const paths = mapValues(document.paths, (methods) =>
    mapValues(methods as Record<string, { responses: Record<string, object> }>, (operation) => {
      const successes = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
      return { ...operation, responses: { ...Object.fromEntries(successes), ...errors } };
    }),
  );
  return JSON.parse(JSON.stringify({ ...document, paths }, (key, value) => (key === "example" ? undefined : value)));
}

function mapValues<Value, Mapped>(object: Record<string, Value>, change: (value: Value) => Mapped) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

let document: OpenApi;
beforeAll(async () => {
  await openShop();
  document = (await clientWith({}).get(openApiRoute)).body;
});

test("openapi.ts is what the document makes: `npx vitest run kit/typescript -u` renews it", async () => {
  await expect(astToString(await openapiTS(forClient(document)))).toMatchFileSnapshot("openapi.ts");
});

import { type APIRequestContext, type APIResponse, expect, test } from "@playwright/test";
import { z } from "zod";
import { NEW_CUSTOMER_PASSWORD, newCustomer, registerByApi } from "@/e2e/fixtures/new-customer";

/*
 * Every operation of the OpenAPI document, over real HTTP and in whichever way the store is served: what comes back is
 * what the document says. The handlers' own tests compare the same in the process, for each of their cases.
 */

type Media = { schema?: object };
type Operation = { method: string; path: string; responses: Record<string, { content?: Record<string, Media> }> };
type Document = {
  paths: Record<string, Record<string, Pick<Operation, "responses">>>;
  components: { schemas: object };
};

async function readDocument(request: APIRequestContext) {
  const document: Document = await (await request.get("/api/openapi.json")).json();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]): Operation => ({ method, path, responses })),
  );
  return { operations, schemas: document.components.schemas };
}

/** What is wrong with a response, by the document; null when nothing is. */
async function faultOf(response: APIResponse, { responses }: Operation, schemas: object): Promise<string | null> {
  const declared = responses[response.status()];
  if (!declared) return `${response.status()} is not declared: ${await response.text()}`;
  const type = response.headers()["content-type"]?.split(";")[0] ?? "";
  if (!declared.content) return (await response.text()) === "" ? null : "a body where none is declared";
  if (!(type in declared.content)) return `${type} is not declared`;
  const { schema } = declared.content[type] ?? {};
  if (!schema || type !== "application/json") return null;
  const selfContained = JSON.stringify({ ...schema, $defs: schemas }).replaceAll("#/components/schemas/", "#/$defs/");
  const { error } = z.fromJSONSchema(JSON.parse(selfContained)).safeParse(await response.json());
  return error ? z.prettifyError(error) : null;
}

const UNKNOWN = { "{id}": "0", "{purpose}": "profile", "{pk}": "0" };

/** Calls every operation with nothing in its body. @returns the faults, by operation, and the statuses seen */
async function callAll(request: APIRequestContext, before: () => Promise<Record<string, string>>) {
  const { operations, schemas } = await readDocument(request);
  const faults: string[] = [];
  const statuses = new Set<number>();
  for (const operation of operations) {
    const { method, path } = operation;
    const url = path.replaceAll(/\{\w+\}/g, (name) => UNKNOWN[name as keyof typeof UNKNOWN] ?? "nothing");
    // At some places a browser gets a page.
    const headers = { accept: "application/json", ...(await before()) };
    const data = method === "get" ? undefined : {};
    const response = await request.fetch(url, { method, headers, data, maxRedirects: 0 });
    statuses.add(response.status());
    const fault = await faultOf(response, operation, schemas);
    if (fault) faults.push(`${method} ${path}: ${fault}`);
  }
  return { faults, statuses, count: operations.length };
}

test("every operation answers a stranger as its document says", async ({ request }) => {
  const { faults, statuses, count } = await callAll(request, async () => ({}));
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(50);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403]));
});

test("every operation answers a customer as its document says", async ({ request }) => {
  const customer = newCustomer();
  await registerByApi({ request }, customer);
  const credentials = { email: customer.email, password: NEW_CUSTOMER_PASSWORD };
  const { faults, statuses } = await callAll(request, async () => {
    // Anew each time: some of the operations end the session.
    await request.post("/users/login/", { data: credentials });
    return { "x-csrftoken": (await (await request.get("/csrf_token/")).json()).csrf_token };
  });
  expect(faults).toEqual([]);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 202, 400, 404, 406]));
});

import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { createOpenApi } from "@/lib/platform/http/openapi";
import { ok } from "@/lib/platform/http/response";
import { clientWith } from "@/lib/testing/client";
import { openShop } from "@/lib/testing/shop";

/* What is to go says so, on a route of the test's own: none of the API's is. */

beforeAll(() => openShop());

const declared = {
  auth: "public",
  summary: "Try",
  responses: { 200: { schema: z.object({}), headers: ["ETag"] } },
} as const;
const link = "https://shop.example/docs/versioning";
const deprecated = { since: "2027-01-31", sunset: "2028-01-31", link };
const going = endpoint({ GET: route({ ...declared, deprecated }, () => ok({}, { etag: '"1"' })) });
const undecided = endpoint({ GET: route({ ...declared, deprecated: { since: "2027-01-31", link } }, () => ok({})) });
const staying = endpoint({ GET: route(declared, () => ok({})) });

const HEADERS = ["deprecation", "sunset", "link"];
async function told(module: typeof going, headers: Record<string, string> = {}) {
  const answer = await clientWith(headers).get(module);
  return [answer.status, ...HEADERS.map((name) => answer.headers.get(name))];
}

test("every answer of a deprecated route tells since when, until when, and where to read on", async () => {
  const words = ["@1801353600", "Mon, 31 Jan 2028 00:00:00 GMT", `<${link}>; rel="deprecation"; type="text/html"`];
  expect(await told(going)).toEqual([200, ...words]);
  expect(await told(going, { "if-none-match": '"1"' })).toEqual([304, ...words]);
});

test("no end is told before there is one, and nothing by a route that stays", async () => {
  expect(await told(undecided)).toEqual([200, "@1801353600", null, expect.stringContaining("deprecation")]);
  expect(await told(staying)).toEqual([200, null, null, null]);
});

test("the document marks it, with the headers of its answers", async () => {
  const endpoints = { "/going/": async () => going, "/staying/": async () => staying };
  const { paths, components } = await createOpenApi([{ name: "Test", description: "", endpoints }], {}, "");
  const answers = { 200: { headers: { Deprecation: {}, Sunset: {}, Link: {} } } };
  expect(paths["/going/"]?.get).toMatchObject({ deprecated: true, responses: answers });
  expect(paths["/staying/"]?.get).not.toHaveProperty("deprecated");
  expect(Object.keys(components.headers)).toEqual(expect.arrayContaining(["Deprecation", "Link", "Sunset"]));
});

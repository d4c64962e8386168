import { expect, test } from "vitest";
import { z } from "zod";
import type { RouteMeta } from "@/lib/platform/http/route-meta";
import { violationOf } from "@/lib/testing/declared-responses";

const meta: RouteMeta = {
  auth: "customer",
  summary: "Try",
  responses: {
    200: { schema: z.object({ name: z.string(), inner: z.object({ at: z.string() }).optional() }), headers: ["ETag"] },
    204: {},
  },
  errors: ["segment_100_1"],
};

const json = { "content-type": "application/json" };
const refused = (error_code: string) => ({ non_field_errors: "No.", error_code, code: error_code });

test.each([
  ["what is declared", 200, { ...json, etag: '"1"' }, { name: "x" }],
  ["no body where none is declared", 204, {}, ""],
  ["no body to HEAD", 200, json, ""],
  ["304 where there is an ETag", 304, { etag: '"1"' }, ""],
  ["an error that follows from how it is called", 401, json, { detail: "Who?", code: "not_authenticated" }],
  ["an error of its own", 406, json, refused("segment_100_1")],
])("lets pass %s", (_name, status, headers, body) => {
  expect(violationOf("GET", meta, { status, headers: new Headers(headers), body })).toBeNull();
});

test.each([
  ["another status", 201, json, { name: "x" }, /status/],
  ["another key", 200, json, { name: "x", secret: 1 }, /keys/],
  ["another key further in", 200, json, { name: "x", inner: { at: "now", secret: 1 } }, /keys/],
  ["another type", 200, json, { name: 1 }, /refuses/],
  ["a header", 200, { ...json, "set-cookie": "a=b" }, { name: "x" }, /Set-Cookie/],
  ["another content type", 200, { "content-type": "text/html" }, { name: "x" }, /content type/],
  ["a body too many", 204, {}, { name: "x" }, /body/],
  ["another error", 406, json, refused("loyalty_100_1"), /refuses/],
  ["an error for what it does not take", 413, json, { detail: "Large.", code: "body_too_large" }, /status/],
])("names %s", (_name, status, headers, body, violation) => {
  expect(violationOf("GET", meta, { status, headers: new Headers(headers as HeadersInit), body })).toMatch(violation);
});

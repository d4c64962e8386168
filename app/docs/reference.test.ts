import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { curlText } from "@/app/docs/curl";
import { toolsGroup } from "@/app/docs/endpoints/tools";
import { GROUPS, loadReference } from "@/app/docs/reference";
import { routeMeta } from "@/lib/platform/http/route-meta";
import { clientWith, type Endpoint } from "@/lib/testing/client";
import { findRoute } from "@/server/api-routes";

/* The reference cannot drift: it has what is answered, no more and no less, and its examples are taken. */

/** next-auth's own dialogue, the bench's nothing, and what answers 404 whatever it is asked. */
const NOT_OURS = /\[\.\.\.nextauth\]|^bench|\[\.\.\.path\]/;

const API = path.resolve("app/api");
const files = readdirSync(API, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => !NOT_OURS.test(file));

const groups = [...GROUPS, toolsGroup];
const endpoints = groups.flatMap((group) => group.endpoints);
const operations = (await loadReference(groups)).flatMap((group) => group.operations);

const fileOf = (address: string) => {
  const found = findRoute(address.replaceAll(/\{\w+\}/g, "1"));
  return path
    .relative("app/api", found?.file ?? "")
    .split(path.sep)
    .join("/");
};

test("every route file is described, once, and nothing else is", () => {
  expect(endpoints.map((endpoint) => fileOf(endpoint.path)).sort()).toEqual([...files].sort());
});

describe.each(endpoints)("$path", (endpoint) => {
  test("describes exactly the methods that are answered there", async () => {
    const module = (await import(/* @vite-ignore */ path.join(API, fileOf(endpoint.path)))) as Endpoint;
    expect(await endpoint.load()).toBe(module);
    const { headers } = await clientWith({}).options(module);
    const answered = (headers.get("allow") ?? "").split(", ").filter((method) => !["HEAD", "OPTIONS"].includes(method));
    expect(Object.keys(endpoint.operations).sort()).toEqual(answered.sort());
  });

  test("names the dynamic parts of its path", () => {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(endpoint.params ?? {})).toEqual(names);
    expect(fileOf(endpoint.path).match(/(?<=\[)\w+(?=\])/g) ?? []).toEqual(names);
  });
});

describe.each(operations)("$method $path", (operation) => {
  test("the handler has the body and the caller that are described", async () => {
    const { path: address, method, proof, body, signedBody } = operation;
    const module = (await import(/* @vite-ignore */ path.join(API, fileOf(address)))) as Endpoint;
    const handler = module[method];
    const options = handler && routeMeta(handler);
    expect(options?.auth === "customer").toBe(proof === "token or session");
    expect(options?.body ?? signedBody ?? null).toBe(body);
  });

  test("the example of what is sent is taken, and those of what is answered are of their shape", () => {
    const { request, body, answers } = operation;
    if (request) expect(body?.safeParse(request).error?.issues ?? []).toEqual([]);
    // Whoever must send something sees how.
    expect(Boolean(request)).toBe(Boolean(body));
    for (const { schema, example } of Object.values(answers)) {
      if (example !== undefined) expect(problems(schema, example)).toEqual([]);
    }
  });

  test("curl's example can be pasted into a shell", () => {
    const text = curlText(operation, "https://shop.example");
    expect(text).toContain(operation.path.replaceAll(/\{\w+\}.*/g, ""));
    // Quotes come in pairs, so none is left open.
    expect(text.split("'").length % 2).toBe(1);
    expect(text).not.toContain("undefined");
  });
});

test("every operation has an anchor of its own", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

function problems(schema: z.ZodType | undefined, example: unknown): unknown[] {
  if (!schema) return ["An example of nothing."];
  return schema.safeParse(example).error?.issues ?? [];
}

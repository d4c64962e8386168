import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as openApiRoute from "@/app/api/openapi.json/route";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { ADMIN_SCOPES } from "@/lib/back-office/schema";
import { createAdminKey } from "@/lib/back-office/service";
import { type ServedApi, serveApi } from "@/lib/testing/api-server";
import { clientWith } from "@/lib/testing/client";
import { TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { uniqueEmail } from "@/lib/testing/registrations";
import { createSegment } from "@/lib/testing/segments";

/* The collection is sent from its first request to its last, by as much of the REST Client's format as it uses. */

type Entry = { title: string; status: number; name: string | undefined; method: string; url: string; rest: string };

const FILE = readFileSync(path.join(import.meta.dirname, "account.http"), "utf8");
const [head = "", ...parts] = FILE.split(/^### /m);
const entries = parts.map((part): Entry => {
  const [, title = "", status, name, method = "", url = "", rest = ""] =
    /^(.+) → (\d{3})\n(?:# @name (\w+)\n)?([A-Z]+) (\S+)\n?(.*)$/s.exec(
      part.replaceAll(/^# (?!@).*$/gm, "").trimEnd(),
    ) ?? [];
  return { title, status: Number(status), name, method, url, rest };
});

const loyalty = openLoyaltyShop("embedded");
let api: ServedApi;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

test("it has every operation of the document but those that testers make worlds with", async () => {
  const { body: document } = await clientWith({}).get(openApiRoute);
  const sent = entries.map(({ method, url }) => `${method} ${url.replace("{{host}}", "").split("?")[0]}`);
  const documented = Object.entries<object>(document.paths).flatMap(([address, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), address.replaceAll(/\{\w+\}/g, "[^/]+")].join(" ")),
  );
  const others = documented.filter((pattern) => !pattern.includes("/api/dev/worlds"));
  expect(others.filter((pattern) => !sent.some((one) => new RegExp(`^${pattern}$`).test(one)))).toEqual([]);
});

test("each request is answered as its title says", async () => {
  const { customer } = await newMemberOf(loyalty.shop);
  const segment = await createSegment(loyalty.shop, { customers: [customer] });
  const variables = new Map([...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
  const own = { host: api.url, memberEmail: String(customer.email), memberPassword: TEST_PASSWORD };
  const { key: adminKey } = await createAdminKey(loyalty.shop, COMMAND_LINE, {
    name: "test",
    scopes: ADMIN_SCOPES,
    days: null,
  });
  const operator = { adminKey, newSegment: "90001", newPriceList: "90001" };
  const unique = { email: uniqueEmail(), otherEmail: uniqueEmail(), username: uniqueEmail().split("@")[0] ?? "" };
  const phones = { phone: uniquePhone(), newPhone: uniquePhone(), otherPhone: uniquePhone() };
  for (const [name, value] of Object.entries({
    ...own,
    ...operator,
    ...unique,
    ...phones,
    segment: String(segment.id),
  })) {
    expect(variables.has(name)).toBe(true);
    variables.set(name, value);
  }
  const answers = new Map<string, unknown>();
  const cookies = new Map<string, string>();
  const fill = (text: string) =>
    text.replaceAll(/\{\{(.+?)\}\}/g, (_, expression: string) => {
      const [name = "", ...at] = expression.replace(".response.body.$", "").split(/[.[\]]+/);
      if (name.startsWith("%")) return encodeURIComponent(String(variables.get(name.slice(1))));
      if (!expression.includes(".response.")) return String(variables.get(name));
      return String(
        at.filter(Boolean).reduce<unknown>((value, key) => Reflect.get(Object(value), key), answers.get(name)),
      );
    });

  for (const { title, status, name, method, url, rest } of entries) {
    const [lines = "", ...body] = fill(rest).split("\n\n");
    const headers = new Headers(
      lines.split("\n").flatMap((line): [string, string][] => {
        const colon = line.indexOf(":");
        return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : [];
      }),
    );
    headers.set("cookie", [...cookies].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(fill(url), { method, headers, body: body.join("\n\n").trim() || null });
    const text = await response.text();
    expect([title, response.status, response.status === status ? "" : text]).toEqual([title, status, ""]);
    for (const line of response.headers.getSetCookie()) {
      const [, cookie = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) cookies.set(cookie, value);
      else cookies.delete(cookie);
    }
    if (name) answers.set(name, JSON.parse(text));
  }
});

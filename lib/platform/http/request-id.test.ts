import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as profile from "@/app/api/users/profile/route";
import type { Db } from "@/lib/platform/db";
import { requestIdOf } from "@/lib/platform/http/request-id";
import { clientWith } from "@/lib/testing/client";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* One name for a request, in its answer and in every line of the log. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test.each(["a", "trace-1.2_3", "x".repeat(64)])("an id that came with the request is kept: %s", (id) => {
  expect(requestIdOf(id)).toBe(id);
});

test.each([null, undefined, "", "two words", "a,b", "ä", "x".repeat(65), "a\nb", ["a", "b"]])(
  "what is no id is replaced by a new one: %j",
  (header) => {
    expect(requestIdOf(header)).toMatch(NEW);
  },
);

test("a refusal, its line in the security log and a bug's line in the failure log have the answer's id", async () => {
  const { log, lines } = readableLog();
  const db = { readRows: () => Promise.reject(new TypeError("x")) } as unknown as Db;
  const headers = { "x-request-id": "trace-1" };
  const [refused, failed] = [
    await serveWith(shop, { log }, () => clientWith({ authorization: "Token no" }).get(currentUser, { headers })),
    await serveWith(shop, { log, db }, () => clientWith({ cookie: "osessionid=0123" }).get(profile, { headers })),
  ];
  expect([refused.status, failed.status]).toEqual([401, 500]);
  for (const answer of [refused, failed]) expect(answer.headers.get("x-request-id")).toBe("trace-1");
  expect(failed.body.request_id).toBe("trace-1");
  expect(lines()).toMatchObject([
    { security: "token_invalid", requestId: "trace-1" },
    { level: 50, requestId: "trace-1" },
  ]);
});

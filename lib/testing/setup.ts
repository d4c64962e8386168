import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeEach, expect, inject, vi } from "vitest";
import { databaseUrl } from "@/lib/testing/database-template";
import { takeHeldTransactions } from "@/lib/testing/held-transactions";
import { reportResponses } from "@/lib/testing/response-report";

/* Before any file reads the environment: on PostgreSQL each worker has a database of its own. */

const template = inject("databaseTemplate");
if (template.kind === "postgres") {
  const shared = globalThis as { testDatabaseUrl?: string; testSecret?: string };
  shared.testDatabaseUrl ??= databaseUrl(template.url, `${template.name}_${randomBytes(4).toString("hex")}`);
  shared.testSecret ??= randomBytes(32).toString("hex");
  process.env.DATABASE_URL = shared.testDatabaseUrl;
  process.env.APP_SECRET = shared.testSecret;
}

/* A test that makes the program print an error has found a fault, whatever it asserted. */

let printed: unknown[][] = [];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "error").mockImplementation((...args: unknown[]) => void printed.push(args));
});

afterEach(() => {
  expect(printed, "console.error was called").toEqual([]);
});

/* Neither may anything wait for another system while it holds a transaction. */

beforeEach(() => void takeHeldTransactions());

afterEach(() => {
  expect(takeHeldTransactions(), "called in a transaction").toEqual([]);
});

/* Files of a worker share its shop. Imported late: it reads the environment. */
afterAll(async () => {
  if ("testShop" in globalThis) await (await import("@/lib/testing/shop")).resetShop();
});

afterAll(() => reportResponses(inject("responseReport")));

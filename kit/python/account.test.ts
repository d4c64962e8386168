import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedApi, serveApi } from "@/lib/testing/api-server";
import { forgetLimits } from "@/lib/testing/challenges";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

const hasPython = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]).status === 0;

let shop: Shop;
let api: ServedApi;
beforeAll(async () => {
  shop = await openShop();
  api = await serveApi();
});
afterAll(() => api.close());

test("the Python client passes its tests against the API on the wire", async ({ skip }) => {
  skip(!hasPython, "There is no python3 of 3.9 or newer here.");
  await forgetLimits(shop);
  const { email } = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  const env = {
    ...process.env,
    ACCOUNT_URL: api.url,
    ...{ EMAIL: String(email), PASSWORD: TEST_PASSWORD, NEW_PHONE: uniquePhone(), OTHER_PHONE: uniquePhone() },
    PYTHONDONTWRITEBYTECODE: "1",
  };
  // Its report is on stderr.
  const run = promisify(execFile)("python3", ["account_test.py"], { cwd: import.meta.dirname, env });
  const { stderr } = await run.catch((error: { stderr: string }) => error);
  expect(stderr).toMatch(/^Ran 9 tests.*\n\nOK$/m);
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/* The structure check is as good as its rules bite: each is planted once and must be reported, and what is allowed must not. */

const importing = (target: string) => `import { planted } from "${target}";\n`;
const importingType = (target: string) => `import type { Planted } from "${target}";\n`;

const FORBIDDEN: [file: string, text: string, report: string][] = [
  ["lib/planted.ts", importing("@/components/ui/button"), "lib imports nothing above it"],
  ["lib/profile/service.ts", importing("@/app/signed-in"), "lib imports nothing above it"],
  ["lib/brand-new/service.ts", importing("@/server/main"), "lib imports nothing above it"],
  ["lib/profile/view.ts", importing("@/lib/testing/shop"), "lib/testing is for tests"],
  ["lib/profile/service.ts", importing("@/lib/platform/http/response"), "a domain does not know HTTP"],
  ["lib/brand-new/rules.ts", importing("next/headers"), "lib does not know the framework"],
  ["lib/platform/log.ts", importing("@/lib/profile/rules"), "platform knows no domain"],
  ["lib/platform/jobs/worker.ts", importingType("@/lib/deps"), "platform knows no domain"],
  ["lib/adapters/sms/twilio.ts", importing("@/lib/contact/phone-rules"), "an adapter knows no domain"],
  ["lib/profile/service.ts", importing("@/lib/adapters/storage/s3"), "a domain knows an adapter by its port only"],
  ["lib/profile/schema.ts", importing("@/lib/platform/db"), "a schema runs in the browser too"],
  ["lib/profile/schema.ts", importing("libphonenumber-js/max"), "a schema runs in the browser too"],
  ["lib/auth/password-rules.ts", importing("@/lib/platform/db"), "rules are pure"],
  ["lib/profile/helpers.ts", "", "a domain has schema, rules, store, service and view"],
  ["lib/profile/service.ts", "await deps.db.customer.findMany();\n", "Prisma stands in stores"],
  ["lib/profile/service.ts", "await transaction.customer.update({});\n", "Prisma stands in stores"],
  ["lib/profile/service.ts", "await deps.db.$transaction(async () => {});\n", "transactions are transact's"],
  ["lib/profile/service.ts", importing("../segments/service"), "import across folders by @/"],
  ["app/account/page.tsx", importing("@/server/main"), "app imports nothing above it"],
  ["server/api.ts", importing("@/scripts/admin"), "server imports nothing above it"],
  ["components/profile/form.tsx", importing("@/lib/platform/db"), "components take schemas from lib"],
  ["components/profile/form.tsx", importing("@/lib/profile/service"), "components take schemas from lib"],
  ["components/profile/form.tsx", importing("@/app/signed-in"), "components import nothing above them"],
  ["components/ui/button.tsx", importing("@/lib/platform/fields"), "a primitive imports nothing of ours"],
  ["components/ui/button.tsx", importing("@/components/forms/form"), "a primitive imports nothing of ours"],
  ["components/profile/form.tsx", "const line = 1;\n".repeat(151), "a component has at most 150"],
  ["app/api/users/profile/route.ts", `route(${"\n".repeat(60)});\n`, "lines for 1 handlers"],
];

const ALLOWED: [file: string, text: string][] = [
  ["lib/profile/service.ts", importing("@/lib/adapters/storage/port")],
  ["lib/profile/service.ts", "await transact(deps.db, async () => {});\n"],
  ["lib/profile/store.ts", "await db.customer.findMany();\n"],
  ["lib/profile/schema.ts", importing("zod") + importing("@/lib/platform/fields")],
  ["lib/auth/password-rules.ts", importing("@/lib/platform/errors") + importingType("@/lib/customers/store")],
  ["lib/deps.ts", importing("@/lib/adapters/storage/s3")],
  ["components/profile/form.tsx", importing("@/lib/profile/schema") + importing("@/components/ui/button")],
  ["app/account/page.tsx", importing("@/lib/profile/service")],
  ["lib/profile/service.test.ts", importing("@/lib/testing/shop")],
];

let ground: string;
beforeAll(() => {
  ground = mkdtempSync(path.join(tmpdir(), "storefront-planted-"));
});
afterAll(() => rmSync(ground, { recursive: true }));

/** What the check says of a tree with this one file. */
function reportOn(file: string, text: string): string {
  const root = mkdtempSync(path.join(ground, "tree-"));
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
  return spawnSync(process.execPath, ["scripts/check-structure.mjs", root], { encoding: "utf8" }).stdout;
}

test.each(FORBIDDEN)("in %s, %j is reported", (file, text, report) => {
  expect(reportOn(file, text)).toContain(report);
});

test.each(ALLOWED)("in %s, %j is allowed", (file, text) => {
  expect(reportOn(file, text)).toBe("");
});

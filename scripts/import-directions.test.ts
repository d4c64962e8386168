import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/* The house stands as long as its lint rule bites: each forbidden direction is planted and must be reported. */

const FORBIDDEN: [file: string, imported: string][] = [
  ["lib/profile/service.ts", "@/components/ui/button"],
  ["lib/profile/service.ts", "@/app/signed-in"],
  ["lib/profile/service.ts", "@/server/jobs"],
  ["components/profile/planted.tsx", "@/server/jobs"],
  ["lib/profile/service.ts", "@/lib/platform/http/response"],
  ["lib/profile/service.ts", "next/headers"],
  ["lib/segments/service.ts", "react"],
  ["lib/profile/service.ts", "@/lib/adapters/storage/local-folder"],
  ["lib/profile/schema.ts", "@/lib/platform/db"],
  ["lib/profile/schema.ts", "libphonenumber-js/max"],
  ["lib/profile/rules.ts", "@/lib/platform/db"],
  ["lib/planted.ts", "@/components/ui/button"],
  ["components/profile/planted.tsx", "@/lib/platform/db"],
  ["components/profile/planted.tsx", "@/lib/profile/service"],
  ["components/profile/planted.tsx", "@/app/signed-in"],
  ["components/profile/planted.tsx", "../ui/button"],
  ["components/ui/planted.tsx", "@/lib/platform/fields"],
  ["components/ui/planted.tsx", "@/components/profile/avatar-field"],
];

const ALLOWED: [file: string, imported: string][] = [
  ["lib/profile/service.ts", "@/lib/adapters/storage/port"],
  ["lib/profile/schema.ts", "zod"],
  ["lib/profile/schema.ts", "@/lib/platform/fields"],
  ["lib/profile/rules.ts", "@/lib/platform/errors"],
  ["components/profile/planted.tsx", "@/lib/profile/schema"],
  ["components/profile/planted.tsx", "@/components/api/client"],
  ["components/ui/planted.tsx", "@/components/ui/button"],
  ["app/account/planted.tsx", "@/lib/profile/service"],
];

let reported: string;
let ground: string;

/** A tree of nothing but violations (and permitted imports), under the project's own rules. */
beforeAll(() => {
  ground = mkdtempSync(path.join(tmpdir(), "storefront-planted-"));
  const rules = JSON.parse(readFileSync("biome.json", "utf8"));
  writeFileSync(path.join(ground, "biome.json"), JSON.stringify({ ...rules, $schema: undefined, vcs: undefined }));
  for (const [place, imported] of [...FORBIDDEN, ...ALLOWED]) {
    const file = path.join(ground, plantedFile(place, imported));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `import { something } from "${imported}";\nexport const planted = something;\n`);
  }
  const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(
    process.execPath,
    [biome, "lint", "--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none", "."],
    { cwd: ground, encoding: "utf8" },
  );
  reported = stdout;
});

afterAll(() => rmSync(ground, { recursive: true }));

test.each(FORBIDDEN)("%s may not import %s", (place, imported) => {
  expect(reported).toContain(`/${plantedFile(place, imported)},`);
});

test.each(ALLOWED)("%s may import %s", (place, imported) => {
  expect(reported).not.toContain(`/${plantedFile(place, imported)},`);
});

/** The same folder and ending, a folder level that the rules' patterns do not see, and a name of its own where they allow one. */
function plantedFile(place: string, imported: string): string {
  const mark = imported.replaceAll(/[^a-z]+/gi, "-").replaceAll(/^-|-$/g, "");
  return path.basename(place).startsWith("planted")
    ? place.replace("planted", `planted-${mark}`)
    : `${path.dirname(place)}/${mark}/${path.basename(place)}`;
}

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/*
 * Shops of configuration alone: each of examples/brands is laid over a copy of this tree, as docs/your-shop.md says, and
 * looked at there. Pictures go to test-results/brands.
 */

/** @returns the brands whose pages have faults */
export function runBrands(names = readdirSync("examples/brands")) {
  return names.filter((name) => {
    const folder = mkdtempSync(path.join(tmpdir(), `storefront-${name}-`));
    try {
      execFileSync("git", ["clone", "--quiet", "--local", process.cwd(), folder]);
      cpSync(path.join("examples/brands", name), folder, { recursive: true });
      const { status } = spawnSync("npm", ["run", "e2e", "--", "--project=brand"], {
        cwd: folder,
        stdio: "inherit",
        env: { ...process.env, SMS_COUNTRIES: "*", BRAND_PICTURES: path.resolve("test-results/brands", name) },
        shell: process.platform === "win32",
      });
      return status !== 0;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

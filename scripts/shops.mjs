import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/*
 * Shops of their own, as docs/your-shop.md makes them: each example is laid over a clone of this tree, built there and
 * looked at. Pictures go to test-results.
 */

const EXAMPLES = {
  ...Object.fromEntries(readdirSync("examples/brands").map((name) => [`brands/${name}`, "brand"])),
  slots: "slots",
  fields: "fields",
};

/** @param {string[]} names of examples @returns those whose pages have faults */
export function runShops(names = Object.keys(EXAMPLES)) {
  return names.filter((name) => {
    const folder = mkdtempSync(path.join(tmpdir(), "storefront-shop-"));
    try {
      execFileSync("git", ["clone", "--quiet", "--local", process.cwd(), folder]);
      cpSync(path.join("examples", name), folder, { recursive: true });
      const { status } = spawnSync("npm", ["run", "e2e", "--", "--project=shop"], {
        cwd: folder,
        stdio: "inherit",
        env: {
          ...process.env,
          // The test customers have numbers of every country.
          SMS_COUNTRIES: "*",
          SHOP_SPEC: EXAMPLES[name],
          SHOP_PICTURES: path.resolve("test-results/shops", name),
        },
        shell: process.platform === "win32",
      });
      return status !== 0;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

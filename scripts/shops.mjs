import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { followGuide } from "./guide.mjs";

/*
 * Shops of their own: each example, and what docs/your-shop.md has its readers write, is laid over a clone of this tree, built
 * there and looked at. Pictures go to test-results.
 */

/** By name, the spec of e2e/shops that looks at it. */
const SHOPS = {
  guide: "guide",
  ...Object.fromEntries(readdirSync("examples/brands").map((name) => [`brands/${name}`, "brand"])),
  slots: "slots",
  fields: "fields",
};

/** @param {string[]} names of shops @returns those whose pages have faults */
export function runShops(names = Object.keys(SHOPS)) {
  return names.filter((name) => {
    const folder = mkdtempSync(path.join(tmpdir(), "storefront-shop-"));
    try {
      execFileSync("git", ["clone", "--quiet", "--local", process.cwd(), folder]);
      if (name === "guide") followGuide(folder);
      else cpSync(path.join("examples", name), folder, { recursive: true });
      const { status } = spawnSync("npm", ["run", "e2e", "--", "--project=shop"], {
        cwd: folder,
        stdio: "inherit",
        env: {
          ...process.env,
          // The test customers have numbers of every country.
          SMS_COUNTRIES: "*",
          SHOP_SPEC: SHOPS[name],
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

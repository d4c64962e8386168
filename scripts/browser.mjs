import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { run, StepFailed } from "./prepare.mjs";

/*
 * Finds a Chromium for the end-to-end tests, or installs one in whichever way works.
 */

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns {Promise<string>} path of an executable, found or just installed */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  console.log("Installing a browser for the end-to-end tests …");
  const ways = [
    () => run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], { quiet: true }),
    installByApt,
  ];
  for (const install of ways) {
    await install().catch(() => {});
    const installed = await findBrowser();
    if (installed) return installed;
  }
  throw new StepFailed(
    "No browser for the end-to-end tests: install Chromium or Chrome, or set CHROMIUM_PATH to an executable, and try again. `npm run verify` runs all tests that need none.",
  );
}

async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  const searched = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...searched, ...PLACES];
  return candidates.find((file) => file && isExecutable(file));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}

/** Debian and its like, as root. */
async function installByApt() {
  if (process.getuid?.() !== 0) return;
  await run("apt-get", ["update", "-qq"], { quiet: true, allowFailure: true });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
    quiet: true,
    env: { DEBIAN_FRONTEND: "noninteractive" },
  });
}

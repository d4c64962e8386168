import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { run, StepFailed } from "./prepare.mjs";

/*
 * Finds a Chromium for the end-to-end tests, or installs one in whichever way works.
 */

/** The headless shell first: it runs the same tests in 10 to 15 % less time. */
const NAMES = [
  ...["chromium-headless-shell", "chrome-headless-shell"],
  ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
];
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
  for (const install of [installByPlaywright, installByApt]) {
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
  for (const file of [process.env.CHROMIUM_PATH, chromium.executablePath(), ...searched, ...PLACES]) {
    if (file && (await starts(file))) return file;
  }
  return null;
}

/** Some systems have an executable that only says how to install the real one, or lack what it is linked to. */
async function starts(file) {
  try {
    accessSync(file, constants.X_OK);
    // On Windows the option opens a window.
    if (process.platform !== "win32") await promisify(execFile)(file, ["--version"], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** As root together with the system's libraries that it needs. */
function installByPlaywright() {
  const dependencies = process.platform === "linux" && process.getuid?.() === 0 ? ["--with-deps"] : [];
  const command = ["node_modules/@playwright/test/cli.js", "install", ...dependencies, "chromium"];
  return run(process.execPath, command, { quiet: true, allowFailure: true });
}

/** Debian and its like, as root. */
async function installByApt() {
  if (process.getuid?.() !== 0) return;
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => run("apt-get", [...args, "-qq"], { quiet: true, allowFailure: true, env });
  await apt("update");
  for (const name of ["chromium-headless-shell", "chromium"]) {
    if ((await apt("install", "-y", "--no-install-recommends", name)) === 0) return;
  }
}

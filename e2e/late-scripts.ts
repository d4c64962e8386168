import type { Page } from "@playwright/test";

/* A slow connection: the page is there before its scripts are. */

/** Lets the page's scripts come only when told to. */
export async function delayScripts(page: Page): Promise<() => void> {
  let letCome = () => {};
  const mayCome = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route("**/_next/static/chunks/**/*.js", async (route) => {
    await mayCome;
    await route.continue();
  });
  return letCome;
}

/** Opens a page, whose scripts come when it has been painted without them, and waits until they have done their work. */
export async function openSlowly(page: Page, path: string): Promise<void> {
  const letScriptsCome = await delayScripts(page);
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(() => {
    const isPainted = performance.getEntriesByName("first-contentful-paint").length > 0;
    return isPainted && document.readyState !== "loading" && document.fonts.status === "loaded";
  });
  letScriptsCome();
  await page.waitForLoadState("networkidle");
  await hydrated(page);
}

/** Once React, which keeps what it knows of elements on them, has taken the page over. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith("__reactProps")));
}

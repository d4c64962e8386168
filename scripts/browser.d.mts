/* What TypeScript needs to know of browser.mjs, which may run before anything is installed. */

/** Path of a Chromium executable, found or just installed. */
export function ensureBrowser(): Promise<string>;

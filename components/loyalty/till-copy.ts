import { TILL_PATH } from "./anchors";

/*
 * The till's page as this device keeps it for where there is no reception: with the files that it needs, in a cache that
 * is named after its owner and language. public/till-worker.js answers from it, and for this page alone.
 */

/** The number changes with what is kept: older copies are dropped. */
const CACHES = "till-1-";
const WORKER = "/till-worker.js";
const FRESH_MS = 300_000;
/** What the page itself loads comes first. */
const COPY_DELAY_MS = 1000;

let isKept = false;
const listeners = new Set<() => void>();

/** Whether the till opens without reception, as far as this page knows. */
export function isTillKept(): boolean {
  return isKept;
}

/** Calls `listener` when `isTillKept` may have changed. @returns unsubscribes */
export function onTillKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Keeps the till's page of this customer, anew when the copy is not fresh, and nobody else's.
 *
 * @throws what fetch and the Cache Storage throw, for example without reception
 */
export async function keepTill(customerId: number): Promise<void> {
  if (!canKeep()) return;
  const name = `${CACHES}${customerId}-${document.documentElement.lang}`;
  await deleteCaches((other) => other !== name);
  const before = await (await caches.open(name)).match(TILL_PATH, { ignoreVary: true });
  setKept(before !== undefined);
  if (before && Math.abs(Date.now() - Date.parse(before.headers.get("date") ?? "")) < FRESH_MS) return;
  await new Promise((resolve) => setTimeout(resolve, COPY_DELAY_MS));
  // Opened before the page is asked for: who signs out meanwhile deletes it, and what is put there then is gone.
  const cache = await caches.open(name);
  const page = await fetch(TILL_PATH, { headers: { Accept: "text/html" }, cache: "no-store" });
  const html = await page.clone().text();
  // Without a card, or a session, it leads elsewhere; in another tab somebody else may have signed in.
  if (page.redirected || (page.ok && !html.includes(`data-customer="${customerId}"`))) return forgetTill();
  if (!page.ok) return;
  const files = new Set(html.match(/\/_next\/static\/[\w./~%-]+\.(?:css|js|woff2)\b/g));
  const old = (await cache.keys()).filter(({ url }) => !files.delete(new URL(url).pathname));
  await cache.addAll(files);
  await Promise.all(old.map((file) => cache.delete(file)));
  await cache.put(TILL_PATH, page);
  await navigator.serviceWorker.register(WORKER, { scope: TILL_PATH });
  setKept(true);
}

/** Removes all of it from the device, whoever's it is. Never throws: what cannot be removed was not kept. */
export async function forgetTill(): Promise<void> {
  if (!canKeep()) return;
  setKept(false);
  await deleteCaches(() => true).catch(() => undefined);
  const registration = await navigator.serviceWorker.getRegistration(TILL_PATH).catch(() => undefined);
  await registration?.unregister();
}

async function deleteCaches(isToGo: (name: string) => boolean): Promise<void> {
  for (const name of await caches.keys()) if (isToGo(name)) await caches.delete(name);
}

/** Only where the connection is secure, or the server this very device. */
function canKeep(): boolean {
  return "caches" in window && "serviceWorker" in navigator;
}

function setKept(value: boolean): void {
  isKept = value;
  for (const listener of listeners) listener();
}

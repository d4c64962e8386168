/*
 * Answers for one page, the codes at the till, where there is no reception; components/loyalty/till-copy.ts keeps what is
 * answered, and removes it. Nothing is stored here.
 */

const PAGE = "/account/loyalty/till";
/** Somebody stands at the till: a slow network is none. */
const PATIENCE_MS = 2500;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(answerPage(request));
  else if (pathname.startsWith("/_next/static/")) event.respondWith(answerFile(request));
});

/** The server's page, unless it is late or broken and there is a copy. */
async function answerPage(request) {
  const copy = await caches.match(PAGE, { ignoreVary: true });
  const asked = fetch(request);
  if (!copy) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, copy));
  const answered = asked.then((response) => (response.status < 500 ? response : copy));
  return Promise.race([answered, late]).catch(() => copy);
}

/** Files of the build never change. */
async function answerFile(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

const DEFAULT_PATH = "/account";
/** Any origin will do; it shows whether an address leaves it. */
const BASE = "http://shop.invalid";

/** Pages that a signed-in customer has no use for. */
const FOR_GUESTS = ["/login", "/register", "/verify", "/reset"];

/** Where to go after signing in: a path of ours, never another site, however it is written. */
export function nextPath(given: string | string[] | undefined): string {
  if (typeof given !== "string" || !given.startsWith("/") || !URL.canParse(given, BASE)) return DEFAULT_PATH;
  const url = new URL(given, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//") || FOR_GUESTS.includes(url.pathname)) return DEFAULT_PATH;
  return url.pathname + url.search + url.hash;
}

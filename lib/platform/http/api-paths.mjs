/*
 * Where the API answers: below /api, and where the documents have it. Our server, Next's configuration and proxy.ts all
 * read this list; the configuration does so before anything compiles TypeScript.
 */

/** Documented paths that answer without /api too, with everything below them. */
const ORIGINAL_PLACES = ["/users", "/loyalty-card", "/current_user", "/csrf_token", "/account/loyalty-account-balance"];

/** Where a browser gets a page, and only who asks for JSON the API. */
const SHARED_PLACE = "/account/loyalty";
const ASKS_FOR_JSON = "(?!.*text/html).*application/(?:[\\w.-]+\\+)?json.*";
const ASKS_FOR_JSON_PATTERN = new RegExp(`^${ASKS_FOR_JSON}$`);

/** The profile document's own example of setting a segment leaves /users out. */
const SEGMENT_ALIAS = { source: "/segments/:id/set", destination: "/users/segments/:id/set" };
const SEGMENT_ALIAS_PATTERN = /^\/segments\/([^/]+)\/set$/;

/**
 * What follows /api in the API's own name for a path, without trailing or doubled slashes.
 *
 * @param {string} pathname
 * @param {string | null} [accept] the request's header
 * @returns {string | null} null for a path that is not the API's
 */
export function findApiAddress(pathname, accept) {
  const path = pathname.replaceAll(/\/+(?=\/|$)/g, "");
  const isBelowApi = path === "/api" || path.startsWith("/api/");
  const address = isBelowApi ? path.slice("/api".length) : path;
  const [, segment] = SEGMENT_ALIAS_PATTERN.exec(address) ?? [];
  if (segment) return `/users/segments/${segment}/set`;
  const isOriginal =
    ORIGINAL_PLACES.some((place) => address === place || address.startsWith(`${place}/`)) ||
    (address === SHARED_PLACE && ASKS_FOR_JSON_PATTERN.test(accept ?? ""));
  return isBelowApi || isOriginal ? address : null;
}

/** The same as Next's rewrites; not redirects, since clients do not follow one with the body of a PATCH. */
export const API_REWRITES = [
  { source: SEGMENT_ALIAS.source, destination: `/api${SEGMENT_ALIAS.destination}` },
  { source: `/api${SEGMENT_ALIAS.source}`, destination: `/api${SEGMENT_ALIAS.destination}` },
  {
    source: SHARED_PLACE,
    has: [{ type: /** @type {const} */ ("header"), key: "accept", value: ASKS_FOR_JSON }],
    destination: `/api${SHARED_PLACE}`,
  },
  ...ORIGINAL_PLACES.map((place) => ({ source: `${place}/:path*`, destination: `/api${place}/:path*` })),
];

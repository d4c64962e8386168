import type { ToldLimit } from "@/lib/platform/request-scope";

/**
 * What is left to the caller (draft-ietf-httpapi-ratelimit-headers-11): the limits that the request was counted against, and
 * what remains of each for how many seconds.
 * @param retryAfter of the same answer: no window is told that lasts longer (§6)
 */
export function rateLimitHeaders(
  limits: ReadonlyMap<string, ToldLimit> | undefined,
  retryAfter: string | undefined,
): Record<string, string> {
  const counted = [...(limits ?? [])];
  const left = counted.filter(([, { seconds }]) => seconds <= Number(retryAfter ?? Number.POSITIVE_INFINITY));
  return {
    ...listed("RateLimit-Policy", counted, ({ points, windowSeconds }) => `q=${points};w=${windowSeconds}`),
    ...listed("RateLimit", left, (limit) => `r=${limit.left};t=${limit.seconds}`),
  };
}

/** A structured list, which is never empty (RFC 9651 §3.1). */
function listed(header: string, limits: [string, ToldLimit][], item: (limit: ToldLimit) => string) {
  if (limits.length === 0) return {};
  return { [header]: limits.map(([name, limit]) => `"${name}";${item(limit)}`).join(", ") };
}

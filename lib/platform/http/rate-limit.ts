import type { ToldLimit } from "@/lib/platform/request-scope";

/**
 * What is left to the caller (draft-ietf-httpapi-ratelimit-headers-11): the limits that the request was counted against, and
 * what remains of each for how many seconds.
 */
export function rateLimitHeaders(limits: ReadonlyMap<string, ToldLimit> | undefined): Record<string, string> {
  if (!limits || limits.size === 0) return {};
  const list = (item: (limit: ToldLimit) => string) =>
    [...limits].map(([name, limit]) => `"${name}";${item(limit)}`).join(", ");
  return {
    "RateLimit-Policy": list(({ points, windowSeconds }) => `q=${points};w=${windowSeconds}`),
    RateLimit: list(({ left, seconds }) => `r=${left};t=${seconds}`),
  };
}

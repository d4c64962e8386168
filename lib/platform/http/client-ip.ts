/**
 * The address of the client, as far as it can be believed.
 *
 * Our server appends the peer's address to `X-Forwarded-For`, so the last entry is always true; with n trusted
 * proxies in front, the n entries before it are. Anything further left was written by the client itself.
 *
 * @param trustedProxies how many proxies of ours stand between the client and this server
 * @returns "unknown" when the header is missing, as in tests
 */
export function clientIp(headers: Headers, trustedProxies: number): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const hop = hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? "";
  return /^[0-9a-fA-F.:]{2,45}$/.test(hop) ? hop : "unknown";
}

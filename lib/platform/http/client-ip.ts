/**
 * The client's address. The server appends the peer to `X-Forwarded-For`, so the last entry is true; with n trusted
 * proxies, the n entries before it are too. Anything further left was written by the client itself.
 * @returns "unknown" without the header, as in tests
 */
export function clientIp(headers: Headers, trustedProxies: number): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const hop = hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? "";
  return /^[0-9a-fA-F.:]{2,45}$/.test(hop) ? hop : "unknown";
}

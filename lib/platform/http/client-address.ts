import ipaddr from "ipaddr.js";

/** Where a request comes from; `unknown` where nobody said, or what they said is no address. */
export type ClientAddress = {
  /** In its one canonical form, for receipts. */
  ip: string;
  /** What limits count by: the IPv4 address, or the /64 that an IPv6 subscriber has whole. */
  network: string;
};

const UNKNOWN: ClientAddress = { ip: "unknown", network: "unknown" };

/**
 * The client's address. The server appends the peer to `X-Forwarded-For`, so the last entry is true; with n trusted
 * proxies, the n entries before it are too. Anything further left was written by the client itself.
 */
export function clientAddress(headers: Headers, trustedProxies: number): ClientAddress {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",");
  return readAddress(hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? "");
}

/** @param text as a proxy writes it: also with a port, in brackets or with a zone */
export function readAddress(text: string): ClientAddress {
  const [, bracketed, withPort] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text.trim()) ?? [];
  const bare = (bracketed ?? withPort ?? text.trim()).replace(/%.*$/s, "");
  // Its own reading of IPv4 takes "1" and "0x7f.1", which no proxy writes.
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return UNKNOWN;
  const address = ipaddr.process(bare);
  const ip = address.toString();
  if (address instanceof ipaddr.IPv4) return { ip, network: ip };
  return { ip, network: `${new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0])}/64` };
}

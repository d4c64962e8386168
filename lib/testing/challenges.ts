import type { Answer, Client, Endpoint } from "@/lib/testing/client";
import type { Shop } from "@/lib/testing/shop";

/* The SMS challenge from the outside, and time that goes by without anybody waiting. */

/** The calls of one challenge: the same body each time, without a code, with the wish for another, and with the code. */
export function challengeOver(client: Client, endpoint: Endpoint, body: Record<string, unknown>) {
  const send = (more: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
    client.patch(endpoint, { body: { ...body, ...more }, headers });
  return {
    ask: (headers?: Record<string, string>) => send({}, headers),
    resend: (headers?: Record<string, string>) => send({ resend: true }, headers),
    submit: (code: string, more: Record<string, unknown> = {}) => send({ code, ...more }),
  };
}

/** Different codes that are wrong for certain: ours have six digits. */
export function wrongCodes(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(7_000_000 + index));
}

/** A code that is wrong for certain. */
export const WRONG_CODE = "7654321";

/** Lets time go by for everything whose times stand in the database: challenges, limits, jobs. */
export async function passTime(shop: Shop, seconds: number): Promise<void> {
  const back = `make_interval(secs => ${seconds})`;
  await shop.db.$executeRawUnsafe(`
    UPDATE verification SET sent_at = sent_at - ${back}, resend_at = resend_at - ${back},
      expires_at = expires_at - ${back}, sending_until = sending_until - ${back}`);
  await shop.db.$executeRawUnsafe(`UPDATE rate_limit SET expire = expire - ${seconds * 1000}`);
  await shop.db.$executeRawUnsafe(`UPDATE job SET run_at = run_at - ${back}, claimed_until = claimed_until - ${back}`);
}

/** Forgets what the limits have counted: those over all are shared by all tests of a worker. */
export async function forgetLimits(shop: Shop): Promise<void> {
  await shop.db.rateLimit.deleteMany();
}

/** The whole seconds of Retry-After. */
export function retryAfter({ headers }: Answer): number {
  return Number(headers.get("retry-after"));
}

/** The n-th code of the same length that is not the right one. */
export function wrongCode(right: string, n = 1): string {
  return String((Number(right) + n) % 10 ** right.length).padStart(right.length, "0");
}

import { readOutbox } from "@/lib/dev-mailbox/store";
import type { Shop } from "@/lib/testing/shop";

/** What was sent to a number (E.164) or an address, newest first. */
export function messagesTo(shop: Shop, to: string) {
  return readOutbox(shop.db, to.toLowerCase());
}

/** The code of the newest SMS to a number (E.164). */
export async function codeSentTo(shop: Shop, phone: string): Promise<string> {
  const [newest] = await messagesTo(shop, phone);
  if (!newest?.code) throw new Error(`The newest message to ${phone} has no code: ${newest?.body}`);
  return newest.code;
}

/** The n-th code of the same length that is not the right one. */
export function wrongCode(right: string, n = 1): string {
  return String((Number(right) + n) % 10 ** right.length).padStart(right.length, "0");
}

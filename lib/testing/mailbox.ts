import { vi } from "vitest";
import { messagesTo } from "@/lib/testing/messages";
import type { Shop } from "@/lib/testing/shop";

/** Until something that no answer waits for has happened: as long as a busy machine may take. */
export function eventually<T>(check: () => Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 25 });
}

/**
 * The newest mail to an address, once it has come: many go out after the answer.
 *
 * @param subject what its subject says, in part
 */
export function mailTo(shop: Shop, address: string, subject: string): Promise<{ subject: string; body: string }> {
  return eventually(async () => {
    const messages = (await messagesTo(shop, address)).map(({ body }) => splitMail(body));
    const found = messages.find((mail) => mail.subject.includes(subject));
    if (!found) throw new Error(`No mail "${subject}" to ${address}.`);
    return found;
  });
}

/** The outbox keeps the subject as the first line. */
function splitMail(text: string): { subject: string; body: string } {
  const end = text.indexOf("\n");
  return { subject: text.slice(0, end), body: text.slice(end).trim() };
}

/** How many notifications wait for their delivery. */
export async function countQueued(shop: Shop, to: string): Promise<number> {
  const jobs = await shop.db.job.findMany({ where: { kind: "notification.send" }, select: { payload: true } });
  return jobs.filter(({ payload }) => (payload as { to?: string }).to === to).length;
}

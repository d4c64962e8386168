import { vi } from "vitest";
import type { Shop } from "@/lib/testing/shop";

type Message = { body: string; code: string | null };

/** What was sent to a number (E.164) or an address, oldest first; only messages that carry a code have one. */
export function messagesTo(shop: Shop, to: string): Promise<Message[]> {
  return shop.db.devMessage.findMany({
    where: { to: to.toLowerCase() },
    orderBy: { id: "asc" },
    select: { body: true, code: true },
  });
}

/** The codes that a number got, oldest first. */
export async function codesTo(shop: Shop, phone: string): Promise<string[]> {
  return (await messagesTo(shop, phone)).flatMap(({ code }) => (code === null ? [] : [code]));
}

/** The newest code that a number got. */
export async function newestCode(shop: Shop, phone: string): Promise<string> {
  const code = (await codesTo(shop, phone)).at(-1);
  if (code === undefined) throw new Error(`No code was sent to ${phone}.`);
  return code;
}

/** Until something that no answer waits for has happened: as long as a busy machine may take. */
export function eventually<T>(check: () => Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 25 });
}

/**
 * The newest mail to an address, once it has come: many go out after the answer.
 * @param subject what its subject says, in part
 */
export function mailTo(shop: Shop, address: string, subject: string): Promise<{ subject: string; body: string }> {
  return eventually(async () => {
    const mails = (await messagesTo(shop, address)).map(({ body }) => splitMail(body));
    const found = mails.findLast((mail) => mail.subject.includes(subject));
    if (!found) throw new Error(`No mail "${subject}" to ${address}.`);
    return found;
  });
}

/** The outbox keeps the subject as the first line. */
function splitMail(text: string): { subject: string; body: string } {
  const end = text.indexOf("\n");
  return { subject: text.slice(0, end), body: text.slice(end).trim() };
}

/** The key of a message's link to a page; empty where it has none. */
export function keyIn({ body }: { body: string }, page: "/confirm-email" | "/reset" | "/undo"): string {
  return new RegExp(`${page}\\?key=([^\\s&]+)`).exec(body)?.[1] ?? "";
}

/** The mail to an address that some work causes, once it has come. */
export async function mailSentBy(
  shop: Shop,
  address: string,
  work: () => Promise<unknown>,
): Promise<{ subject: string; body: string }> {
  const before = (await messagesTo(shop, address)).length;
  await work();
  return eventually(async () => {
    const [mail, ...others] = (await messagesTo(shop, address)).slice(before);
    if (!mail || others.length > 0) throw new Error(`${mail ? others.length + 1 : 0} mails to ${address}.`);
    return splitMail(mail.body);
  });
}

/** How many notifications wait for their delivery. */
export async function countQueued(shop: Shop, to: string): Promise<number> {
  const jobs = await shop.db.job.findMany({ where: { kind: "notification.send" }, select: { payload: true } });
  return jobs.filter(({ payload }) => (payload as { to?: string }).to === to).length;
}

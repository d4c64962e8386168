import { expect, type Page } from "@playwright/test";

/* What the shop "sent", as QA reads it. */

type Message = { to: string; body: string; code: string | null };

/** Everything that was sent to a number or an address, newest first. */
export async function messagesTo(page: Page, to: string): Promise<Message[]> {
  const answer = await page.request.get("/api/dev/outbox", { params: { to } });
  expect(answer.status()).toBe(200);
  return answer.json();
}

async function newestTo(page: Page, to: string): Promise<Message | undefined> {
  return (await messagesTo(page, to))[0];
}

/** The code of the newest SMS to a number. */
export async function codeSentTo(page: Page, phone: string): Promise<string> {
  await expect.poll(async () => (await newestTo(page, phone))?.code ?? null).not.toBeNull();
  return (await newestTo(page, phone))?.code ?? "";
}

/** The link in the newest mail to an address; mails go out right after the answer. */
export async function linkMailedTo(page: Page, email: string): Promise<string> {
  const find = async () => /https?:\/\/\S+/.exec((await newestTo(page, email))?.body ?? "")?.[0] ?? null;
  await expect.poll(find).not.toBeNull();
  return (await find()) ?? "";
}

import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAllAnswered, expectHonest } from "@/e2e/faults/fixtures/expectations";
import { type HttpClient, openHttpClient } from "@/e2e/faults/fixtures/http-client";
import { until } from "@/e2e/faults/fixtures/programs";
import { openShop, type Shop } from "@/e2e/faults/fixtures/shop";
import { newPerson, newPhone, patch, post, startShopping } from "@/e2e/faults/fixtures/shopping";
import { report } from "@/e2e/faults/fixtures/table";
import { startTcpProxy, type TcpProxy } from "@/e2e/faults/fixtures/tcp-proxy";
import { type MailServer, startMailServer } from "@/lib/testing/mail-server";

/* The SMS gateway and the mail server are away, or do not say whether they took a message. */

const PROFILE = "/users/profile/";

const client: HttpClient = openHttpClient();
let shop: Shop;
let mail: MailServer;
let wire: TcpProxy;

beforeAll(async () => {
  mail = await startMailServer("shop", "password");
  const { port, username, password } = new URL(mail.url);
  wire = await startTcpProxy(Number(port));
  const settings = {
    MAIL_PROVIDER: "smtp",
    SMTP_URL: `smtp://${username}:${password}@127.0.0.1:${wire.port}`,
    MAIL_FROM: "Shop <shop@faults.example>",
  };
  shop = await openShop({ settings });
});

afterAll(async () => {
  await shop?.close();
  await wire?.close();
  await mail?.close();
});

test("an SMS gateway that is down costs nobody but those who need a code", async () => {
  const load = startShopping(shop);
  await load.untilAcknowledged(100);
  await shop.sms.close();
  await load.untilFailed(50);
  await load.untilAcknowledged(100);
  await shop.sms.reopen();
  const back = performance.now();
  await load.untilAcknowledged(200);
  const summary = await load.finish();
  const healedAfterMs = load.healedAfter(back);
  report("SMS gateway down", { ...summary, healedAfterMs });
  expectHonest(load, summary);
  expectAllAnswered(summary);
  const failed = load.outcomes.filter((outcome) => "status" in outcome && outcome.status === 503);
  expect([...new Set(failed.map(({ work }) => work))].sort()).toEqual(["ask for a code", "begin to register"]);
  expect(healedAfterMs).toBeLessThan(3000);
});

test("a gateway that takes a message and says nothing is not given a second one, and the code counts", async () => {
  const people = shop.shoppers.slice(-12).map((shopper) => ({ ...shopper, phone: newPhone() }));
  shop.sms.plant({ fault: "lost_response" });
  const statuses: Record<number, number> = {};
  const ask = async ({ phone, headers }: (typeof people)[number], body = {}) => {
    const answer = await client.call(`${shop.origins[0]}${PROFILE}`, patch(headers, { phone, ...body }));
    if (!("status" in answer)) throw new Error("There was no answer.");
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    return answer.status;
  };
  for (const person of people) {
    expect(await ask(person)).toBe(202);
    const sent = shop.sms.taken.filter(({ to }) => to === person.phone);
    expect(sent).toHaveLength(1);
    expect(await ask(person, { code: sent[0]?.code })).toBe(200);
  }
  shop.sms.heal();
  report("SMS gateway takes the message and says nothing", {
    inFlight: 1,
    statuses,
    note: `one SMS for each of ${people.length} questions, and its code worked`,
  });
});

test("mails wait for a server that is away, and each is delivered once", async () => {
  wire.cut();
  const people = Array.from({ length: 20 }, newPerson);
  for (const person of people) {
    const register = (body: object, cookie = "") =>
      client.call(`${shop.origins[0]}/users/registration/`, post({ cookie }, { ...person, ...body }));
    const asked = await register({});
    expect(asked).toMatchObject({ status: 202 });
    const cookies = "headers" in asked ? [asked.headers["set-cookie"] ?? []].flat() : [];
    const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
    expect(await register({ code: shop.codeTo(person.phone) }, cookie)).toMatchObject({ status: 201 });
  }
  const mailsTo = (address: string) => mail.taken.filter(({ recipients }) => recipients.includes(address)).length;
  expect(people.map(({ email }) => mailsTo(email)).every((count) => count === 0)).toBe(true);
  wire.mend();
  const mended = performance.now();
  const isQueueEmpty = async () =>
    (await shop.query("SELECT 1 FROM job WHERE kind = 'notification.send' AND dead_at IS NULL")).length === 0;
  await until("all mails are delivered", isQueueEmpty, 120_000);
  const healedAfterMs = performance.now() - mended;
  report("mail server away", { healedAfterMs, note: `${people.length} mails, each delivered once` });
  expect(people.map(({ email }) => mailsTo(email))).toEqual(people.map(() => 1));
  expect(healedAfterMs).toBeLessThan(60_000);
});

import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createMailer, noMail } from "@/lib/adapters/mail/create";
import { devMailboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { type Mailer, type MailMessage, MailNotSentError } from "@/lib/adapters/mail/port";
import { smtpMailer } from "@/lib/adapters/mail/smtp";
import type { Db } from "@/lib/platform/db";
import { parseEnv } from "@/lib/platform/env";
import { type MailFault, type MailServer, startMailServer } from "@/lib/testing/mail-server";
import { memoryMail } from "@/lib/testing/memory-mail";
import { openShop } from "@/lib/testing/shop";

/* One contract for every mailer, the ones that tests use included. */

const USER = "shop@mail.test";
const SECRET = "s3cr3t:p@ss/word";
const FROM = "Mağaza Shop <no-reply@shop.test>";
/** For servers that never answer. */
const SHORT_MS = 200;

const LINK = `https://shop.test/reset?token=${"0123456789abcdef".repeat(8)}&next=%2Faccount`;
const MAIL: MailMessage = {
  to: "o'neil+shop@mail.test",
  subject:
    "Şifrenizi yenileyin: إعادة تعيين كلمة المرور, please — 😀 and a subject that is longer than one line may be",
  text: `Merhaba "çğıİöşü" <b>&amp;</b>,\n\n${LINK}\n\nمرحبا 😀\n.\n..two dots\nFrom a line that begins so`,
  html: `<!doctype html>\n<p lang="tr">Merhaba “çğıİöşü” 😀</p>\n<a href="${LINK}">مرحبا</a>`,
  language: "tr",
};
const OTHER: MailMessage = {
  to: "jane@mail.test",
  subject: "Your phone was changed",
  text: "It was you?",
  html: "<p>It was you?</p>",
  language: "en",
};

async function serve(): Promise<MailServer> {
  const server = await startMailServer(USER, SECRET);
  onTestFinished(() => server.close());
  return server;
}

const smtpAt = (url: string, timeoutMs = 5000) => smtpMailer({ url, from: FROM, timeoutMs });

/** What was handed over, oldest first. */
type Taken = Omit<MailMessage, "language">;
type Opened = { mailer: Mailer; taken(): Taken[] | Promise<Taken[]> };

const ADAPTERS: Record<string, () => Promise<Opened>> = {
  "the dev mailbox": async () => {
    const { db } = await openShop();
    const written = { to: { in: [MAIL.to, OTHER.to] }, channel: "mail" as const };
    await db.devMessage.deleteMany({ where: written });
    return {
      mailer: devMailboxMail(db),
      async taken() {
        const rows = await db.devMessage.findMany({ where: written, orderBy: { id: "asc" } });
        return rows.map(({ to, body, html }) => {
          const [subject = "", ...text] = body.split("\n\n");
          return { to, subject, text: text.join("\n\n"), html: html ?? "" };
        });
      },
    };
  },
  memory: async () => {
    const mailer = memoryMail();
    return { mailer, taken: () => mailer.sent };
  },
  SMTP: async () => {
    const server = await serve();
    return {
      mailer: smtpAt(server.url),
      taken: () =>
        server.taken.map(({ recipients, subject = "", text = "", html = "" }) => ({
          to: recipients.join(", "),
          subject,
          // A mail's last line ends like every other.
          text: text.replace(/\n$/, ""),
          html: html.replace(/\n$/, ""),
        })),
    };
  },
};

describe.each(Object.entries(ADAPTERS))("%s", (_name, open) => {
  test("hands a mail over once, with address, subject, text and HTML as they are", async () => {
    const { mailer, taken } = await open();
    await mailer.send(MAIL);
    expect(await taken()).toMatchObject([{ to: MAIL.to, subject: MAIL.subject, text: MAIL.text, html: MAIL.html }]);
  });

  test("hands over each of many at once, once", async () => {
    const { mailer, taken } = await open();
    const mails = Array.from({ length: 8 }, (_, index) => ({ ...OTHER, subject: `Mail ${index}` }));
    await Promise.all(mails.map((mail) => mailer.send(mail)));
    expect((await taken()).map(({ subject }) => subject).sort()).toEqual(mails.map(({ subject }) => subject));
  });
});

/** Neither who was written to, nor what, nor our credentials: not in the message, not in any property, not in a cause. */
async function expectNotSent(sending: Promise<void>) {
  const error = await sending.catch((thrown: unknown) => thrown);
  if (!(error instanceof MailNotSentError)) throw new Error("It was sent.");
  const told = [error.message, String(error.stack), JSON.stringify(error), JSON.stringify(Object.values(error))].join();
  for (const secret of [MAIL.to, "Şifrenizi", LINK, SECRET, encodeURIComponent(SECRET)]) {
    expect(told).not.toContain(secret);
  }
  expect(error.cause).toBeUndefined();
}

test("a dev mailbox that cannot be written, and a failing memory, have sent nothing", async () => {
  const create = (row: object) => Promise.reject(new Error(`cannot write ${JSON.stringify(row)}`));
  await expectNotSent(devMailboxMail({ devMessage: { create } } as unknown as Db).send(MAIL));
  const memory = Object.assign(memoryMail(), { failing: "not_sent" as const });
  await expectNotSent(memory.send(MAIL));
  expect([memory.calls, memory.sent]).toEqual([1, []]);
});

describe("SMTP", () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await serve();
  });

  test.each<[string, MailFault]>([
    ["a refused sign-in", "no_sign_in"],
    ["an unknown recipient", "no_recipient"],
    ["a full disk", "full"],
    ["no greeting in time", "silent"],
    ["no response to the mail in time", "silent_after_mail"],
    ["a connection cut before the response", "cut"],
  ])("after %s has sent nothing and tries nothing again; the next mail goes out", async (_name, fault) => {
    server.fault = fault;
    await expectNotSent(smtpAt(server.url, fault.startsWith("silent") ? SHORT_MS : undefined).send(MAIL));
    expect(server.attempts).toBe(1);
    server.fault = null;
    await smtpAt(server.url).send(OTHER);
    expect(server.taken).toMatchObject([{ subject: OTHER.subject }]);
  });

  test("has sent nothing where the connection is refused, or no TLS comes about", async () => {
    await server.close();
    await expectNotSent(smtpAt(server.url).send(MAIL));
    const silent = createServer((socket) => socket.resume().on("error", () => {})).listen(0, "127.0.0.1");
    await once(silent, "listening");
    await expectNotSent(smtpAt(`smtps://127.0.0.1:${(silent.address() as AddressInfo).port}`, SHORT_MS).send(MAIL));
    silent.close();
  });

  test("keeps mail and password to itself when TLS is demanded and not offered", async () => {
    await expectNotSent(smtpAt(`${server.url}?requireTLS=true`).send(MAIL));
    expect(server.taken).toEqual([]);
  });

  test("names the sender, the one recipient and the language, and is answered by no machine", async () => {
    await smtpAt(server.url).send(MAIL);
    expect(server.taken).toMatchObject([{ from: FROM, to: [MAIL.to], recipients: [MAIL.to] }]);
    expect(server.taken[0]?.headers).toMatchObject({
      "content-type": expect.stringMatching(/^multipart\/alternative;/),
      "content-language": "tr",
      "auto-submitted": "auto-generated",
    });
  });

  test.each([
    { subject: "Hello\r\nBcc: third@mail.test\r\n\r\nBody" },
    { to: "jane@mail.test, third@mail.test" },
    { to: "jane@mail.test\r\nBcc: third@mail.test" },
  ])("writes to nobody else with %j", async (injected) => {
    await smtpAt(server.url)
      .send({ ...OTHER, ...injected })
      .catch(() => {});
    expect(server.taken.flatMap(({ recipients }) => recipients)).not.toContain("third@mail.test");
  });

  test("gives the server's code as the reason for the log", async () => {
    server.fault = "no_recipient";
    await expect(smtpAt(server.url).send(MAIL)).rejects.toThrow(/: EENVELOPE 550$/);
  });
});

describe("the environment chooses", () => {
  const byEnvironment = async (variables: Record<string, string>) => {
    const { db } = await openShop();
    return createMailer(parseEnv({ APP_MODE: "test", ...variables }), db);
  };

  test("no mailer: everything is refused", async () => {
    for (const mailer of [noMail(), await byEnvironment({ MAIL_PROVIDER: "none" })]) {
      await expect(mailer.send(MAIL)).rejects.toThrow("no mail server configured");
    }
  });

  test("the dev mailbox in a test", async () => {
    const { db } = await openShop();
    const to = "environment@mail.test";
    await (await byEnvironment({})).send({ ...OTHER, to });
    expect(await db.devMessage.count({ where: { channel: "mail", to } })).toBe(1);
  });

  test("a mail server", async () => {
    const server = await serve();
    await (await byEnvironment({ MAIL_PROVIDER: "smtp", SMTP_URL: server.url, MAIL_FROM: FROM })).send(OTHER);
    expect(server.taken).toMatchObject([{ recipients: [OTHER.to], from: FROM }]);
  });
});

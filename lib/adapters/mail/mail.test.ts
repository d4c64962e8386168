import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMailer, noMail } from "@/lib/adapters/mail/create";
import { outboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { type Mailer, type MailMessage, MailNotSentError } from "@/lib/adapters/mail/port";
import { smtpMailer } from "@/lib/adapters/mail/smtp";
import type { Db } from "@/lib/platform/db";
import { parseEnv } from "@/lib/platform/env";
import { type MailFault, type MailServer, startMailServer } from "@/lib/testing/mail-server";
import { memoryMail } from "@/lib/testing/memory-mail";
import { openShop } from "@/lib/testing/shop";

/* One contract for every mailer, the ones that tests use included. */

type Opened = {
  mailer: Mailer;
  /** What was handed over, oldest first. */
  taken(): Promise<MailMessage[]>;
  /** How often the other side was asked, taken or not. */
  asked(): number;
  fail(fault: string): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
};

const USER = "shop@mail.test";
const SECRET = "s3cr3t:p@ss/word";
const FROM = "Mağaza Shop <no-reply@shop.test>";

/** Short, for faults that last until it has passed; long enough for an answer on a busy machine otherwise. */
const TIMEOUT_MS = 700;

const LINK = `https://shop.test/reset?token=${"0123456789abcdef".repeat(8)}&next=%2Faccount`;
const MAIL: MailMessage = {
  to: "o'neil+shop@mail.test",
  subject:
    "Şifrenizi yenileyin: إعادة تعيين كلمة المرور, please — 😀 and a subject that is longer than one line may be",
  text: `Merhaba "çğıİöşü" <b>&amp;</b>,\n\n${LINK}\n\nمرحبا 😀\n.\n..two dots\nFrom a line that begins so`,
};
const OTHER: MailMessage = { to: "jane@mail.test", subject: "Your phone was changed", text: "It was you?" };

const DOWN = "a refused connection";
const SMTP_FAULTS: Record<string, MailFault> = {
  "a refused sign-in": "no_sign_in",
  "an unknown recipient": "no_recipient",
  "a full disk": "full",
  "no greeting in time": "silent",
  "no answer to the mail in time": "silent_after_mail",
  "a connection cut before the answer": "cut",
};

function smtpAt(server: MailServer): Mailer {
  return smtpMailer({ url: server.url, from: FROM, timeoutMs: TIMEOUT_MS });
}

const ADAPTERS: Record<string, { open(): Promise<Opened>; faults: string[] }> = {
  outbox: {
    async open() {
      const { db } = await openShop();
      const written = { to: { in: [MAIL.to, OTHER.to] } };
      await db.outboxMessage.deleteMany({ where: written });
      let asked = 0;
      let failing = false;
      const observed = {
        outboxMessage: {
          create: (row: Parameters<Db["outboxMessage"]["create"]>[0]) => {
            asked += 1;
            if (failing) throw new Error(`cannot write ${JSON.stringify(row)}`);
            return db.outboxMessage.create(row);
          },
        },
      } as unknown as Db;
      return {
        mailer: outboxMail(observed),
        async taken() {
          const rows = await db.outboxMessage.findMany({
            where: { ...written, channel: "mail" },
            orderBy: { id: "asc" },
          });
          return rows.map(({ to, body }) => {
            const end = body.indexOf("\n\n");
            return { to, subject: body.slice(0, end), text: body.slice(end + 2) };
          });
        },
        asked: () => asked,
        async fail() {
          failing = true;
        },
        async heal() {
          failing = false;
        },
        async close() {},
      };
    },
    faults: ["a database that fails"],
  },
  memory: {
    async open() {
      const mailer = memoryMail();
      return {
        mailer,
        taken: async () => mailer.sent,
        asked: () => mailer.calls,
        async fail() {
          mailer.failing = "not_sent";
        },
        async heal() {
          mailer.failing = null;
        },
        async close() {},
      };
    },
    faults: ["a planted refusal"],
  },
  SMTP: {
    async open() {
      const server = await startMailServer(USER, SECRET);
      return {
        mailer: smtpAt(server),
        taken: async () =>
          server.taken.map(({ recipients, subject = "", text = "" }) => ({
            to: recipients.join(", "),
            subject,
            // A mail's last line ends like every other.
            text: text.replace(/\n$/, ""),
          })),
        asked: () => server.attempts,
        async fail(fault) {
          if (fault === DOWN) return server.stop();
          server.fault = SMTP_FAULTS[fault] ?? null;
        },
        async heal() {
          if (server.fault === null) return server.start();
          server.fault = null;
        },
        close: () => server.stop(),
      };
    },
    faults: [DOWN, ...Object.keys(SMTP_FAULTS)],
  },
};

describe.each(Object.entries(ADAPTERS))("%s", (_name, { open, faults }) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test("hands a mail over exactly once, with address, subject and text as they are", async () => {
    await opened.mailer.send(MAIL);
    expect(await opened.taken()).toEqual([MAIL]);
    expect(opened.asked()).toBe(1);
  });

  test("hands each of many at once over, once", async () => {
    const mails = Array.from({ length: 8 }, (_, index) => ({ ...OTHER, subject: `Notice ${index}` }));
    await Promise.all(mails.map((mail) => opened.mailer.send(mail)));
    const taken = await opened.taken();
    expect(taken.map(({ subject }) => subject).sort()).toEqual(mails.map(({ subject }) => subject));
  });

  test.each(faults)("after %s it was not sent, nothing is tried again, and the next goes out", async (fault) => {
    await opened.fail(fault);
    const error = await opened.mailer.send(MAIL).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailNotSentError);
    expectNoSecrets(error);
    expect(opened.asked()).toBe(fault === DOWN ? 0 : 1);
    await opened.heal();
    await opened.mailer.send(OTHER);
    expect(await opened.taken()).toEqual([OTHER]);
    expect(opened.asked()).toBe(fault === DOWN ? 1 : 2);
  });
});

/** Neither who was written to, nor what, nor our credentials: not in the message, not in any property, not in a cause. */
function expectNoSecrets(error: unknown) {
  if (!(error instanceof Error)) throw new Error("No error was thrown.");
  const told = [error.message, String(error.stack), JSON.stringify(error), JSON.stringify(Object.values(error))].join();
  for (const secret of [MAIL.to, "Şifrenizi", LINK, SECRET, encodeURIComponent(SECRET)]) {
    expect(told).not.toContain(secret);
  }
  expect(error.cause).toBeUndefined();
}

describe("SMTP", () => {
  let server: MailServer;
  beforeEach(async () => {
    server = await startMailServer(USER, SECRET);
  });
  afterEach(() => server.stop());

  test("names the sender and the one recipient, and has no other part than the text", async () => {
    await smtpAt(server).send(MAIL);
    expect(server.taken).toMatchObject([{ from: FROM, to: [MAIL.to], recipients: [MAIL.to] }]);
    expect(server.taken[0]?.html).toBeUndefined();
  });

  test("writes to nobody else, whatever an address or a subject contains", async () => {
    const mailer = smtpAt(server);
    const injected = "Hello\r\nBcc: third@mail.test\r\n\r\nBody";
    await mailer.send({ ...OTHER, subject: injected }).catch(() => {});
    await mailer.send({ ...OTHER, to: "jane@mail.test, third@mail.test" }).catch(() => {});
    await mailer.send({ ...OTHER, to: "jane@mail.test\r\nBcc: third@mail.test" }).catch(() => {});
    expect(server.taken.flatMap(({ recipients }) => recipients)).not.toContain("third@mail.test");
  });

  test("the server's code is the reason for the log", async () => {
    server.fault = "no_recipient";
    await expect(smtpAt(server).send(MAIL)).rejects.toThrow(/: EENVELOPE 550$/);
  });

  test("gives up on a server with which no TLS comes about", async () => {
    const silent = createServer((socket) => socket.resume().on("error", () => {}));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const url = `smtps://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const sent = smtpMailer({ url, from: FROM, timeoutMs: TIMEOUT_MS }).send(MAIL);
    await expect(sent).rejects.toBeInstanceOf(MailNotSentError);
    await new Promise((resolve) => silent.close(resolve));
  });

  test("keeps mail and password to itself when TLS is demanded and not offered", async () => {
    const sent = smtpMailer({ url: `${server.url}?requireTLS=true`, from: FROM, timeoutMs: TIMEOUT_MS }).send(MAIL);
    await expect(sent).rejects.toBeInstanceOf(MailNotSentError);
    expect(server.taken).toEqual([]);
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

  test("the outbox in a test", async () => {
    const { db } = await openShop();
    const to = "environment@mail.test";
    await (await byEnvironment({})).send({ ...OTHER, to });
    expect(await db.outboxMessage.findMany({ where: { to } })).toMatchObject([
      { channel: "mail", to, body: `${OTHER.subject}\n\n${OTHER.text}`, code: null },
    ]);
  });

  test("a mail server", async () => {
    const server = await startMailServer(USER, SECRET);
    const mailer = await byEnvironment({ MAIL_PROVIDER: "smtp", SMTP_URL: server.url, MAIL_FROM: FROM });
    await mailer.send(OTHER);
    expect(server.taken).toMatchObject([{ recipients: [OTHER.to], from: FROM }]);
    await server.stop();
  });
});

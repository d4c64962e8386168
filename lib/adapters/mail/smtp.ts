import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import { type Mailer, MailNotSentError } from "@/lib/adapters/mail/port";
import { hostOf, inSpan } from "@/lib/platform/tracing";

export type SmtpSettings = {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. */
  url: string;
  /** `Name <address>` or an address. */
  from: string;
  /** For each step: look-up, connection, greeting, and every answer after that. */
  timeoutMs: number;
};

/** Connects and signs in, and sends nothing. @throws nodemailer's error, whose message may quote the address */
export async function checkSmtp(settings: Omit<SmtpSettings, "from">): Promise<void> {
  await transportTo(settings).verify();
}

function transportTo({ url, timeoutMs }: Omit<SmtpSettings, "from">) {
  // By its class: createTransport takes an address or settings, and drops the settings beside an address.
  const smtp = new SMTPTransport({
    url,
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return createTransport(smtp);
}

export function smtpMailer({ from, ...server }: SmtpSettings): Mailer {
  const transport = transportTo(server);
  const host = hostOf(server.url);
  return {
    async send({ to, subject, text, html, language }) {
      // Nobody's absence note should answer (RFC 3834).
      const headers = { "Content-Language": language, "Auto-Submitted": "auto-generated" };
      try {
        // As an object: a text would be read as a list of recipients.
        const mail = { from, to: { name: "", address: to }, subject, text, html, headers };
        await inSpan("send mail", { "server.address": host }, () => transport.sendMail(mail));
      } catch (error) {
        throw new MailNotSentError(reasonOf(error));
      }
    },
  };
}

/** The client's code and the server's; messages quote the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? String(error.code) : error.name;
  return "responseCode" in error ? `${code} ${error.responseCode}` : code;
}

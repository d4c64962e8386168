import type { AddressInfo } from "node:net";
import { type Email, default as PostalMime } from "postal-mime";
import { SMTPServer } from "smtp-server";

/* A mail server over real SMTP: it checks who speaks, keeps what it took, and fails in the ways mail servers do. */

export type TakenMail = Pick<Email, "subject" | "text" | "html"> & {
  /** By their names in lower case. */
  headers: Record<string, string>;
  /** By the envelope, which decides where a mail goes. */
  recipients: string[];
  /** By the header, which the reader sees. */
  to: string[];
  from: string;
};

/** Instead of doing its work: refuse at one of the steps, as servers do, or fall silent before or after the mail. */
export type MailFault = "no_sign_in" | "no_recipient" | "full" | "silent" | "silent_after_mail" | "cut";

/** Starts a mail server on a free port that takes mail from one user. Its `url` has the credentials it wants. */
export async function startMailServer(user: string, password: string) {
  const refuse = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
  const smtp = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    closeTimeout: 10,
    onConnect(_session, callback) {
      server.attempts += 1;
      if (server.fault !== "silent") callback();
    },
    onAuth(auth, _session, callback) {
      const isKnown = auth.username === user && auth.password === password && server.fault !== "no_sign_in";
      callback(isKnown ? null : refuse(535, `Wrong password ${auth.password}`), { user });
    },
    onRcptTo({ address }, _session, callback) {
      callback(server.fault === "no_recipient" ? refuse(550, `No such user: ${address}`) : null);
    },
    async onData(stream, session, callback) {
      const chunks = await stream.toArray().catch(() => null);
      // Who was cut off in the middle waits for no answer.
      if (!chunks) return;
      const bytes = Buffer.concat(chunks);
      if (server.fault === "full") return callback(refuse(452, `No space for ${bytes}`));
      if (server.fault === "silent_after_mail") return;
      if (server.fault === "cut") return smtp.connections.forEach((connection) => void connection.close());
      const { to = [], from, subject, text, html, headers } = await PostalMime.parse(bytes);
      server.taken.push({
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        to: to.map(({ address }) => address ?? ""),
        from: `${from?.name} <${from?.address}>`,
        subject,
        text,
        html,
        headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
      });
      callback();
    },
  });
  // A client that goes away is none of the server's errors here.
  smtp.on("error", () => {});
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const server = {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    /** How many mails were begun, whatever became of them. */
    attempts: 0,
    taken: [] as TakenMail[],
    fault: null as MailFault | null,
    /** Refuses connections from now on. */
    close: () => new Promise<void>((resolve) => smtp.close(resolve)),
  };
  return server;
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

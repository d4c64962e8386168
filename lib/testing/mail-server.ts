import type { AddressInfo } from "node:net";
import { type Email, default as PostalMime } from "postal-mime";
import { SMTPServer } from "smtp-server";

/* A mail server over real SMTP: it checks who speaks, keeps what it took, and can fail in the ways mail servers do. */

export type TakenMail = Pick<Email, "subject" | "text" | "html"> & {
  /** By the envelope, which decides where a mail goes. */
  recipients: string[];
  /** By the header, which the reader sees. */
  to: string[];
  from: string;
};

/** Instead of doing its work: refuse at one of the steps, as servers do, or fall silent before or after the mail. */
export type MailFault = "no_sign_in" | "no_recipient" | "full" | "silent" | "silent_after_mail" | "cut";

export type MailServer = {
  /** With the credentials it wants. */
  url: string;
  /** How many mails were begun, whatever became of them. */
  attempts: number;
  taken: TakenMail[];
  fault: MailFault | null;
  /** Refuses connections from now on. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  start(): Promise<void>;
};

/** Starts a mail server on a free port that takes mail from one user. */
export async function startMailServer(user: string, password: string): Promise<MailServer> {
  const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
  let smtp: SMTPServer;
  const open = (port: number) =>
    new Promise<void>((resolve) => {
      smtp = new SMTPServer({
        disabledCommands: ["STARTTLS"],
        allowInsecureAuth: true,
        closeTimeout: 10,
        onConnect(_session, callback) {
          server.attempts += 1;
          if (server.fault !== "silent") callback();
        },
        onAuth(auth, _session, callback) {
          const isKnown = auth.username === user && auth.password === password && server.fault !== "no_sign_in";
          callback(isKnown ? null : refusal(535, `Wrong password ${auth.password}`), { user });
        },
        onRcptTo({ address }, _session, callback) {
          callback(server.fault === "no_recipient" ? refusal(550, `No such user: ${address}`) : null);
        },
        async onData(stream, session, callback) {
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk);
          if (server.fault === "full") return callback(refusal(452, `No space for ${Buffer.concat(chunks)}`));
          if (server.fault === "silent_after_mail") return;
          if (server.fault === "cut") return smtp.connections.forEach((connection) => void connection.close());
          const mail = await PostalMime.parse(Buffer.concat(chunks));
          server.taken.push({
            recipients: session.envelope.rcptTo.map(({ address }) => address),
            to: (mail.to ?? []).map(({ address }) => address ?? ""),
            from: `${mail.from?.name} <${mail.from?.address}>`,
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
          });
          callback();
        },
      });
      // A client that goes away is none of the server's errors here.
      smtp.on("error", () => {});
      smtp.listen(port, "127.0.0.1", () => resolve());
    });
  await open(0);
  const portOf = () => (smtp.server.address() as AddressInfo).port;
  const port = portOf();
  const server: MailServer = {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    attempts: 0,
    taken: [],
    fault: null,
    start: () => open(port),
    stop: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
  return server;
}

import { connect as connectTcp, isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { checkSmtp } from "@/lib/adapters/mail/smtp";
import { basicAuthorization, requestOnce } from "@/lib/adapters/sms/request-once";
import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, isLocal, reasonOf, right, TIMEOUT_MS, wrong } from "@/server/admin/doctor/finding";

/** Signs in to the mail server, and sends nothing. */
export async function checkMail(env: Env): Promise<Finding[]> {
  if (env.MAIL_PROVIDER !== "smtp") return [];
  const { protocol, host, hostname, searchParams } = new URL(env.SMTP_URL ?? "");
  try {
    await checkSmtp({ url: env.SMTP_URL ?? "", timeoutMs: TIMEOUT_MS });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EAUTH") {
      return [wrong(`The mail server at ${host} refuses the user or the password: correct SMTP_URL.`)];
    }
    if (code === "ETLS") {
      return [wrong(`The mail server at ${host} offers no TLS: leave out requireTLS, or take another one.`)];
    }
    return [wrong(`The mail server at ${host} cannot be used: ${reasonOf(error)}. Correct SMTP_URL.`)];
  }
  const findings = [right(`The mail server at ${host} takes mail from us.`)];
  if (protocol === "smtp:" && searchParams.get("requireTLS") !== "true" && !isLocal(hostname)) {
    findings.push(
      doubtful("Mail and its password may go out in the clear: add ?requireTLS=true to SMTP_URL, or use smtps://."),
    );
  }
  return findings;
}

/** Asks the SMS gateway what costs nothing, and sends nothing. */
export async function checkSms(env: Env): Promise<Finding[]> {
  switch (env.SMS_PROVIDER) {
    case "twilio":
      return [await checkTwilio(env)];
    case "netgsm":
      return [await checkReached("NETGSM_BASE_URL", env.NETGSM_BASE_URL)];
    case "http":
      return [await checkReached("SMS_HTTP_URL", env.SMS_HTTP_URL ?? "")];
    default:
      return [];
  }
}

async function checkTwilio(env: Env): Promise<Finding> {
  const { TWILIO_ACCOUNT_SID: sid = "", TWILIO_AUTH_TOKEN: token = "" } = env;
  const base = env.TWILIO_BASE_URL ?? "https://api.twilio.com";
  try {
    const headers = { Authorization: basicAuthorization(sid, token) };
    const url = `${base}/2010-04-01/Accounts/${sid}.json`;
    const { status, text } = await requestOnce({ url, method: "GET", headers, timeoutMs: TIMEOUT_MS });
    if (status === 401) {
      return wrong("Twilio refuses us: correct TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.");
    }
    const state = status === 200 ? (JSON.parse(text) as { status?: string }).status : `HTTP ${status}`;
    if (state !== "active") return wrong(`Twilio sends nothing for this account, which is "${state}": ask Twilio.`);
    return right("Twilio knows the account, which is active.");
  } catch {
    return wrong(`Twilio cannot be reached at ${new URL(base).host}: let this machine connect to it.`);
  }
}

/** Its credentials show only when something is sent. */
async function checkReached(variable: string, address: string): Promise<Finding> {
  const { protocol, hostname, port, host } = new URL(address.replaceAll(/[{}]/g, ""));
  const isTls = protocol === "https:";
  const place = { host: hostname.replaceAll(/[[\]]/g, ""), port: Number(port || (isTls ? 443 : 80)) };
  const socket = isTls
    ? connectTls({ ...place, ...(!isIP(place.host) && { servername: hostname }) })
    : connectTcp(place);
  try {
    await new Promise((resolve, reject) => {
      socket.setTimeout(TIMEOUT_MS, () => reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
      socket.once("error", reject);
      socket.once(isTls ? "secureConnect" : "connect", resolve);
    });
    return right(`The SMS gateway can be reached at ${host}; whether it takes our messages shows with the first one.`);
  } catch (error) {
    return wrong(`The SMS gateway cannot be reached at ${host}: ${reasonOf(error)}. Correct ${variable}.`);
  } finally {
    socket.destroy();
  }
}

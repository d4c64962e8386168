import { isIP } from "node:net";
import { connect } from "node:tls";
import { DAY_MS } from "@/lib/platform/dates";
import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, reasonOf, right, TIMEOUT_MS, wrong } from "@/server/admin/doctor/finding";

const CERTIFICATE_DAYS_MIN = 14;

/** Whether shoppers who follow APP_URL reach a store, and under which certificate. */
export async function checkSite({ APP_URL }: Env): Promise<Finding[]> {
  const findings: Finding[] = [];
  const url = new URL(APP_URL);
  try {
    if (url.protocol === "https:") findings.push(await checkCertificate(url));
    const answer = await fetch(`${APP_URL}/api/csrf_token/`, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = (await answer.json().catch(() => null)) as { csrf_token?: unknown } | null;
    findings.push(
      answer.status === 200 && typeof body?.csrf_token === "string"
        ? right(`${APP_URL} leads to a store.`)
        : wrong(`${APP_URL} leads to something else, which answers ${answer.status}: correct APP_URL, or the proxy.`),
    );
  } catch (error) {
    const reason = reasonOf(error);
    findings.push(
      reason.startsWith("its certificate")
        ? wrong(`Browsers refuse ${APP_URL}: ${reason}. Renew it.`)
        : doubtful(`No store answers at ${APP_URL} now: ${reason}.`),
    );
  }
  return findings;
}

async function checkCertificate({ hostname, port }: URL): Promise<Finding> {
  const name = isIP(hostname) ? {} : { servername: hostname };
  const socket = connect({ host: hostname, port: Number(port || 443), timeout: TIMEOUT_MS, ...name });
  try {
    await new Promise((resolve, reject) => {
      socket.once("secureConnect", resolve);
      socket.once("error", reject);
      socket.once("timeout", () => reject(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    });
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS);
    return days < CERTIFICATE_DAYS_MIN
      ? doubtful(`The certificate of ${hostname} ends in ${days} days: renew it.`)
      : right(`The certificate of ${hostname} is good for ${days} days.`);
  } finally {
    socket.destroy();
  }
}

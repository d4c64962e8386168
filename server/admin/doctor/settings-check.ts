import type { Env } from "@/lib/platform/env";
import { doubtful, type Finding, isLocal, right, wrong } from "@/server/admin/doctor/finding";

/** Fewer different characters than any random secret of this length has. */
const VARIETY_MIN = 10;

/** What can be told of the settings without asking anybody; that they are complete is known by now. */
export function checkSettings(env: Env): Finding[] {
  return [
    right(`The settings are complete: ${env.APP_MODE} at ${env.APP_URL}.`),
    ...checkSecrets(env),
    ...(env.APP_MODE === "production" ? checkProduction(env) : []),
  ];
}

function checkSecrets({ APP_SECRET, LOYALTY_WEBHOOK_SECRET }: Env): Finding[] {
  const findings: Finding[] = [];
  for (const [name, secrets = []] of Object.entries({ APP_SECRET, LOYALTY_WEBHOOK_SECRET })) {
    if (secrets.some((secret) => new Set(secret).size < VARIETY_MIN)) {
      findings.push(wrong(`${name} can be guessed: it repeats itself. Take the output of openssl rand -hex 32.`));
    }
    if (secrets.length > 1) {
      findings.push(
        doubtful(`${name} holds ${secrets.length} secrets: leave the former ones out once what they signed has ended.`),
      );
    }
  }
  if (LOYALTY_WEBHOOK_SECRET?.some((secret) => APP_SECRET.includes(secret))) {
    findings.push(
      wrong("LOYALTY_WEBHOOK_SECRET is APP_SECRET: order systems could sign as the store. Make it another."),
    );
  }
  return findings;
}

function checkProduction(env: Env): Finding[] {
  const findings: Finding[] = [];
  const { protocol, hostname } = new URL(env.APP_URL);
  const isTls = protocol === "https:";
  if (!isTls && !isLocal(hostname)) {
    findings.push(
      wrong(
        "APP_URL is http: cookies can be read on their way. Put a proxy with a certificate in front, and set https.",
      ),
    );
  }
  if (isTls && env.TRUSTED_PROXIES === 0) {
    findings.push(
      wrong(
        "TRUSTED_PROXIES is 0, but only a proxy can speak https for this store: all shoppers would count as one address. Set the number of proxies in front.",
      ),
    );
  }
  if (env.SMS_PROVIDER === "none") {
    findings.push(doubtful("SMS_PROVIDER is none: nobody can register, or sign in by a code."));
  } else if (env.SMS_COUNTRIES === null) {
    findings.push(
      doubtful("SMS_COUNTRIES is *: each country more is one more to pump messages to. Name those where you sell."),
    );
  }
  if (env.MAIL_PROVIDER === "none") {
    findings.push(doubtful("MAIL_PROVIDER is none: nobody is told of changes, or can reset a password by mail."));
  }
  const unset = (["TERMS_URL", "PRIVACY_NOTICE_URL", "CONTACT_URL"] as const).filter((name) => !env[name]);
  if (unset.length > 0) findings.push(doubtful(`The pages link to less than they could: set ${unset.join(", ")}.`));
  return findings;
}

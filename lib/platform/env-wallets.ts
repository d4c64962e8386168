import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { z } from "zod";
import { jsonOf, webAddress } from "@/lib/platform/env-values";

/* Cards in phones' wallets; `.env.example` explains each variable. */

export const walletVariables = {
  APPLE_WALLET_CERTIFICATE: z.string().optional(),
  APPLE_WALLET_KEY: z.string().optional(),
  APPLE_WALLET_KEY_PASSPHRASE: z.string().optional(),
  APPLE_WALLET_INTERMEDIATE: z.string().optional(),
  APPLE_WALLET_PUSH_URL: webAddress.default("https://api.push.apple.com"),
  GOOGLE_WALLET_ISSUER_ID: z.string().regex(/^\d+$/, "must be digits, as 3388000000012345678").optional(),
  GOOGLE_WALLET_KEY: z.string().optional(),
  GOOGLE_WALLET_BASE_URL: webAddress.default("https://walletobjects.googleapis.com"),
};

type Variables = z.infer<z.ZodObject<typeof walletVariables>>;

/** What signs passes, and what they are called. */
export type PassCertificate = {
  passTypeId: string;
  teamId: string;
  /** PEM; the key without a passphrase. */
  certificate: string;
  key: string;
  intermediate: string;
};

/** What signs for a shop at Google: its service account. */
export type ServiceAccount = { email: string; key: string; tokenUrl: string };

const PASS_TYPE = /^UID=(pass\.[\w.-]+)$/m;
const TEAM = /^OU=(\w+)$/m;

/** @returns null where none is configured @throws Error naming the variable at fault */
export function passCertificateOf(env: Variables): PassCertificate | null {
  const { APPLE_WALLET_CERTIFICATE: pem, APPLE_WALLET_KEY: keyPem, APPLE_WALLET_INTERMEDIATE: issuerPem } = env;
  const given = [pem, keyPem, issuerPem].filter((value) => value !== undefined);
  if (given.length === 0) return null;
  if (pem === undefined || keyPem === undefined || issuerPem === undefined) {
    throw new Error(
      "APPLE_WALLET_CERTIFICATE, APPLE_WALLET_KEY and APPLE_WALLET_INTERMEDIATE: set all of them, or none",
    );
  }
  const certificate = readCertificate("APPLE_WALLET_CERTIFICATE", pem);
  const intermediate = readCertificate("APPLE_WALLET_INTERMEDIATE", issuerPem);
  const [, passTypeId] = PASS_TYPE.exec(certificate.subject) ?? [];
  const [, teamId] = TEAM.exec(certificate.subject) ?? [];
  if (!passTypeId || !teamId) {
    throw new Error(
      "APPLE_WALLET_CERTIFICATE: must be of a Pass Type ID, which its UID says, as pass.com.example.card",
    );
  }
  if (!certificate.checkIssued(intermediate) || !certificate.verify(intermediate.publicKey)) {
    const issuer = certificate.issuer.replaceAll("\n", ", ");
    throw new Error(`APPLE_WALLET_INTERMEDIATE: is not what issued APPLE_WALLET_CERTIFICATE, which is ${issuer}`);
  }
  const key = readKey("APPLE_WALLET_KEY", keyPem, env.APPLE_WALLET_KEY_PASSPHRASE);
  if (key.asymmetricKeyType !== "rsa" || !certificate.checkPrivateKey(key)) {
    throw new Error("APPLE_WALLET_KEY: is not the key of APPLE_WALLET_CERTIFICATE");
  }
  return { passTypeId, teamId, certificate: pem, key: pemOf(key), intermediate: issuerPem };
}

const serviceAccount = z.object({
  client_email: z.string().min(1),
  private_key: z.string(),
  token_uri: webAddress.default("https://oauth2.googleapis.com/token"),
});

/** @returns null where none is configured @throws Error naming the variable at fault */
export function serviceAccountOf({
  GOOGLE_WALLET_ISSUER_ID: issuerId,
  GOOGLE_WALLET_KEY: text,
}: Variables): (ServiceAccount & { issuerId: string }) | null {
  if (issuerId === undefined && text === undefined) return null;
  if (issuerId === undefined || text === undefined) {
    throw new Error("GOOGLE_WALLET_ISSUER_ID and GOOGLE_WALLET_KEY: set both, or none");
  }
  const parsed = serviceAccount.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw new Error("GOOGLE_WALLET_KEY: must be the JSON key of a service account, with client_email and private_key");
  }
  const { client_email: email, private_key: pem, token_uri: tokenUrl } = parsed.data;
  const key = readKey("GOOGLE_WALLET_KEY", pem);
  if (key.asymmetricKeyType !== "rsa") throw new Error("GOOGLE_WALLET_KEY: its private_key must be an RSA key");
  return { issuerId, email, key: pemOf(key), tokenUrl };
}

/** What is missing or does not fit, one readable line each. @param appUrl where browsers and phones reach the shop */
export function walletProblems(env: Variables, appUrl: string | undefined, isProduction: boolean): string[] {
  const problems: string[] = [];
  for (const read of [passCertificateOf, serviceAccountOf]) {
    try {
      const isOn = read(env) !== null;
      if (isOn && read === passCertificateOf && isProduction && !appUrl?.startsWith("https:")) {
        problems.push("APP_URL: Apple's wallet asks for changes by https alone; or unset APPLE_WALLET_CERTIFICATE");
      }
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return problems;
}

function readCertificate(name: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(`${name}: must be a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----`);
  }
}

function readKey(name: string, pem: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    const remedy =
      name === "APPLE_WALLET_KEY" ? ", and APPLE_WALLET_KEY_PASSPHRASE what opens it, if anything does" : "";
    throw new Error(`${name}: must be a private key in PEM${remedy}`);
  }
}

function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

import { generateKeyPairSync } from "node:crypto";
import { createAuthority, hasOpenssl, issuePassCertificate } from "@/lib/testing/certificates";

/** The environment of a shop with both wallets, with certificates of its own making; without openssl with Google's alone. */
export function walletVariables(): Record<string, string> {
  return { ...(hasOpenssl && appleVariables()), ...googleVariables() };
}

function appleVariables() {
  const authority = createAuthority();
  const { certificate, key } = issuePassCertificate(authority);
  authority.remove();
  return {
    ...{ APPLE_WALLET_CERTIFICATE: certificate, APPLE_WALLET_KEY: key },
    APPLE_WALLET_INTERMEDIATE: authority.certificate,
  };
}

function googleVariables() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const account = {
    client_email: "wallet@x.example",
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
  return { GOOGLE_WALLET_ISSUER_ID: "3388000000012345678", GOOGLE_WALLET_KEY: JSON.stringify(account) };
}

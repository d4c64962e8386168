import { signatures } from "@/lib/platform/secrets";
import type { EndpointRow } from "@/lib/webhooks/endpoint-store";
import { SECRET_PREFIX } from "@/lib/webhooks/rules";

/**
 * What an endpoint's messages are signed with, the newest first: derived, so that nothing is stored that could be stolen.
 * There is more than one while the endpoint's secret is rotated, or APP_SECRET.
 */
export function endpointSecrets(
  { salt, formerSalt, formerUntil }: Pick<EndpointRow, "salt" | "formerSalt" | "formerUntil">,
  now: Date,
): [newest: string, ...former: string[]] {
  const isRotating = formerSalt !== null && formerUntil !== null && formerUntil > now;
  const [newest, ...former] = secretsOf(salt);
  return [newest, ...former, ...(isRotating ? secretsOf(formerSalt) : [])];
}

function secretsOf(salt: string): [newest: string, ...former: string[]] {
  const [newest, ...former] = signatures("webhook", salt);
  const asSecret = (hex: string) => `${SECRET_PREFIX}${Buffer.from(hex, "hex").toString("base64")}`;
  return [asSecret(newest), ...former.map(asSecret)];
}

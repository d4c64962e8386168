import { createHmac } from "node:crypto";
import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { parseBodyBytes, readBodyBytes } from "@/lib/platform/http/body";
import { equalInConstantTime } from "@/lib/platform/secrets";

/*
 * Requests of other systems, signed over the body as sent: `X-Signature: t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of
 * "<t>.<body>">`.
 */

export const SIGNATURE_HEADER = "x-signature";
/** How far the sender's clock may be from ours. */
const TOLERANCE_SECONDS = 300;

const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

export function signBody(secret: string, body: string | Uint8Array, at: Date): string {
  const time = String(Math.floor(at.getTime() / 1000));
  return `t=${time},v1=${hmac(secret, time, body)}`;
}

/** @param secrets any of which may have signed it @throws AppError `signature_invalid` before the body is parsed; else as `parseBody` */
export async function parseSignedBody<Schema extends z.ZodObject>(
  request: Request,
  schema: Schema,
  { secrets, now }: { secrets: readonly string[]; now: Date },
): Promise<z.infer<Schema>> {
  const bytes = await readBodyBytes(request);
  const [, time = "", signature = ""] = SIGNATURE.exec(request.headers.get(SIGNATURE_HEADER) ?? "") ?? [];
  const isOurs = secrets.some((secret) => equalInConstantTime(signature, hmac(secret, time, bytes)));
  const age = Math.abs(now.getTime() / 1000 - Number(time));
  if (!isOurs || age > TOLERANCE_SECONDS) throw new AppError("signature_invalid");
  return parseBodyBytes(bytes, schema, request.headers);
}

function hmac(secret: string, time: string, body: string | Uint8Array): string {
  return createHmac("sha256", secret).update(`${time}.`).update(body).digest("hex");
}

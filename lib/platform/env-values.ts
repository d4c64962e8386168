import { z } from "zod";

/* The kinds of value that several variables have. */

export const flag = z.enum(["true", "false"]).transform((value) => value === "true");

export const count = (fallback: number, max = 1_000_000) => z.coerce.number().int().min(0).max(max).default(fallback);

export const webAddress = z.url({ protocol: /^https?$/ });

/** Of several the first signs and all verify: keys change while the store is open. */
export const secrets = z
  .string()
  .transform((text) => text.split(/[,\r\n]/).flatMap((secret) => secret.trim() || []))
  .refine((list) => list.length > 0 && list.every((secret) => secret.length >= 32), "must have at least 32 characters")
  .transform((list) => list as [newest: string, ...former: string[]]);

export function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}

/** @returns undefined for what is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

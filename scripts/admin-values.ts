import { z } from "zod";

/* The arguments of the administration's programs. Each message completes a sentence: "<argument> must be …". */

const COLUMN_MAX = 2 ** 31 - 1;

/** A whole number as typed. */
export function wholeNumber({ min, max = COLUMN_MAX }: { min: number; max?: number }) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, { error })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error });
}

/** What a thing is called: up to 100 characters, as the columns take. */
export const displayName = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .refine((text) => [...text].length <= 100, "must have at most 100 characters")
  .refine((text) => !/\p{Cc}/u.test(text), "must be a single line of text");

/** The address a customer signs in with. */
export const customerEmail = z.string().trim().pipe(z.email("must be an e-mail address"));

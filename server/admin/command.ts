import { Argument, type Command, Option } from "@commander-js/extra-typings";
import { z } from "zod";
import { type Deps, getDeps } from "@/lib/deps";
import { FolderLockedError } from "@/lib/platform/database/folder-lock";
import { OperatorError } from "@/lib/platform/errors";

/** An argument that a schema parses: `<name>` for a required one, `[name]` for an optional one. */
export function argument<Flags extends string, Output>(
  flags: Flags,
  schema: z.ZodType<Output, string>,
  description: string,
) {
  return new Argument(flags, description).argParser((text) => parse(flags.slice(1, -1), schema, text));
}

/** An option that a schema parses: `--name <value>`. */
export function option<Flags extends string, Output>(
  flags: Flags,
  schema: z.ZodType<Output, string>,
  description: string,
) {
  return new Option(flags, description).argParser((text) => parse(flags.split(" ")[0] ?? "", schema, text));
}

function parse<Output>(name: string, schema: z.ZodType<Output, string>, text: string): Output {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new OperatorError(`${name} ${parsed.error.issues[0]?.message}.`);
}

/**
 * A verb's action: prints what the work answers. Commander passes the command itself last.
 *
 * @param work gets the shop's dependencies, then the arguments and options
 * @param whileLocked does the work without the database, while another process has it
 */
export function action<Args extends unknown[]>(
  work: (deps: Deps, ...args: Args) => Promise<string>,
  whileLocked?: (...args: Args) => Promise<string>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    const deps = await getDeps().catch((error: unknown) => {
      if (whileLocked && error instanceof FolderLockedError) return null;
      throw error;
    });
    const answer = deps ? await work(deps, ...args) : await whileLocked?.(...args);
    (args.at(-1) as Command).configureOutput().writeOut?.(`${answer}\n`);
  };
}

/* Each message completes a sentence: "<argument> must be …". */

const COLUMN_MAX = 2 ** 31 - 1;

/** A whole number as typed. */
export function wholeNumber(min: number, max = COLUMN_MAX) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, { error })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error });
}

/** The key of a row. */
export const rowId = wholeNumber(1);

/** Some of these words, separated by commas. */
export function someOf<const Word extends string>(words: readonly [Word, ...Word[]]) {
  const error = `must be some of ${words.join(", ")}, separated by commas`;
  return z
    .string()
    .transform((text) => text.split(",").map((word) => word.trim()))
    .pipe(z.array(z.enum(words, { error })));
}

/** What a thing is called: up to 100 characters, as the columns take. */
export const displayName = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .refine((text) => [...text].length <= 100, "must have at most 100 characters")
  .refine((text) => !/\p{Cc}/u.test(text), "must be a single line of text");

/** The address a customer signs in with. */
export const customerEmail = z.string().trim().pipe(z.email("must be an email address"));

/** 2026-11-30, in UTC. */
export function dayText(time: Date): string {
  return time.toISOString().slice(0, 10);
}

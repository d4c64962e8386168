import type { z } from "zod";
import { findAccountByEmail } from "@/lib/auth/store";
import { type Deps, getDeps } from "@/lib/deps";
import { FolderLockedError } from "@/lib/platform/database/folder-lock";
import { closeDatabase } from "@/lib/platform/db";
import { canonicalEmail } from "@/lib/profile/rules";
import { explainFailure } from "@/server/explain-failure";

/*
 * What the administration's programs share: one command a call, its arguments judged by a schema, the database of the
 * environment opened and closed around it, exit code 1 and a sentence when it fails.
 */

/** What was asked for cannot be done; the message is a sentence for the person. */
export class CommandFailed extends Error {}

/** One command: the schema's keys, in their order, are the names of its arguments. */
export type Command = {
  parameters: z.ZodObject;
  run(deps: Deps, values: never): Promise<string>;
  /** Does it in another way while the store has the embedded database. */
  whileLocked?(values: never): Promise<string>;
};

/**
 * Declares a command.
 *
 * @param run does it and returns what to print
 * @param whileLocked does it without the database, which another process has; without it the command fails then
 */
export function command<Parameters extends z.ZodObject>(
  parameters: Parameters,
  run: (deps: Deps, values: z.infer<Parameters>) => Promise<string>,
  whileLocked?: (values: z.infer<Parameters>) => Promise<string>,
): Command {
  return { parameters, run, whileLocked };
}

/**
 * Runs the command that the process was called with and sets its exit code.
 *
 * @param program its name after `npm run`
 */
export async function runCommand(program: string, commands: Record<string, Command>): Promise<void> {
  try {
    const [name = "", ...words] = process.argv.slice(2);
    const chosen = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!chosen) throw new CommandFailed(usageOf(program, commands));
    const values = parseWords(chosen.parameters, words, usageLine(program, name, chosen));
    console.log(await perform(chosen, values as never));
  } catch (error) {
    console.error(error instanceof CommandFailed ? error.message : explainFailure(error));
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}

async function perform({ run, whileLocked }: Command, values: never): Promise<string> {
  let deps: Deps;
  try {
    deps = await getDeps();
  } catch (error) {
    if (whileLocked && error instanceof FolderLockedError) return whileLocked(values);
    throw error;
  }
  return run(deps, values);
}

/**
 * The customer with this address.
 *
 * @throws CommandFailed when there is none
 */
export async function getCustomerId(deps: Deps, email: string): Promise<number> {
  const account = await findAccountByEmail(deps.db, canonicalEmail(email));
  if (!account) throw new CommandFailed(`No customer has the e-mail address ${email}.`);
  return account.id;
}

function parseWords(parameters: z.ZodObject, words: string[], usage: string): Record<string, unknown> {
  const names = Object.keys(parameters.shape);
  if (words.length > names.length) {
    throw new CommandFailed(`There are more arguments than it takes; put quotes around a name with blanks.\n${usage}`);
  }
  const given = Object.fromEntries(names.map((name, index) => [name, words[index]]));
  const parsed = parameters.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: [name], message }) =>
    given[String(name)] === undefined ? `${kebab(String(name))} is missing.` : `${kebab(String(name))} ${message}.`,
  );
  throw new CommandFailed(`${faults.join("\n")}\n${usage}`);
}

function usageOf(program: string, commands: Record<string, Command>): string {
  return ["Use one of:", ...Object.entries(commands).map(([name, one]) => usageLine(program, name, one))].join("\n");
}

function usageLine(program: string, name: string, { parameters }: Command): string {
  const words = Object.entries(parameters.shape).map(([key, schema]) =>
    (schema as z.ZodType).safeParse(undefined).success ? `[${kebab(key)}]` : `<${kebab(key)}>`,
  );
  return `  npm run ${program} -- ${[name, ...words].join(" ")}`;
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

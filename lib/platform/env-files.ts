import { readFileSync } from "node:fs";

/* A variable is given by NAME, or by NAME_FILE, whose file holds the value, as orchestrators hand secrets over. */

export type Source = Record<string, string | undefined>;

/** What is set, and not empty. @param defaults in place of what is not set */
export function readVariables(
  source: Source,
  names: readonly string[],
  defaults: Source,
): { given: Record<string, string>; problems: string[] } {
  const given: Record<string, string> = {};
  const problems: string[] = [];
  for (const name of names) {
    try {
      const value = readVariable(source, name) ?? defaults[name];
      if (value !== undefined) given[name] = value;
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { given, problems };
}

/** @throws with a sentence when the value is given twice, or its file cannot be read */
export function readVariable(source: Source, name: string): string | undefined {
  const [value, file] = [source[name] || undefined, source[`${name}_FILE`] || undefined];
  if (file === undefined) return value;
  if (value !== undefined) throw new Error(`${name}_FILE: ${name} is set as well; set one of them`);
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new Error(`${name}_FILE: ${isMissing ? `there is no file ${file}` : `cannot read ${file}`}`);
  }
  if (text === "") throw new Error(`${name}_FILE: ${file} is empty`);
  return text;
}

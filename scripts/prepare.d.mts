/* What TypeScript needs to know of prepare.mjs, which runs before anything is installed. */

/** The project's folder. */
export const ROOT: string;
export class StepFailed extends Error {}
export function fail(error: unknown): never;
export function npm(): string;
export function run(
  command: string,
  args: string[],
  options?: { quiet?: boolean; env?: Record<string, string>; hint?: string; allowFailure?: boolean },
): Promise<number>;

import type { MemberValues } from "./member-values";

/*
 * What was submitted and waits for its code. Whoever comes back from the code's page, to give another number, finds it
 * again. In this tab's memory alone, written by the browser only, and no longer than a code lives.
 */

export type MemberMode = "join" | "edit";

const KEPT_MS = 600_000;

let kept: { mode: MemberMode; values: MemberValues; until: number } | null = null;

/** Keeps what a form was sent with. */
export function keepValues(mode: MemberMode, values: MemberValues): void {
  kept = { mode, values, until: Date.now() + KEPT_MS };
}

/** What a form was sent with a moment ago, if it was. */
export function keptValues(mode: MemberMode): MemberValues | undefined {
  return kept?.mode === mode && kept.until > Date.now() ? kept.values : undefined;
}

/** Lets go of it: it was made good use of. */
export function forgetValues(): void {
  kept = null;
}

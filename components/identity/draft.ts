import { useEffect } from "react";
import type { FieldValues, UseFormGetValues } from "react-hook-form";

/*
 * What was typed into a form that was left for its next step, and may be come back to. Kept in this tab's memory alone:
 * written by effects, so never on the server, and gone with the full load that follows a sign-in.
 */

const drafts = new Map<string, FieldValues>();

/** What a form held when it was last left, if it was since the page was loaded. */
export function draftOf<Values extends FieldValues>(key: string): Values | undefined {
  return drafts.get(key) as Values | undefined;
}

/** Keeps what a form holds when it is left. */
export function useKeptDraft<Values extends FieldValues>(key: string, getValues: UseFormGetValues<Values>): void {
  useEffect(() => () => void drafts.set(key, getValues()), [key, getValues]);
}

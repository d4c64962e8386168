import { useEffect } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";

/*
 * What was typed into a form that was left for its next step, and may be come back to. Kept in this tab's memory, and,
 * without the password, in its session storage: a phone forgets a tab's memory while its owner reads the SMS. Gone with
 * the sign-in that it leads to, or with the tab. Read and written by effects and events, so never on the server.
 */

const drafts = new Map<string, FieldValues>();
/** Whether what leads away from the page now is the sign-in, after which nothing is kept any more. */
let isOver = false;

const STORED = "draft:";
/** Secrets are typed again rather than stored. */
const SECRETS = ["password"];

/** What a form held when it was last left, if it was since the page was loaded. */
export function draftOf<Values extends FieldValues>(key: string): Values | undefined {
  return drafts.get(key) as Values | undefined;
}

/** Hands over what one form was told to another that asks for it too, and is opened next. */
export function keepDraft(key: string, values: FieldValues): void {
  drafts.set(key, values);
}

/** Keeps what a form holds when it is left, or its tab is hidden, and gives it back after the page was loaded anew. */
export function useKeptDraft<Values extends FieldValues>(
  key: string,
  { getValues, setValue }: Pick<UseFormReturn<Values>, "getValues" | "setValue">,
): void {
  useEffect(() => {
    if (!drafts.has(key)) {
      for (const [name, value] of Object.entries(storedDraft(key))) {
        const field = name as Path<Values>;
        // What was typed before the scripts had run is newer.
        if (value && !getValues(field)) setValue(field, value as PathValue<Values, Path<Values>>);
      }
    }
    const keep = () => store(key, getValues());
    window.addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", keep);
      drafts.set(key, getValues());
      keep();
    };
  }, [key, getValues, setValue]);
}

/** Forgets what this tab keeps: what it was kept for is done. */
export function forgetDrafts(): void {
  isOver = true;
  drafts.clear();
  withStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(STORED)) storage.removeItem(key);
  });
}

function store(key: string, values: FieldValues): void {
  if (isOver) return;
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRETS.includes(name)));
  withStorage((storage) => storage.setItem(STORED + key, JSON.stringify(open)));
}

function storedDraft(key: string): FieldValues {
  return withStorage((storage) => JSON.parse(storage.getItem(STORED + key) ?? "{}")) ?? {};
}

/** Browsers may refuse storage, and somebody may have written into it: then there is no draft, and that is all. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}

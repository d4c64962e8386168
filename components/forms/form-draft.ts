import { useTranslations } from "next-intl";
import { useCallback, useLayoutEffect } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { useToast } from "@/components/ui/toast";
import { beforeSignInAgain, isNavigationIntentional } from "./intentional-navigation";

/*
 * What stands unsent in a form. A guest's is kept whenever the form is left or its tab hidden: phones discard tabs while
 * people read an SMS. A customer's is kept when their session has ended, until they are back from the sign-in page.
 * This tab's memory holds all of it, its session storage everything but passwords and files.
 */

/** The forms whose drafts are kept. */
export type DraftKey =
  | "registration"
  | "code-sign-in"
  | "reset-request"
  | "profile"
  | "email-change"
  | "phone-change"
  | "api-token"
  | "loyalty-join"
  | "loyalty-edit"
  | "loyalty-link";

/** Whose it is: without `customer` a guest's. */
type Draft = { customer?: string; savedAt: number; values: Record<string, unknown> };

/** How long a customer's draft is offered; a guest's stays with its tab. */
const CUSTOMER_DRAFT_MS = 1_800_000;
const PREFIX = "form-draft:";

const memory = new Map<string, Draft>();

/**
 * Fills a form in again with what was kept of it, and keeps its changed fields.
 *
 * @param key undefined for a form of which nothing is kept
 * @returns keeps them now
 */
export function useFormDraft<Values extends FieldValues>(
  { getValues, setValue, getFieldState }: UseFormReturn<Values>,
  names: readonly Path<Values>[],
  key: DraftKey | undefined,
): () => void {
  const t = useTranslations("common.leave");
  const toast = useToast();

  const save = useCallback(() => {
    if (!key) return;
    const changed = names.filter((name) => getFieldState(name).isDirty);
    saveDraft(key, Object.fromEntries(changed.map((name) => [name, getValues(name)])));
  }, [key, names, getFieldState, getValues]);

  useLayoutEffect(() => {
    const draft = key && findDraft(key);
    if (!draft) return;
    const isReloaded = !memory.has(key);
    for (const name of names) {
      // What was typed before the scripts had run is newer.
      if (!(name in draft.values) || getFieldState(name).isDirty) continue;
      setValue(name, draft.values[name] as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
    if (draft.customer === undefined) return;
    deleteDraft(key);
    if (isReloaded) toast(t("kept"));
  }, [key, names, getFieldState, setValue, t, toast]);

  useLayoutEffect(() => {
    if (!key) return;
    if (customerOfPage() !== undefined) return beforeSignInAgain(save);
    const saveUnlessSent = () => {
      if (!isNavigationIntentional()) save();
    };
    window.addEventListener("pagehide", saveUnlessSent);
    document.addEventListener("visibilitychange", saveUnlessSent);
    return () => {
      window.removeEventListener("pagehide", saveUnlessSent);
      document.removeEventListener("visibilitychange", saveUnlessSent);
      saveUnlessSent();
    };
  }, [key, save]);

  return save;
}

/** Keeps values for a form, in place of those kept before. */
export function saveDraft(key: DraftKey, values: Record<string, unknown>): void {
  const customer = customerOfPage();
  const draft: Draft = { savedAt: Date.now(), values, ...(customer !== undefined && { customer }) };
  memory.set(key, draft);
  const storable = Object.entries(values).filter(
    ([name, value]) => !/password/i.test(name) && (typeof value === "string" || typeof value === "boolean"),
  );
  const stored = JSON.stringify({ ...draft, values: Object.fromEntries(storable) });
  withStorage((storage) => storage.setItem(PREFIX + key, stored));
}

/** Whether there is something to fill a form in with that may not be open. */
export function hasDraft(key: DraftKey): boolean {
  return Object.keys(findDraft(key)?.values ?? {}).length > 0;
}

export function deleteDraft(key: string): void {
  memory.delete(key);
  withStorage((storage) => storage.removeItem(PREFIX + key));
}

/** Deletes what this tab keeps of a guest's forms: the guest is signed in by now. */
export function deleteGuestDrafts(): void {
  const stored = withStorage((storage) => Object.keys(storage)) ?? [];
  const keys = stored.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  for (const key of [...memory.keys(), ...keys]) if (readDraft(key)?.customer === undefined) deleteDraft(key);
}

/** What is kept for whom this page belongs to; anybody else's is deleted, and so is what is too old. */
function findDraft(key: DraftKey): Draft | undefined {
  const draft = readDraft(key);
  if (!draft) return undefined;
  const isOver = draft.customer !== undefined && Date.now() - draft.savedAt > CUSTOMER_DRAFT_MS;
  if (draft.customer === customerOfPage() && !isOver) return draft;
  deleteDraft(key);
  return undefined;
}

function readDraft(key: string): Draft | undefined {
  return memory.get(key) ?? withStorage((storage) => JSON.parse(storage.getItem(PREFIX + key) ?? "null")) ?? undefined;
}

/** Browsers may refuse storage, and somebody may have written into it: then nothing is kept there. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}

/** Whose page this is; undefined for a guest's. */
function customerOfPage(): string | undefined {
  return document.getElementById(CONTENT_ID)?.dataset.customer;
}

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { useToast } from "@/components/ui/toast";
import { beforeSigningInAgain } from "./intentional-navigation";

/*
 * What stands unsaved in a page's forms when the session turns out to have ended: kept in this tab until its customer is
 * back from the sign-in page. Passwords and pictures are not kept, and nobody else gets to see it.
 */

const KEPT_MS = 1_800_000;

/** By the fields' names, which are different throughout a page. */
type Kept = { customer: string; until: number; values: Record<string, string | boolean> };

/** Keeps a form's unsaved text over a new sign-in, and fills it in again afterwards. */
export function useTextKeptForSignIn<Values extends FieldValues>(
  { getValues, setValue, formState: { dirtyFields } }: UseFormReturn<Values>,
  names: readonly Path<Values>[],
): void {
  const t = useTranslations("common.leave");
  const toast = useToast();
  const fields = names.join();

  useEffect(() => {
    return beforeSigningInAgain(() => {
      const dirty = fields.split(",").filter((name) => (dirtyFields as Record<string, unknown>)[name]);
      keep(Object.fromEntries(dirty.map((name) => [name, getValues(name as Path<Values>)])));
    });
  }, [fields, dirtyFields, getValues]);

  useEffect(() => {
    const taken = take(fields.split(","));
    for (const [name, value] of taken) {
      setValue(name as Path<Values>, value as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
    if (taken.length > 0) toast(t("kept"));
  }, [fields, setValue, t, toast]);
}

/** Whether there is kept text for a field whose form is not open. */
export function hasKeptText(name: string): boolean {
  return name in (read()?.values ?? {});
}

function keep(values: Record<string, unknown>): void {
  const customer = customerOfPage();
  const texts = Object.entries(values).filter(
    ([name, value]) => !/password/i.test(name) && (typeof value === "string" || typeof value === "boolean"),
  );
  if (customer === undefined || texts.length === 0) return;
  const until = Date.now() + KEPT_MS;
  write({ customer, until, values: { ...read()?.values, ...Object.fromEntries(texts) } as Kept["values"] });
}

/** Hands out what was kept for these fields, once. */
function take(names: readonly string[]): [name: string, value: string | boolean][] {
  const kept = read();
  if (!kept) return [];
  const taken = names.flatMap((name) => {
    const value = kept.values[name];
    return value === undefined ? [] : [[name, value] as [string, string | boolean]];
  });
  const left = Object.entries(kept.values).filter(([name]) => !names.includes(name));
  if (left.length === 0) forget();
  else if (taken.length > 0) write({ ...kept, values: Object.fromEntries(left) });
  return taken;
}

/** What is kept for this page and this customer; anybody else's is forgotten. */
function read(): Kept | null {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(place()) ?? "null") as Kept | null;
    if (kept && kept.customer === customerOfPage() && kept.until > Date.now()) return kept;
    if (kept) forget();
  } catch {
    // Closed to us by the browser's settings: then nothing is kept.
  }
  return null;
}

function write(kept: Kept): void {
  try {
    window.sessionStorage.setItem(place(), JSON.stringify(kept));
  } catch {
    // As above.
  }
}

function forget(): void {
  window.sessionStorage.removeItem(place());
}

function place(): string {
  return `kept-text:${window.location.pathname}`;
}

/** Whose page this is; undefined for guests', who have no session to lose. */
function customerOfPage(): string | undefined {
  return document.getElementById(CONTENT_ID)?.dataset.customer;
}

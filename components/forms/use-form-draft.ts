import { useTranslations } from "next-intl";
import { useCallback, useLayoutEffect } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";
import { useToast } from "@/components/ui/toast";
import { customerOfPage, type DraftKey, deleteDraft, findDraft, isDraftInMemory, saveDraft } from "./form-draft";
import { beforeSignInAgain, isNavigationIntentional } from "./intentional-navigation";

/**
 * Restores a form's draft and saves its changed fields.
 *
 * @param key undefined for a form without draft
 * @returns saves now
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
    const isReloaded = !isDraftInMemory(key);
    // Input from before hydration is newer.
    const restored = names.filter((name) => name in draft.values && !getFieldState(name).isDirty);
    for (const name of restored) {
      setValue(name, draft.values[name] as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
    // A field that is bound to state shows its draft once React has rendered again, right after these effects.
    queueMicrotask(() => selectFocused(restored));
    if (draft.customer === undefined) return;
    deleteDraft(key);
    if (isReloaded && restored.length > 0) toast(t("kept"));
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

/** Whoever was in a field before its draft came replaces the draft by typing, instead of writing behind it. */
function selectFocused(names: readonly string[]): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && names.includes(focused.name)) focused.select();
}

import { useInsertionEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";

/**
 * Keeps what was typed or filled in before hydration; registering the fields would put it back. People type on while React
 * renders, so it is read at the very moment in which React takes the fields over: insertion effects run right before refs
 * are set, which registers, and layout effects right after.
 */
export function usePreHydrationInput<Values extends FieldValues>(
  { getValues, setValue }: UseFormReturn<Values>,
  names: readonly Path<Values>[],
): void {
  const isFromServer = useIsFromServer();
  const typed = useRef<{ name: Path<Values>; value: string | boolean | undefined }[] | null>(null);
  useInsertionEffect(() => {
    if (isFromServer) typed.current ??= names.map((name) => ({ name, value: valueInDocument(name) }));
  }, [isFromServer, names]);
  useLayoutEffect(() => {
    for (const { name, value } of typed.current?.splice(0) ?? []) {
      if (value === undefined || value === getValues(name)) continue;
      setValue(name, value as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
  });
}

/**
 * Whether this component's first markup was the server's. After a soft navigation it was not: what is in the document
 * then is still the page before, whose fields may have the same names.
 *
 * React asks for the server's snapshot only where it takes the server's markup over. Both snapshots are the same, so
 * that it does not render all again to put another in its place.
 */
export function useIsFromServer(): boolean {
  const [markup] = useState({ isServers: false });
  useSyncExternalStore(neverChanges, nothing, () => {
    markup.isServers = true;
    return null;
  });
  return markup.isServers;
}

function neverChanges() {
  return () => undefined;
}

function nothing() {
  return null;
}

/** What the server's markup holds by now; undefined where there is no such field, or nothing is chosen. */
export function valueInDocument(name: string): string | boolean | undefined {
  if (typeof document === "undefined") return undefined;
  for (const element of document.getElementsByName(name)) {
    if (element instanceof HTMLSelectElement) return element.value;
    if (!(element instanceof HTMLInputElement) || element.type === "file") continue;
    if (element.type === "checkbox") return element.checked;
    if (element.type !== "radio" || element.checked) return element.value;
  }
  return undefined;
}

import { useInsertionEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";

/**
 * Keeps input from before hydration, which registering the fields would reset. People type while React renders, so it
 * reads the input at the moment React takes over: insertion effects run right before refs are set, which registers, and
 * layout effects right after.
 */
export function usePreHydrationInput<Values extends FieldValues>(
  { getValues, setValue }: UseFormReturn<Values>,
  names: readonly Path<Values>[],
): void {
  const isFromServer = useIsFromServer();
  const typed = useRef<{ name: Path<Values>; value: ReturnType<typeof valueInDocument> }[] | null>(null);
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
 * Whether this component hydrates the server's markup. After a soft navigation it does not: the document still shows
 * the previous page, whose fields may have the same names. React asks for the server snapshot only while hydrating;
 * both snapshots are equal, so that it does not render again.
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

/** The value of a field in the document; undefined for no such field, no choice, or a text as the server wrote it. */
export function valueInDocument(name: string): string | string[] | boolean | undefined {
  if (typeof document === "undefined") return undefined;
  for (const element of document.getElementsByName(name)) {
    if (element instanceof HTMLSelectElement) return element.value;
    if (element instanceof HTMLTextAreaElement) return textIn(element);
    if (!(element instanceof HTMLInputElement) || element.type === "file") continue;
    if (element.type === "checkbox") return element.hasAttribute("value") ? chosenInDocument(name) : element.checked;
    if (element.type === "radio" && !element.checked) continue;
    return element.type === "radio" ? element.value : textIn(element);
  }
  return undefined;
}

function textIn({ value, defaultValue }: HTMLInputElement | HTMLTextAreaElement): string | undefined {
  return value === defaultValue ? undefined : value;
}

function chosenInDocument(name: string): string[] {
  const boxes = [...document.getElementsByName(name)] as HTMLInputElement[];
  return boxes.filter(({ checked }) => checked).map(({ value }) => value);
}

import { useInsertionEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { FieldValues, Path, PathValue, UseFormReturn } from "react-hook-form";

/**
 * Keeps what was typed or filled in before the scripts had run; registering the fields would put it back. People type on
 * while React renders, so it is read at the very moment in which React takes the fields over: insertion effects run
 * right before refs are set, which registers, and layout effects right after.
 */
export function useEarlyInput<Values extends FieldValues>(
  { getValues, setValue }: Pick<UseFormReturn<Values>, "getValues" | "setValue">,
  names: readonly Path<Values>[],
): void {
  const hydrating = useIsHydrating();
  const early = useRef<{ name: Path<Values>; value: string | boolean | undefined }[]>([]);
  useInsertionEffect(() => {
    if (hydrating) early.current = names.map((name) => ({ name, value: valueInDocument(name) }));
  }, [hydrating, names]);
  useLayoutEffect(() => {
    for (const { name, value } of early.current.splice(0)) {
      if (value === undefined || value === getValues(name)) continue;
      setValue(name, value as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
  });
}

/**
 * Whether the markup in the document is this component's own, made by the server. After a soft navigation it is still
 * that of the page before, whose fields may have the same names.
 */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => false,
    () => true,
  );
}

/** What the server's markup holds by now; undefined where there is no such field. */
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

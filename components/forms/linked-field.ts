import { useEffect } from "react";

/** Focuses the field that a link such as #field-last_name points at. */
export function useFocusOnLinkedField(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) document.getElementById(id)?.focus();
  }, []);
}

import { useEffect } from "react";

/** A link such as #field-last_name, from another page, leads into the field and not just near it. */
export function useFocusOnLinkedField(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) document.getElementById(id)?.focus();
  }, []);
}

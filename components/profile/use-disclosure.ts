import { useEffect, useRef, useState } from "react";
import { type DraftKey, hasDraft } from "@/components/forms/form-draft";

/**
 * A form that opens in place; closing it returns the focus to its button.
 *
 * @param draft opens the form by itself when there is one
 */
export function useDisclosure(draft: DraftKey, isOpenAtFirst = false) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const mustReturnFocus = useRef(false);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (hasDraft(draft)) setOpen(true);
  }, [draft]);

  useEffect(() => {
    if (isOpen || !mustReturnFocus.current) return;
    mustReturnFocus.current = false;
    button.current?.focus();
  }, [isOpen]);

  return {
    isOpen,
    button,
    open: () => setOpen(true),
    close: ({ returnsFocus = true } = {}) => {
      mustReturnFocus.current = returnsFocus;
      setOpen(false);
    },
  };
}

import { useEffect, useRef } from "react";

/** Opens and closes a native modal dialog, which traps and returns the focus and closes on Escape. */
export function useModal(open: boolean) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return element;
}

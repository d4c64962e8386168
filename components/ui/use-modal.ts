import { type DialogHTMLAttributes, type RefObject, type SyntheticEvent, useEffect, useRef } from "react";

type Modal = Pick<DialogHTMLAttributes<HTMLDialogElement>, "onCancel" | "onClose"> & {
  ref: RefObject<HTMLDialogElement | null>;
};

/**
 * Opens and closes a native modal dialog, which traps and returns the focus and closes on Escape.
 * @returns what the `dialog` element takes
 */
export function useModal(open: boolean, onClose: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);
  return {
    ref,
    // Our state closes it before the focus returns, so that it can be reopened at once.
    onCancel: (event: SyntheticEvent) => {
      if (event.target !== ref.current) return;
      event.preventDefault();
      onClose();
    },
    // The browser may close it by itself. The event of an earlier closing can arrive after it was reopened.
    onClose: () => {
      if (open && !ref.current?.open) onClose();
    },
  };
}

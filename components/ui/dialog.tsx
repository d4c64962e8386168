"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { IconButton } from "./icon-button";
import { useModal } from "./use-modal";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
};

/** A modal dialog, closed by Escape and the backdrop too. */
export function Dialog({ open, onClose, title, closeLabel, children, actions }: DialogProps) {
  const modal = useModal(open, onClose);
  const titleId = useId();
  const pressed = useRef<EventTarget>(null);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes it with Escape; the click is for the backdrop
    <dialog
      {...modal}
      aria-labelledby={titleId}
      onPointerDown={({ target }) => {
        pressed.current = target;
      }}
      onClick={({ target }) => {
        // Not what was pressed inside and dragged out.
        if (target === modal.ref.current && pressed.current === target) onClose();
      }}
      className={
        "m-0 mt-auto max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-card bg-surface p-0 text-ink shadow-float backdrop:animate-appear backdrop:bg-scrim " +
        "open:animate-rise sm:m-auto sm:w-[32rem] sm:max-w-[calc(100vw-2rem)] sm:rounded-card"
      }
    >
      {open && (
        <div className="p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] sm:p-7">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="pt-2 text-xl">
              {title}
            </h2>
            <IconButton aria-label={closeLabel} onClick={onClose} className="-me-2">
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="mt-4">{children}</div>
          {actions && (
            <div className="mt-7">
              <DialogActions>{actions}</DialogActions>
            </div>
          )}
        </div>
      )}
    </dialog>
  );
}

/** The buttons at a dialog's foot, for a form that renders them itself. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 sm:flex sm:justify-end">{children}</div>;
}

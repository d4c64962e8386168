"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { IconButton } from "./icon-button";
import { useModal } from "./use-modal";

type FullScreenDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  children: ReactNode;
};

/** A full-screen modal dialog, light in every theme since a scanner may read it. */
export function FullScreenDialog({ open, onClose, title, closeLabel, children }: FullScreenDialogProps) {
  const modal = useModal(open, onClose);
  const titleId = useId();

  return (
    <dialog
      {...modal}
      aria-labelledby={titleId}
      data-theme="light"
      className="m-0 h-dvh max-h-none w-screen max-w-none overflow-y-auto bg-surface p-0 text-ink open:animate-appear"
    >
      {open && (
        <div className="mx-auto flex min-h-full max-w-xl flex-col px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(1.5rem,env(safe-area-inset-bottom))] sm:px-6">
          <div className="flex items-center justify-between gap-4">
            <h2 id={titleId} className="text-lg">
              {title}
            </h2>
            <IconButton aria-label={closeLabel} onClick={onClose} className="-me-2">
              <X aria-hidden />
            </IconButton>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

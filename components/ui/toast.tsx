"use client";

import { CircleCheck, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { IconButton } from "./icon-button";

type Toast = { key: number; text: string };

const SHOWN_MS = 6000;

const ToastContext = createContext<(text: string) => void>(() => undefined);

/**
 * Says that something was done whose place is gone, such as a page or a note; elsewhere it is said there (StatusRegion).
 * Screen readers announce it once.
 */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

/** Holds the page's one live region, which must exist before the first message. */
export function ToastProvider({ closeLabel, children }: { closeLabel: string; children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const [held, setHeld] = useState(false);
  const show = useCallback((text: string) => setToast((last) => ({ key: (last?.key ?? 0) + 1, text })), []);

  useEffect(() => {
    if (!toast || held) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, held]);

  return (
    <ToastContext value={show}>
      {children}
      {/* In the header's empty middle, or above the bottom navigation: never on a heading. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: reading or reaching for it only stops the clock */}
      <div
        className="pointer-events-none fixed inset-x-4 bottom-[calc(5rem+env(safe-area-inset-bottom))] z-50 flex justify-center sm:inset-x-6 lg:top-2 lg:bottom-auto"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <div role="status">
          {toast && (
            <p
              key={toast.key}
              className="pointer-events-auto flex animate-rise items-center gap-3 rounded-control bg-panel py-1.5 ps-4 pe-14 text-sm font-medium text-on-panel shadow-float"
            >
              <CircleCheck aria-hidden className="size-5 shrink-0 text-accent" />
              <span className="py-2">{toast.text}</span>
            </p>
          )}
        </div>
        {toast && (
          <div className="on-panel pointer-events-auto -ms-12 self-center">
            <IconButton look="panel" aria-label={closeLabel} onClick={() => setToast(null)}>
              <X aria-hidden />
            </IconButton>
          </div>
        )}
      </div>
    </ToastContext>
  );
}

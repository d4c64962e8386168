"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Puts the code beside it on the clipboard, and says so. It reads the page, so that no text is sent twice. */
export function CopyCode({ label }: { label: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={`Copy: ${label}`}
      className="absolute end-1.5 top-1.5 inline-flex min-h-9 items-center gap-1.5 rounded-sm bg-panel px-2.5 text-xs font-semibold text-on-panel-soft hover:text-on-panel"
      onClick={({ currentTarget }) => {
        const code = currentTarget.parentElement?.querySelector("code")?.textContent ?? "";
        navigator.clipboard?.writeText(code).then(
          () => setCopied(true),
          // Refused by the browser: the code can still be marked and copied by hand.
          () => undefined,
        );
      }}
    >
      <Icon aria-hidden className="size-4" />
      <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
    </button>
  );
}

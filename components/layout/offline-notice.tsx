"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";

/**
 * Shown while offline. Blocks links, which would replace a readable page with the browser's error page, and says so; but
 * not those with `data-offline`, which a service worker answers.
 */
export function OfflineNotice() {
  const t = useTranslations("common");
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const [held, setHeld] = useState(0);
  useEffect(() => {
    if (online) return;
    const hold = (event: MouseEvent) => {
      if (!leadsAway(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setHeld((count) => count + 1);
    };
    document.addEventListener("click", hold, { capture: true });
    return () => {
      document.removeEventListener("click", hold, { capture: true });
      setHeld(0);
    };
  }, [online]);
  if (online) return null;
  return (
    // Remounted, and so announced again, for each blocked link.
    <div
      key={held}
      role="alert"
      className="sticky top-0 z-40 animate-rise border-b border-line bg-accent-soft text-on-accent-soft"
    >
      <p className="mx-auto flex max-w-page items-center gap-3 px-4 py-3 text-sm font-medium sm:px-6">
        <WifiOff aria-hidden className="size-5 shrink-0" />
        {t(held > 0 ? "offlineLink" : "offline")}
      </p>
    </div>
  );
}

/** Whether a click would leave the page in this tab. */
function leadsAway({ target, metaKey, ctrlKey }: MouseEvent): boolean {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || "offline" in link.dataset || link.target === "_blank" || metaKey || ctrlKey) return false;
  return link.hash === "" || link.pathname !== window.location.pathname;
}

function subscribe(notify: () => void): () => void {
  window.addEventListener("online", notify);
  window.addEventListener("offline", notify);
  return () => {
    window.removeEventListener("online", notify);
    window.removeEventListener("offline", notify);
  };
}

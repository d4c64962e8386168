"use client";

import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

/** Says so while the browser has no connection. */
export function OfflineNotice() {
  const t = useTranslations("common");
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  if (online) return null;
  return (
    <div role="alert" className="border-b border-line bg-accent-soft text-on-accent-soft">
      <p className="mx-auto flex max-w-page items-center gap-3 px-4 py-3 text-sm font-medium sm:px-6">
        <WifiOff aria-hidden className="size-5 shrink-0" />
        {t("offline")}
      </p>
    </div>
  );
}

function subscribe(notify: () => void): () => void {
  window.addEventListener("online", notify);
  window.addEventListener("offline", notify);
  return () => {
    window.removeEventListener("online", notify);
    window.removeEventListener("offline", notify);
  };
}

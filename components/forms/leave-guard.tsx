"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { holdUnsaved, isLeavingIntended } from "./intentional-navigation";

/** The answer "leave" to one guard holds for all of the page. */
let traversalAllowed = false;

/**
 * While active, asks before a link, the back button or closing the tab loses unsaved changes. Of several guards on a page
 * one asks.
 */
export function LeaveGuard({ active }: { active: boolean }) {
  const t = useTranslations("common.leave");
  const close = useTranslations("common")("close");
  const router = useRouter();
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => {
    if (!active) return;
    traversalAllowed = false;
    const release = holdUnsaved();

    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (!isLeavingIntended()) event.preventDefault();
    };

    const onClick = (event: MouseEvent) => {
      const path = pathOfPlainClick(event);
      if (path === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setLeave(() => () => router.push(path));
    };

    const onNavigate = (event: NavigateEvent) => {
      if (traversalAllowed || event.defaultPrevented || event.navigationType !== "traverse" || !event.cancelable)
        return;
      event.preventDefault();
      const { key } = event.destination;
      setLeave(() => () => {
        traversalAllowed = true;
        window.navigation.traverseTo(key);
      });
    };

    // Browsers without the Navigation API do not let a page hold on to the back button.
    const navigation = "navigation" in window ? window.navigation : undefined;
    window.addEventListener("beforeunload", onBeforeUnload);
    window.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      release();
      window.removeEventListener("beforeunload", onBeforeUnload);
      window.removeEventListener("click", onClick, true);
      navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [active, router]);

  return (
    <Dialog
      open={leave !== null}
      onClose={() => setLeave(null)}
      title={t("title")}
      closeLabel={close}
      actions={
        <>
          <Button look="danger" onClick={() => leave?.()}>
            {t("leave")}
          </Button>
          <Button onClick={() => setLeave(null)}>{t("stay")}</Button>
        </>
      }
    >
      <p className="text-ink-soft">{t("text")}</p>
    </Dialog>
  );
}

/** Where a click on a link of ours leads, provided it leaves this page in this tab; null otherwise. */
function pathOfPlainClick(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return pathname + search + hash;
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { countUnsavedForms, guardLeaving, isNavigationIntentional } from "./intentional-navigation";

/** Leaving once confirmed to one guard, the others let go too. */
let isTraversalAllowed = false;

/** Whether leaving would lose changes of a form other than the caller's. */
export function hasOtherUnsavedForms(): boolean {
  return countUnsavedForms() > 1;
}

/**
 * While active, asks before a link, the back button, signing out or closing the tab loses unsaved changes. Of several
 * guards one asks.
 */
export function LeaveGuard({ active }: { active: boolean }) {
  const t = useTranslations("common.leave");
  const close = useTranslations("common")("close");
  const router = useRouter();
  const [leave, setLeave] = useState<(() => void) | null>(null);

  useEffect(() => {
    if (!active) return;
    isTraversalAllowed = false;

    const unguard = guardLeaving((go) => {
      // The page stays until it is gone, and may have to say why it could not go.
      const closeAndGo = () => {
        setLeave(null);
        go();
      };
      setLeave(() => closeAndGo);
    });

    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (!isNavigationIntentional()) event.preventDefault();
    };

    const onClick = (event: MouseEvent) => {
      const path = pathOfPlainClick(event);
      if (path === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setLeave(() => () => router.push(path));
    };

    const onNavigate = (event: NavigateEvent) => {
      const isHeld = event.navigationType === "traverse" && event.cancelable && !event.defaultPrevented;
      if (isTraversalAllowed || !isHeld) return;
      event.preventDefault();
      const { key } = event.destination;
      setLeave(() => () => {
        isTraversalAllowed = true;
        window.navigation.traverseTo(key);
      });
    };

    // Without the Navigation API a page cannot hold the back button.
    const navigation = "navigation" in window ? window.navigation : undefined;
    window.addEventListener("beforeunload", onBeforeUnload);
    window.addEventListener("click", onClick, true);
    navigation?.addEventListener("navigate", onNavigate);
    return () => {
      unguard();
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

/** The target of a click that leaves this page in this tab for another of ours; null for any other click. */
function pathOfPlainClick(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return pathname + search + hash;
}

"use client";

import { useEffect } from "react";
import { deleteGuestDrafts } from "@/components/forms/form-draft";
import { loadPage, reloadPage, signInAgain } from "@/components/forms/intentional-navigation";
import { announceSession, onSessionAnnounced, SIGNED_OUT_PATH } from "./session-channel";

/** How long a page is believed to be its session's, without a word of the other tabs. */
const BELIEVED_MS = 30_000;

/** Keeps a customer's page from outliving their session, which may have ended or become another's behind its back. */
export function SessionWatch({ customer }: { customer: number }) {
  useEffect(() => {
    // Whoever typed as a guest has signed in.
    deleteGuestDrafts();
    let checkedAt = Date.now();

    const isStillTheirs = async () => {
      checkedAt = Date.now();
      const current = await findCurrentCustomer();
      if (current === null) signInAgain();
      else if (current !== customer) reloadPage();
      return current === customer;
    };

    const onAnnounced = (current: number | null) => {
      if (current === customer) return;
      if (current === null && window.location.pathname.startsWith("/account")) {
        loadPage(SIGNED_OUT_PATH, { replace: true });
      } else reloadPage();
    };

    const onVisible = () => {
      // Without an answer, such as offline, it stays as it is.
      if (!document.hidden && Date.now() - checkedAt > BELIEVED_MS) isStillTheirs().catch(() => undefined);
    };

    // A page restored from memory is shown only once it is known to be its session's still.
    const page = document.documentElement.classList;
    const onHide = ({ persisted }: PageTransitionEvent) => page.toggle("invisible", persisted);
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) isStillTheirs().then((isTheirs) => page.toggle("invisible", !isTheirs), reloadPage);
    };

    announceSession(customer);
    const unsubscribe = onSessionAnnounced(onAnnounced);
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onShow);
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onShow);
    };
  }, [customer]);

  return null;
}

/** @returns null for a guest @throws when there is no answer */
async function findCurrentCustomer(): Promise<number | null> {
  const response = await fetch("/api/current_user/", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`failed to read the session: ${response.status}`);
  return ((await response.json()) as { pk: number }).pk;
}

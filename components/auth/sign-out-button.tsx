"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { signOut } from "./next-auth-client";

/** Ends the session on the server and leads to the sign-in page. */
export function SignOutButton() {
  const t = useTranslations("common");
  const { run, isPending } = useSingleFlight(async (): Promise<Outcome> => {
    try {
      await signOut();
    } catch {
      // The button can be pressed again.
      return;
    }
    // A full load, so that nothing of the customer's stays in memory.
    window.location.assign("/login");
    return "leave";
  });
  return (
    <button
      type="button"
      aria-disabled={isPending || undefined}
      onClick={run}
      className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-3 text-sm font-semibold text-ink-soft hover:bg-sunken hover:text-ink aria-disabled:opacity-60"
    >
      <LogOut aria-hidden className="mirror-rtl size-5" />
      <span className="sr-only sm:not-sr-only">{t("signOut")}</span>
    </button>
  );
}

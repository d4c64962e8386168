"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { leaveWhenConfirmed } from "@/components/forms/intentional-navigation";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { signOut } from "./next-auth-client";
import { leaveSignedOut, SIGNED_OUT_PATH } from "./session-channel";

const PLACES = {
  header: "max-lg:hidden min-h-11 justify-center gap-2 text-sm text-ink-soft hover:text-ink [&_svg]:size-5",
  menu: "min-h-14 w-full gap-4 [&_svg]:size-5.5",
};

/**
 * Ends the session on the server and leads to the sign-in page, all tabs of the browser alike. Asks first where that
 * would lose unsaved changes.
 *
 * @param place the header of wide screens, or the menu of narrow ones
 */
export function SignOutButton({ place }: { place: keyof typeof PLACES }) {
  const t = useTranslations("common");
  const [hasFailed, setFailed] = useState(false);
  const { run, isPending } = useSingleFlight(async (): Promise<Outcome> => {
    setFailed(false);
    try {
      await signOut();
    } catch {
      setFailed(true);
      return;
    }
    leaveSignedOut(SIGNED_OUT_PATH);
    return "leave";
  });
  return (
    <>
      <button
        type="button"
        aria-disabled={isPending || undefined}
        onClick={() => leaveWhenConfirmed(run)}
        className={classNames(
          "inline-flex items-center rounded-control px-3 font-semibold hover:bg-sunken aria-disabled:opacity-60",
          PLACES[place],
        )}
      >
        <LogOut aria-hidden className="mirror-rtl shrink-0" />
        {t("signOut")}
      </button>
      <Dialog
        open={hasFailed}
        onClose={() => setFailed(false)}
        title={t("errors.general")}
        closeLabel={t("close")}
        actions={<Button onClick={run}>{t("retry")}</Button>}
      >
        <p className="text-ink-soft">{t("stillSignedIn")}</p>
      </Dialog>
    </>
  );
}

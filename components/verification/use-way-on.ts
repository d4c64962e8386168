import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { leaveSignedOut } from "@/components/auth/session-channel";
import { deleteGuestDrafts } from "@/components/forms/form-draft";
import { loadPage } from "@/components/forms/intentional-navigation";
import { useToast } from "@/components/ui/toast";
import type { Purpose } from "@/lib/verification/schema";
import { confirmsChoices, DELETION_REQUESTED_PATH, registers, signsIn, signsOut, welcomePath } from "./routes";

/** Where a passed challenge leads, given what the server answered. */
export function useWayOn(purpose: Purpose, next: string): (answer: unknown) => void {
  const t = useTranslations("verification");
  const choices = useTranslations("preferences.contact");
  const router = useRouter();
  const toast = useToast();
  return (answer) => {
    if (purpose === "password_reset") {
      const { reset_key: key } = answer as { reset_key: string };
      return router.replace(`/reset?${new URLSearchParams({ key })}`);
    }
    // A full load, so that nothing of the guest's page survives.
    if (signsIn(purpose)) {
      deleteGuestDrafts();
      return loadPage(registers(purpose) ? welcomePath(next) : next, { replace: true });
    }
    if (signsOut(purpose)) return leaveSignedOut(DELETION_REQUESTED_PATH, { replace: true });
    if (confirmsChoices(purpose, next)) toast(choices("confirmed"));
    else if (purpose === "phone_change") toast(t("phoneChanged"));
    router.replace(next);
    router.refresh();
  };
}

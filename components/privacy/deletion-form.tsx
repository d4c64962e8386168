import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { leaveSignedOut } from "@/components/auth/session-channel";
import { CurrentPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { DELETION_REQUESTED_PATH, verifyPath } from "@/components/verification/routes";
import { requestDeletion } from "./queries";

const loadSchema = () =>
  import("@/lib/privacy/schema").then(({ deletionBody }) => deletionBody.pick({ password: true }).required());

type DeletionFormProps = {
  onClose: () => void;
  /** Between request and deletion. */
  coolingOffDays: number;
  /** The verified number, masked; null for none. */
  verifiedPhone: string | null;
};

/**
 * Asks for confirmation: by the password, or by a code to the verified number. Mounted with the open dialog, so that
 * closing it drops the input.
 */
export function DeletionForm({ onClose, coolingOffDays, verifiedPhone }: DeletionFormProps) {
  const t = useTranslations("privacy.deletion");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const hintId = useId();
  const form = useAppForm({ labels: { password: t("password") }, defaultValues: { password: "" }, loadSchema });

  const byCode = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      await requestDeletion({});
      router.push(verifyPath("account_deletion", "/account/privacy"));
      return "leave";
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  const submission = useSubmission(form, async ({ password }) => {
    if (byCode.isPending) return;
    setProblem(null);
    await requestDeletion({ password });
    leaveSignedOut(DELETION_REQUESTED_PATH);
    return "leave";
  });

  const phone = () => (
    <bdi dir="ltr" className="font-semibold whitespace-nowrap">
      {verifiedPhone}
    </bdi>
  );

  return (
    <Form submission={submission} className="grid gap-5">
      <p className="text-ink-soft">{t("dialogText", { days: coolingOffDays })}</p>
      <CurrentPasswordField {...form.field("password")} hasWayOut />
      {verifiedPhone !== null && (
        <div className="grid gap-3">
          <p aria-hidden className="flex items-center gap-4 text-xs text-ink-soft">
            <span className="h-px grow bg-line" />
            {t("or")}
            <span className="h-px grow bg-line" />
          </p>
          {problem && <Alert>{problem}</Alert>}
          <Button look="secondary" aria-describedby={hintId} onClick={() => submission.isPending || void byCode.run()}>
            {t("byCode")}
          </Button>
          <p id={hintId} className="text-xs text-ink-soft">
            {t.rich("byCodeHint", { phone })}
          </p>
        </div>
      )}
      <div className="mt-2">
        <DialogActions>
          <Button look="secondary" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" look="destructive" pending={submission.isPending}>
            {t("submit")}
          </Button>
        </DialogActions>
      </div>
    </Form>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { leaveFor } from "@/components/forms/intentional-navigation";
import { useFailureText } from "@/components/forms/request-error-text";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { codePage } from "@/components/verification/code-page";
import { useOneAtATime } from "@/components/verification/one-at-a-time";
import { DELETION_ASKED_PATH } from "@/components/verification/routes";
import { useAskForDeletion } from "./queries";

type DeletionDialogProps = {
  open: boolean;
  onClose: () => void;
  coolingOffDays: number;
  provedPhone: string | null;
};

/** Asks once more, and for a proof: the password, or a code to the number that was proved. */
export function DeletionDialog({ open, onClose, ...question }: DeletionDialogProps) {
  const t = useTranslations("privacy.deletion");
  const common = useTranslations("common");
  const formId = useId();
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("dialogTitle")}
      closeLabel={common("close")}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" form={formId} look="destructive" pending={isBusy}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <DeletionForm id={formId} onBusy={setBusy} {...question} />
    </Dialog>
  );
}

type DeletionFormProps = Pick<DeletionDialogProps, "coolingOffDays" | "provedPhone"> & {
  id: string;
  onBusy: (isBusy: boolean) => void;
};

const loadSchema = () => import("./password-schema").then(({ passwordForm }) => passwordForm);

/** Lives with the open dialogue: what was typed is forgotten when it closes. */
function DeletionForm({ id, onBusy, coolingOffDays, provedPhone }: DeletionFormProps) {
  const t = useTranslations("privacy.deletion");
  const showPassword = useTranslations("security")("showPassword");
  const faultText = useFaultText();
  const failureText = useFailureText();
  const router = useRouter();
  const ask = useAskForDeletion();
  const [refusal, setRefusal] = useState<string | null>(null);
  const isGone = useRef(false);
  const form = useForm<{ password: string }>({
    defaultValues: { password: "" },
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });

  const { onSubmit, faults } = useSubmission(form, { password: t("password") }, async ({ password }) => {
    if (isGone.current) return "leave";
    setRefusal(null);
    onBusy(true);
    try {
      await ask.mutateAsync({ password });
    } catch (error) {
      onBusy(false);
      throw error;
    }
    isGone.current = true;
    // Signed out: nothing that this page held may stay.
    leaveFor(DELETION_ASKED_PATH);
    return "leave";
  });

  const askForCode = useOneAtATime(async (): Promise<boolean> => {
    if (isGone.current) return true;
    setRefusal(null);
    try {
      await ask.mutateAsync({});
      isGone.current = true;
      router.push(codePage("account_deletion", "/account/privacy"));
      return true;
    } catch (error) {
      setRefusal(failureText(error));
      return false;
    }
  });

  return (
    <form id={id} noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      <p className="text-ink-soft">{t("dialogText", { days: coolingOffDays })}</p>
      <div className="grid gap-2">
        <PasswordField
          label={t("password")}
          showLabel={showPassword}
          error={form.formState.errors.password?.message}
          autoComplete="current-password"
          dir="ltr"
          {...form.register("password")}
        />
        <TextLink href="/reset" className="justify-self-start">
          {t("forgot")}
        </TextLink>
      </div>
      {provedPhone !== null && (
        <div className="grid gap-3">
          <p aria-hidden className="flex items-center gap-4 text-xs text-ink-soft">
            <span className="h-px grow bg-line" />
            {t("or")}
            <span className="h-px grow bg-line" />
          </p>
          {refusal && (
            <Alert>
              <p>{refusal}</p>
            </Alert>
          )}
          <Button look="secondary" aria-describedby={`${id}-phone`} onClick={() => askForCode()}>
            {t("byCode")}
          </Button>
          <p id={`${id}-phone`} className="text-xs text-ink-soft">
            {t.rich("byCodeHint", {
              phone: () => (
                <bdi dir="ltr" className="font-semibold whitespace-nowrap">
                  {provedPhone}
                </bdi>
              ),
            })}
          </p>
        </div>
      )}
    </form>
  );
}

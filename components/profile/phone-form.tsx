import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { hasOtherUnsavedForms } from "@/components/forms/leave-guard";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { verifyPath } from "@/components/verification/routes";
import type { ProfileResponse } from "@/lib/profile/schema";
import { ChangeForm } from "./change-form";
import { useUpdateProfile } from "./queries";

const loadSchema = () =>
  import("@/lib/profile/schema").then(({ updateProfileBody }) => updateProfileBody.pick({ phone: true }).required());

type PhoneFormProps = {
  /** The number in force; null for none. */
  current: string | null;
  choices: PhoneChoices;
  /** Whether a new number must be verified by a code. */
  needsCode: boolean;
  /** Whether the number asked for last turned out to be another account's. */
  isTaken: boolean;
  onSaved: (profile: ProfileResponse) => void;
  /** The code was sent, but the page has other unsaved changes. */
  onCodeSent: () => void;
  onCancel: () => void;
};

/** Asks for another number and goes on to the page where its code is entered. */
export function PhoneForm({ current, choices, needsCode, isTaken, onSaved, onCodeSent, onCancel }: PhoneFormProps) {
  const t = useTranslations("profile.contact");
  const router = useRouter();
  const update = useUpdateProfile();
  const form = useAppForm({
    labels: { phone: t(current === null ? "phone" : "phoneForm.label") },
    defaultValues: { phone: "" },
    loadSchema,
    draft: "phone-change",
    initialErrors: isTaken ? { phone: "phone_taken" } : undefined,
  });
  const isGivenUp = useRef(false);
  useEffect(() => {
    isGivenUp.current = false;
    return () => {
      isGivenUp.current = true;
    };
  }, []);

  const submission = useSubmission(form, async ({ phone }) => {
    const outcome = await update.mutateAsync({ phone });
    // Whoever has cancelled meanwhile stays; the server shows what waits for its code.
    if (isGivenUp.current && outcome.step === "code") {
      router.refresh();
      return;
    }
    if (outcome.step === "code" && !hasOtherUnsavedForms()) {
      router.push(verifyPath("phone_change", "/account/profile"));
      return "leave";
    }
    if (outcome.step === "done") onSaved(outcome.profile);
    else onCodeSent();
  });

  const { setFocus } = form;
  useEffect(() => {
    // An error takes the focus by its summary.
    if (!isTaken) setFocus("phone");
  }, [setFocus, isTaken]);

  return (
    <ChangeForm
      submission={submission}
      steps={[
        ...(needsCode ? [t("phoneForm.code")] : []),
        ...(needsCode && current !== null ? [t("phoneForm.stays")] : []),
        t("phoneForm.devices"),
      ]}
      submitText={t(needsCode ? "phoneForm.submit" : "phoneForm.save")}
      onCancel={onCancel}
    >
      <PhoneField form={form} name="phone" choices={choices} />
    </ChangeForm>
  );
}

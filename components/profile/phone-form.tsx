import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { hasOtherUnsavedForms } from "@/components/forms/intentional-navigation";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { codePage } from "@/components/verification/code-page";
import type { ProfileResponse } from "@/lib/profile/schema";
import type { VerificationResponse } from "@/lib/verification/schema";
import { ChangeActions, ChangePanel, ChangeSteps } from "./contact-row";
import { useUpdateProfile } from "./queries";

const loadSchema = () =>
  import("@/lib/profile/schema").then(({ updateProfileBody }) => updateProfileBody.pick({ phone: true }).required());

type PhoneFormProps = {
  /** The number in force; null for none. */
  current: string | null;
  choices: PhoneChoices;
  /** Whether a new number must be proved by a code. */
  needsCode: boolean;
  /** Whether the number asked for last turned out to be another account's. */
  isTaken: boolean;
  onSaved: (profile: ProfileResponse) => void;
  /** The code was sent, and this page must be stayed on for the sake of other changes. */
  onCodeSent: (verification: VerificationResponse) => void;
  onCancel: () => void;
};

type PhoneValues = { phone: string };

/** Asks for another number and goes on to the page where its code is entered. */
export function PhoneForm({ current, choices, needsCode, isTaken, onSaved, onCodeSent, onCancel }: PhoneFormProps) {
  const t = useTranslations("profile.contact");
  const common = useTranslations("common");
  const faultText = useFaultText();
  const router = useRouter();
  const update = useUpdateProfile();
  const form = useForm<PhoneValues>({
    defaultValues: { phone: "" },
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const label = t(current === null ? "phone" : "phoneForm.label");

  const { onSubmit, pending, leaving, faults } = useSubmission(form, { phone: label }, async ({ phone }) => {
    const outcome = await update.mutateAsync({ phone });
    if (outcome.step === "code" && !hasOtherUnsavedForms()) {
      router.push(codePage("phone_change", "/account/profile"));
      return "leave";
    }
    if (outcome.step === "done") onSaved(outcome.profile);
    else onCodeSent(outcome.verification);
    return "stay";
  });

  const { setFocus, setError } = form;
  const takenText = isTaken ? faultText("phone_taken", {}) : null;
  useEffect(() => {
    // A fault takes the focus by its summary.
    if (takenText) setError("phone", { type: "server", message: takenText });
    else setFocus("phone");
  }, [setFocus, setError, takenText]);

  const steps = [
    ...(needsCode ? [t("phoneForm.code")] : []),
    ...(needsCode && current !== null ? [t("phoneForm.stays")] : []),
    t("phoneForm.devices"),
  ];

  return (
    <ChangePanel>
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-4">
        <FaultSummary faults={faults} />
        <ChangeSteps steps={steps} />
        <div className="max-w-md">
          <PhoneField
            control={form.control}
            name="phone"
            choices={choices}
            label={label}
            error={form.formState.errors.phone?.message}
          />
        </div>
        <ChangeActions>
          <Button type="submit" pending={pending}>
            {t(needsCode ? "phoneForm.submit" : "phoneForm.save")}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {common("cancel")}
          </Button>
        </ChangeActions>
        <LeaveGuard active={form.formState.isDirty && !leaving} />
      </form>
    </ChangePanel>
  );
}

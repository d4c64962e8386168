import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { BirthDateField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { proveAccount } from "./queries";

const loadSchema = () => import("@/lib/loyalty/account-proof-schema").then(({ accountProofBody }) => accountProofBody);

type ProofProps = { onProved: () => void };

/** Takes the code that was mailed to the account's address. */
export function CodeProof({ onProved }: ProofProps) {
  const t = useTranslations("loyalty.proof");
  const form = useAppForm({
    labels: { code: t("code") },
    defaultValues: { code: "" },
    loadSchema,
    toBody: ({ code }: { code: string }) => ({ way: "email", code }),
  });
  const { setFocus } = form;
  useEffect(() => setFocus("code"), [setFocus]);
  const submission = useSubmission(form, async ({ code }) => {
    await proveAccount({ way: "email", code });
    onProved();
    return "leave";
  });
  return (
    <Form submission={submission} className="grid max-w-xs gap-5">
      <TextField
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        dir="ltr"
        hint={t("codeHint")}
        {...form.field("code")}
      />
      <Button type="submit" pending={submission.isPending} className="justify-self-start">
        {t("confirm")}
      </Button>
    </Form>
  );
}

/** Takes the date of birth that the account has. */
export function BirthDateProof({ onProved }: ProofProps) {
  const t = useTranslations("loyalty.proof");
  const form = useAppForm({
    labels: { date_of_birth: t("birthDate") },
    defaultValues: { date_of_birth: "" },
    loadSchema,
    toBody: birthDateBody,
  });
  const submission = useSubmission(form, async (values) => {
    await proveAccount(birthDateBody(values));
    onProved();
    return "leave";
  });
  return (
    <Form submission={submission} className="grid max-w-xs gap-5">
      <BirthDateField {...form.field("date_of_birth")} />
      <Button type="submit" look="secondary" pending={submission.isPending} className="justify-self-start">
        {t("confirmBirth")}
      </Button>
    </Form>
  );
}

function birthDateBody({ date_of_birth: date }: { date_of_birth: string }) {
  return { way: "birth_date", date_of_birth: date || undefined };
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { callApi } from "@/components/api/client";
import { draftOf, forgetDrafts, useKeptDraft } from "@/components/auth/draft";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { verifyPath } from "@/components/verification/routes";
import type { VerificationResponse } from "@/lib/verification/schema";
import { AboutSection, AccessSection, ContactSection, FormSection } from "./registration-sections";
import {
  EMPTY_REGISTRATION,
  REGISTRATION_FIELDS,
  type RegistrationValues,
  registrationRequest,
  registrationTarget,
} from "./registration-values";
import { TermsLabel, type TermsLinks } from "./terms-label";
import { useRegistrationLabels } from "./use-registration-labels";

type RegistrationFormProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  choices: PhoneChoices;
  /** Whether the shop has a loyalty programme at present. */
  offersLoyalty: boolean;
  /** What is accepted, to be read. */
  links: TermsLinks;
  /** What the code was entered for in vain: it is another customer's. */
  taken?: "phone" | "email" | undefined;
};

const DRAFT = "registration";

/** Which of the two schemas applies depends on the opt-in. */
const loadSchema = (values: RegistrationValues) =>
  import("./registration-schema").then(({ registrationSchema }) => registrationSchema(values));

/** Everything a new customer is asked; the number is proved on the next page, and nothing is made before. */
export function RegistrationForm({ next, choices, offersLoyalty, links, taken }: RegistrationFormProps) {
  const t = useTranslations("registration");
  const faultText = useFaultText();
  const labels = useRegistrationLabels();
  const router = useRouter();
  const [initial] = useState(() => draftOf<RegistrationValues>(DRAFT) ?? EMPTY_REGISTRATION);
  const form = useForm<RegistrationValues>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText, registrationRequest),
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  const { setError } = form;
  const addLoyalty = useWatch({ control: form.control, name: "add_loyalty" });
  useEarlyInput(form, REGISTRATION_FIELDS);
  useKeptDraft(DRAFT, form);
  useEffect(() => {
    if (taken) setError(taken, { type: "server", message: faultText(`${taken}_taken`, {}) });
  }, [taken, setError, faultText]);

  const { onSubmit, pending, faults } = useSubmission(form, labels, async (values) => {
    const { path, purpose } = registrationTarget(values);
    const body = registrationRequest(values);
    const { verification } = await callApi<{ verification?: VerificationResponse }>(path, { method: "POST", body });
    // A shop may do without codes: then the customer is signed in already.
    if (verification) router.push(verifyPath(purpose, next));
    else {
      forgetDrafts();
      window.location.assign(next);
    }
    return "leave";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-8">
      <FaultSummary faults={faults} />
      <AccessSection form={form} initial={initial} choices={choices} />
      {offersLoyalty && (
        <FormSection title={t("loyaltyTitle")}>
          <div className="rounded-control border border-line bg-surface p-4">
            <CheckboxField
              label={labels.add_loyalty}
              hint={t("loyaltyHint")}
              error={errors.add_loyalty?.message}
              defaultChecked={initial.add_loyalty}
              {...form.register("add_loyalty")}
            />
          </div>
        </FormSection>
      )}
      <AboutSection form={form} initial={initial} isBirthDateRequired={addLoyalty} />
      <ContactSection form={form} initial={initial} />
      <div className="grid gap-6 border-t border-line pt-6">
        <CheckboxField
          label={<TermsLabel links={links} />}
          error={errors.confirm?.message}
          defaultChecked={initial.confirm}
          {...form.register("confirm")}
        />
        <Button type="submit" pending={pending} className="min-h-12 text-base">
          {t("submit")}
        </Button>
        <p className="-mt-3 text-center text-xs text-ink-soft">{t("whatNext")}</p>
      </div>
    </form>
  );
}

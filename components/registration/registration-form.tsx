"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "@/components/api/client";
import { Form } from "@/components/forms/form";
import { deleteGuestDrafts } from "@/components/forms/form-draft";
import { loadPage } from "@/components/forms/intentional-navigation";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { verifyPath } from "@/components/verification/routes";
import type { VerificationResponse } from "@/lib/verification/schema";
import { AboutSection, AccessSection, ContactSection, FormSection } from "./registration-sections";
import {
  EMPTY_REGISTRATION,
  type RegistrationValues,
  registrationRequest,
  registrationTarget,
  useRegistrationLabels,
} from "./registration-values";
import { TermsLabel, type TermsLinks } from "./terms-label";

type RegistrationFormProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  choices: PhoneChoices;
  /** Minimum length of a password. */
  passwordMin: number;
  /** Whether the shop has a loyalty programme at present. */
  offersLoyalty: boolean;
  /** Where to read what is accepted. */
  links: TermsLinks;
  /** Which of them turned out to be another customer's. */
  taken?: "phone" | "email" | undefined;
};

/** Which of the two schemas applies depends on the opt-in. */
const loadSchema = (values: RegistrationValues) =>
  import("./registration-schema").then(({ registrationSchema }) => registrationSchema(values));

/** Registers a customer; nothing is created before the next page verifies the number. */
export function RegistrationForm({ next, choices, passwordMin, offersLoyalty, links, taken }: RegistrationFormProps) {
  const t = useTranslations("registration");
  const router = useRouter();
  const form = useAppForm<RegistrationValues>({
    labels: useRegistrationLabels(),
    defaultValues: EMPTY_REGISTRATION,
    loadSchema,
    toBody: registrationRequest,
    draft: "registration",
    initialErrors: taken && { [taken]: `${taken}_taken` },
  });
  const addLoyalty = form.watch("add_loyalty");

  const submission = useSubmission(form, async (values) => {
    const { path, purpose } = registrationTarget(values);
    const body = registrationRequest(values);
    const { verification } = await callApi<{ verification?: VerificationResponse }>(path, { method: "POST", body });
    // Without codes the customer is signed in already.
    if (verification) router.push(verifyPath(purpose, next));
    else {
      deleteGuestDrafts();
      loadPage(next);
    }
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-8">
      <AccessSection form={form} choices={choices} passwordMin={passwordMin} />
      {offersLoyalty && (
        <FormSection title={t("loyaltyTitle")}>
          <div className="rounded-control border border-line bg-surface p-4">
            <CheckboxField {...form.field("add_loyalty")} hint={t("loyaltyHint")} />
          </div>
        </FormSection>
      )}
      <AboutSection form={form} isBirthDateRequired={addLoyalty} />
      <ContactSection form={form} />
      <div className="grid gap-6 border-t border-line pt-6">
        <CheckboxField {...form.field("confirm")} label={<TermsLabel links={links} />} />
        <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
          {t("submit")}
        </Button>
        <p className="-mt-3 text-center text-xs text-ink-soft">{t("whatNext")}</p>
      </div>
    </Form>
  );
}

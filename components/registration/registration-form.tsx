"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "@/components/api/client";
import type { AskedFields } from "@/components/forms/asked-fields";
import { EmailField, NewPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { deleteGuestDrafts } from "@/components/forms/form-draft";
import { loadPage } from "@/components/forms/intentional-navigation";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { verifyPath, welcomePath } from "@/components/verification/routes";
import type { VerificationResponse } from "@/lib/verification/schema";
import { TakenAddress } from "./taken-address";
import { TermsField, type TermsLinks } from "./terms-field";

type RegistrationFormProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  choices: PhoneChoices;
  /** Minimum length of a password. */
  passwordMin: number;
  /** Where to read what is accepted. */
  links: TermsLinks;
  /** What the shop asks beside these. */
  asked?: AskedFields | undefined;
  /** Which of them turned out to be another customer's. */
  taken?: "phone" | "email" | undefined;
};

const EMPTY = { first_name: "", last_name: "", email: "", phone: "", password: "" };
/** `confirm` is null where the shop has no terms to accept. */
type RegistrationValues = typeof EMPTY & { confirm: boolean | null };

const loadSchema = (values: RegistrationValues) =>
  import("./registration-schema").then(({ registrationSchema }) => registrationSchema(values));

/** Registers a customer by what must be known; nothing is created before the next page verifies the number. */
export function RegistrationForm({ next, choices, passwordMin, links, asked, taken }: RegistrationFormProps) {
  const t = useTranslations("registration");
  const about = useTranslations("profile.about");
  const auth = useTranslations("auth");
  const router = useRouter();
  const form = useAppForm<RegistrationValues>({
    labels: {
      first_name: about("first_name"),
      last_name: about("last_name"),
      email: auth("email"),
      phone: auth("phoneNumber"),
      password: auth("password"),
      confirm: t.markup("confirm", { terms: (text) => text, privacy: (text) => text }),
    },
    defaultValues: { ...EMPTY, confirm: links.terms === undefined ? null : false },
    loadSchema,
    asked,
    draft: "registration",
    initialErrors: taken && { [taken]: `${taken}_taken` },
  });

  const submission = useSubmission(form, async (values) => {
    const { verification } = await callApi<{ verification?: VerificationResponse }>("/api/users/registration/", {
      method: "POST",
      body: form.toBody(values),
    });
    // Without codes, or with a number that one has verified already, the customer is signed in.
    if (verification) router.push(verifyPath("registration", next));
    else {
      deleteGuestDrafts();
      loadPage(welcomePath(next));
    }
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(9rem,100%),1fr))] gap-5">
        <TextField autoComplete="given-name" {...form.field("first_name")} />
        <TextField autoComplete="family-name" {...form.field("last_name")} />
      </div>
      <div className="grid gap-2">
        <EmailField {...form.field("email")} />
        {/* Only the server knows that. */}
        {form.getFieldState("email", form.formState).error?.type === "email_taken" && <TakenAddress next={next} />}
      </div>
      <PhoneField form={form} name="phone" hint={t("phoneHint")} choices={choices} />
      <NewPasswordField {...form.field("password")} min={passwordMin} />
      {asked && <asked.ShopFields form={form} fields={asked.fields} />}
      <TermsField form={form} links={links} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {t("submit")}
      </Button>
    </Form>
  );
}

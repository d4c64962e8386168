"use client";

import { useTranslations } from "next-intl";
import { goToIdentity, isIdentityUnavailable } from "@/components/auth/identity";
import { Form } from "@/components/forms/form";
import { ShownError } from "@/components/forms/request-error-text";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { TermsField, type TermsLinks } from "./terms-field";

type IdentityRegistrationFormProps = {
  /** What the shop calls its own sign-in. */
  name: string;
  /** Same-origin path to go to afterwards. */
  next: string;
  /** Where to read what is accepted. */
  links: TermsLinks;
};

/** `confirm` is null where the shop has no terms to accept. */
type Values = { confirm: boolean | null };

const loadSchema = (values: Values) =>
  import("./registration-schema").then(({ identityRegistrationSchema }) => identityRegistrationSchema(values));

/** Makes the account of somebody who has signed in at the shop's own sign-in, by going there once more. */
export function IdentityRegistrationForm({ name, next, links }: IdentityRegistrationFormProps) {
  const t = useTranslations("registration");
  const identity = useTranslations("auth.identity");
  const form = useAppForm<Values>({
    labels: { confirm: t.markup("confirm", { terms: (text) => text, privacy: (text) => text }) },
    defaultValues: { confirm: links.terms === undefined ? null : false },
    loadSchema,
  });
  const submission = useSubmission(form, async () => {
    await goToIdentity({ next, confirm: true }).catch((error: unknown) => {
      throw isIdentityUnavailable(error) ? new ShownError(identity("unavailable", { name })) : error;
    });
    return undefined;
  });
  return (
    <Form submission={submission} className="grid gap-5">
      <TermsField form={form} links={links} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {t("identity.submit")}
      </Button>
    </Form>
  );
}

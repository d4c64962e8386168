"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { BirthDateField, EmailField } from "@/components/forms/fields";
import { GuardedForm } from "@/components/forms/guarded-form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { ContactUs } from "@/components/layout/contact-us";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { useLoyaltyErrorInWords } from "./loyalty-errors";
import { linkAccount } from "./queries";

const loadSchema = () => import("@/lib/loyalty/schema").then(({ searchExistsBody }) => searchExistsBody);

type Values = { email: string; date_of_birth: string };

/** Finds the customer's account in the programme, if it is certainly theirs. */
export function LinkForm({ email }: { email: string }) {
  const t = useTranslations("loyalty.link");
  const emailLabel = useTranslations("loyalty.fields")("email");
  const common = useTranslations("common");
  const inWords = useLoyaltyErrorInWords();
  const router = useRouter();
  const [isNotFound, setNotFound] = useState(false);
  const notFound = useRef<HTMLDivElement>(null);
  const form = useAppForm<Values>({
    labels: { email: emailLabel, date_of_birth: t("birthDate") },
    defaultValues: { email, date_of_birth: "" },
    loadSchema,
    toBody: linkBody,
    draft: "loyalty-link",
  });
  useEffect(() => {
    if (isNotFound) notFound.current?.focus();
  }, [isNotFound]);

  const submission = useSubmission(form, async (values) => {
    setNotFound(false);
    const { number } = await linkAccount(linkBody(values)).catch(inWords);
    if (number === undefined) {
      setNotFound(true);
      return;
    }
    router.push("/account/loyalty?card=linked");
    router.refresh();
    return "leave";
  });

  return (
    <Card title={t("formTitle")} description={t("formText")} beside>
      <GuardedForm submission={submission} className="grid gap-5">
        {isNotFound && (
          <Alert ref={notFound} tone="notice" title={t("notFoundTitle")}>
            <p>{t("notFoundText")}</p>
            <p className="mt-1 flex flex-wrap gap-x-6 gap-y-2">
              <TextLink href="/account/loyalty/join" className="text-on-primary-soft">
                {t("join")}
              </TextLink>
              <ContactUs />
            </p>
          </Alert>
        )}
        <div className="grid max-w-md gap-5">
          <EmailField {...form.field("email")} hint={t("emailHint")} />
          <BirthDateField {...form.field("date_of_birth")} />
        </div>
        <div className="flex gap-3 *:grow sm:*:grow-0">
          <Button type="submit" pending={submission.isPending} className="min-h-12">
            {t("submit")}
          </Button>
          <ButtonLink look="quiet" href="/account/loyalty" className="min-h-12">
            {common("cancel")}
          </ButtonLink>
        </div>
      </GuardedForm>
    </Card>
  );
}

function linkBody({ email, date_of_birth: birthDate }: Values) {
  return { email, date_of_birth: birthDate || undefined };
}

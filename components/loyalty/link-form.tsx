"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { useRefusalInWords } from "./loyalty-errors";
import { useLinkAccount } from "./queries";

const loadSchema = () => import("@/lib/loyalty/schema").then(({ searchExistsBody }) => searchExistsBody);

type Values = { email: string; date_of_birth: string };

/** Finds the customer's account in the programme; only one that is certainly his is ever found. */
export function LinkForm({ email }: { email: string }) {
  const t = useTranslations("loyalty.link");
  const fields = useTranslations("loyalty.fields");
  const common = useTranslations("common");
  const faultText = useFaultText();
  const inWords = useRefusalInWords();
  const router = useRouter();
  const link = useLinkAccount();
  const [notFound, setNotFound] = useState(false);
  const answer = useRef<HTMLDivElement>(null);
  const initial = { email, date_of_birth: "" };
  const form = useForm<Values>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText, linkBody),
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  const labels = { email: fields("email"), date_of_birth: t("birthDate") };
  useEarlyInput(form, ["email", "date_of_birth"]);
  useEffect(() => {
    if (notFound) answer.current?.focus();
  }, [notFound]);

  const { onSubmit, pending, leaving, faults } = useSubmission(form, labels, async (values) => {
    setNotFound(false);
    const { number } = await link
      .mutateAsync(linkBody(values))
      .catch((error: unknown) => Promise.reject(inWords(error)));
    if (number === undefined) {
      setNotFound(true);
      return "stay";
    }
    router.push("/account/loyalty?card=linked");
    router.refresh();
    return "leave";
  });

  return (
    <Card title={t("formTitle")} description={t("formText")} beside>
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
        <FaultSummary faults={faults} />
        {notFound && (
          <div ref={answer} tabIndex={-1} className="rounded-control">
            <Alert tone="notice" title={t("notFoundTitle")}>
              <p>{t("notFoundText")}</p>
              <TextLink href="/account/loyalty/join" className="mt-1 justify-self-start text-on-primary-soft">
                {t("join")}
              </TextLink>
            </Alert>
          </div>
        )}
        <div className="grid max-w-md gap-5">
          <TextField
            type="email"
            label={labels.email}
            hint={t("emailHint")}
            error={errors.email?.message}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            defaultValue={initial.email}
            {...form.register("email")}
          />
          <TextField
            type="date"
            label={labels.date_of_birth}
            error={errors.date_of_birth?.message}
            autoComplete="bday"
            min="1900-01-01"
            defaultValue=""
            {...form.register("date_of_birth")}
          />
        </div>
        <div className="flex gap-3 *:grow sm:*:grow-0">
          <Button type="submit" pending={pending} className="min-h-12">
            {t("submit")}
          </Button>
          <ButtonLink look="quiet" href="/account/loyalty" className="min-h-12">
            {common("cancel")}
          </ButtonLink>
        </div>
        <LeaveGuard active={form.formState.isDirty && !leaving} />
      </form>
    </Card>
  );
}

function linkBody({ email, date_of_birth: birthDate }: Values) {
  return { email, date_of_birth: birthDate || undefined };
}

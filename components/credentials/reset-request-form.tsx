"use client";

import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { callApi } from "@/components/api/client";
import { draftOf } from "@/components/auth/draft";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { RESET_DRAFT } from "./reset-draft";

const loadSchema = () => import("@/lib/credentials/schema").then(({ resetRequestBody }) => resetRequestBody);

type Values = { email: string };

type ResetRequestFormProps = {
  /** Where a demo's mails are to be found; nothing in a real shop. */
  note?: ReactNode;
};

/** Asks for the mail with the link, and says the same whether or not the address has an account. */
export function ResetRequestForm({ note }: ResetRequestFormProps) {
  const t = useTranslations("recovery");
  const identity = useTranslations("identity");
  const faultText = useFaultText();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [initial] = useState(() => draftOf<Values>(RESET_DRAFT) ?? { email: "" });
  const form = useForm<Values>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  useEarlyInput(form, ["email"]);
  const { onSubmit, pending, faults } = useSubmission(form, { email: identity("email") }, async (values) => {
    await callApi("/api/users/password/reset/", { method: "POST", body: values });
    setSentTo(values.email.trim());
    return "stay";
  });

  if (sentTo !== null) return <MailSent address={sentTo} onAgain={() => setSentTo(null)} note={note} />;

  return (
    <>
      <PageHeader title={t("requestTitle")} description={t("requestText")} />
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
        <FaultSummary faults={faults} />
        <TextField
          type="email"
          label={identity("email")}
          error={errors.email?.message}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          defaultValue={initial.email}
          {...form.register("email")}
        />
        <Button type="submit" pending={pending} className="min-h-12 text-base">
          {t("request")}
        </Button>
        <p className="text-center">
          <TextLink href="/login">{t("toSignIn")}</TextLink>
        </p>
      </form>
    </>
  );
}

/** The focus goes to its heading, which says what happened. */
function MailSent({ address, onAgain, note }: ResetRequestFormProps & { address: string; onAgain: () => void }) {
  const t = useTranslations("recovery");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="grid justify-items-start gap-4">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
        <MailCheck className="size-7" />
      </span>
      <h1 ref={heading} tabIndex={-1} className="rounded-sm text-2xl sm:text-3xl">
        {t("sentTitle")}
      </h1>
      <p className="text-ink-soft">
        {t.rich("sentText", {
          address: () => (
            <bdi dir="ltr" className="font-semibold break-all text-ink">
              {address}
            </bdi>
          ),
        })}
      </p>
      <p className="text-sm text-ink-soft">{t("sentHint")}</p>
      {note}
      <div className="mt-2 flex flex-wrap gap-3">
        <ButtonLink href="/login">{t("toSignIn")}</ButtonLink>
        <Button look="quiet" onClick={onAgain}>
          {t("otherAddress")}
        </Button>
      </div>
    </div>
  );
}

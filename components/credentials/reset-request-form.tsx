"use client";

import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { callApi } from "@/components/api/client";
import { EmailField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";

const loadSchema = () => import("@/lib/credentials/schema").then(({ resetRequestBody }) => resetRequestBody);

type ResetRequestFormProps = {
  /** Where a demo's mails are; nothing in production. */
  note?: ReactNode;
};

/** Asks for the mail with the link, and says the same whether or not the address has an account. */
export function ResetRequestForm({ note }: ResetRequestFormProps) {
  const t = useTranslations("credentials");
  const label = useTranslations("auth")("email");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useAppForm({
    labels: { email: label },
    defaultValues: { email: "" },
    loadSchema,
    draft: "reset-request",
  });
  const submission = useSubmission(form, async (values) => {
    await callApi("/api/users/password/reset/", { method: "POST", body: values });
    setSentTo(values.email.trim());
  });

  if (sentTo !== null) return <MailSent address={sentTo} onAgain={() => setSentTo(null)} note={note} />;

  return (
    <>
      <PageHeader title={t("requestTitle")} description={t("requestText")} />
      <Form submission={submission} className="grid gap-5">
        <EmailField {...form.field("email")} />
        <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
          {t("request")}
        </Button>
        <p className="text-center">
          <TextLink href="/reset?by=phone" className="min-h-11">
            {t("byPhone")}
          </TextLink>
        </p>
        <p className="text-center">
          <TextLink href="/login" className="min-h-11">
            {t("toSignIn")}
          </TextLink>
        </p>
      </Form>
    </>
  );
}

/** The focus goes to its heading, which says what happened. */
function MailSent({ address, onAgain, note }: ResetRequestFormProps & { address: string; onAgain: () => void }) {
  const t = useTranslations("credentials");
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

"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { DoneNote } from "@/components/layout/done-note";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { useToast } from "@/components/ui/toast";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/limits";
import { useExportLink } from "./queries";

const loadSchema = () => import("@/lib/privacy/schema").then(({ exportBody }) => exportBody);

type Values = { password: string };

const LINK_MINUTES = EXPORT_LINK_SECONDS / 60;

/** Everything in one file, at a press; the password is asked for only when the last sign-in is too long ago. */
export function ExportCard() {
  const t = useTranslations("privacy.export");
  const showPassword = useTranslations("security")("showPassword");
  const faultText = useFaultText();
  const toast = useToast();
  const makeLink = useExportLink();
  const [needsPassword, setNeedsPassword] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const form = useForm<Values>({
    defaultValues: { password: "" },
    // Without its field there is no password: the server says whether it wants one.
    resolver: useSchemaResolver(loadSchema, faultText, ({ password }) => (needsPassword ? { password } : {})),
    shouldFocusError: false,
  });

  const { setFocus } = form;
  useEffect(() => {
    if (needsPassword) setFocus("password");
  }, [needsPassword, setFocus]);

  useEffect(() => {
    if (url === null) return;
    const timer = setTimeout(() => {
      setUrl(null);
      setOver(true);
    }, EXPORT_LINK_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [url]);

  const { onSubmit, pending, faults } = useSubmission(form, { password: t("password") }, async ({ password }) => {
    try {
      const link = await makeLink.mutateAsync(needsPassword ? { password } : {});
      setNeedsPassword(false);
      form.reset();
      setOver(false);
      setUrl(link.url);
      toast(t("started"));
    } catch (error) {
      if (needsPassword || !(error instanceof ApiError) || error.fields.password === undefined) throw error;
      setUrl(null);
      setNeedsPassword(true);
    }
    return "stay";
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
        <FaultSummary faults={faults} />
        {needsPassword && (
          <div className="grid max-w-md animate-rise gap-2">
            <PasswordField
              label={t("password")}
              hint={t("confirm")}
              showLabel={showPassword}
              error={form.formState.errors.password?.message}
              autoComplete="current-password"
              dir="ltr"
              {...form.register("password")}
            />
            <ForgotLink />
          </div>
        )}
        {url && (
          <DoneNote title={t("started")}>
            <p>{t("link", { minutes: LINK_MINUTES })}</p>
            <DownloadLink key={url} url={url} text={t("again")} />
          </DoneNote>
        )}
        {isOver && !url && <p className="text-sm text-ink-soft">{t("over")}</p>}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button type="submit" look={url ? "secondary" : "primary"} pending={pending}>
            <Download aria-hidden className="size-4.5" />
            {t("submit")}
          </Button>
          <p className="text-xs text-ink-soft">{t("format")}</p>
        </div>
      </form>
    </Card>
  );
}

/** Follows the link once by itself; it stays, for whoever wants the file again or has lost it. */
function DownloadLink({ url, text }: { url: string; text: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.click(), []);
  return (
    <a
      ref={link}
      href={url}
      download="my-data.json"
      className="inline-flex min-h-6 items-center justify-self-start font-semibold underline underline-offset-4 hover:decoration-2"
    >
      {text}
    </a>
  );
}

function ForgotLink() {
  const t = useTranslations("privacy.deletion");
  return (
    <TextLink href="/reset" className="justify-self-start">
      {t("forgot")}
    </TextLink>
  );
}

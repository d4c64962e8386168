"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ApiError } from "@/components/api/client";
import { CurrentPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { requestExportLink } from "./queries";

const loadSchema = () => import("@/lib/privacy/schema").then(({ exportBody }) => exportBody);

/** Exports everything in one file; asks for the password if the last sign-in is too old. */
export function ExportCard({ linkSeconds }: { linkSeconds: number }) {
  const t = useTranslations("privacy.export");
  const toast = useToast();
  const [needsPassword, setNeedsPassword] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const form = useAppForm({
    labels: { password: t("password") },
    defaultValues: { password: "" },
    loadSchema,
    // The server says whether it wants a password.
    toBody: ({ password }) => (needsPassword ? { password } : {}),
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
    }, linkSeconds * 1000);
    return () => clearTimeout(timer);
  }, [url, linkSeconds]);

  const submission = useSubmission(form, async ({ password }) => {
    try {
      const link = await requestExportLink(needsPassword ? { password } : {});
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
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      <Form submission={submission} className="grid gap-5">
        {needsPassword && (
          <div className="max-w-md animate-rise">
            <CurrentPasswordField {...form.field("password")} hint={t("confirm")} hasWayOut />
          </div>
        )}
        {url && (
          <Alert tone="success" title={t("started")}>
            <p>{t("link", { minutes: linkSeconds / 60 })}</p>
            <DownloadLink key={url} url={url} text={t("again")} />
          </Alert>
        )}
        {isOver && !url && <p className="text-sm text-ink-soft">{t("over")}</p>}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button type="submit" look={url ? "secondary" : "primary"} pending={submission.isPending}>
            <Download aria-hidden className="size-4.5" />
            {t("submit")}
          </Button>
          <p className="text-xs text-ink-soft">{t("format")}</p>
        </div>
      </Form>
    </Card>
  );
}

/** Follows the link once by itself, and stays for another download. */
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

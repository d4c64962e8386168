"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import { requestExportLink } from "./queries";

/** Exports everything in one file. */
export function ExportCard({ linkSeconds }: { linkSeconds: number }) {
  const t = useTranslations("privacy.export");
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    if (url === null) return;
    const timer = setTimeout(() => {
      setUrl(null);
      setOver(true);
    }, linkSeconds * 1000);
    return () => clearTimeout(timer);
  }, [url, linkSeconds]);

  const exporting = useSingleFlight(async () => {
    setProblem(null);
    try {
      const link = await requestExportLink();
      setOver(false);
      setUrl(link.url);
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      <div className="grid gap-5">
        {problem && <Alert>{problem}</Alert>}
        <StatusRegion>
          {url && (
            <Alert tone="success" title={t("started")}>
              <p>{t("link", { minutes: linkSeconds / 60 })}</p>
              <DownloadLink key={url} url={url} text={t("again")} />
            </Alert>
          )}
        </StatusRegion>
        {isOver && !url && <p className="text-sm text-ink-soft">{t("over")}</p>}
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
          <Button
            look={url ? "secondary" : "primary"}
            pending={exporting.isPending}
            onClick={() => void exporting.run()}
          >
            <Download aria-hidden className="size-4.5" />
            {t("submit")}
          </Button>
          <p className="text-xs text-ink-soft">{t("format")}</p>
        </div>
      </div>
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

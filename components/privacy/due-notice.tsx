"use client";

import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "@/components/api/client";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

/** Shown above the account's pages while a deletion is due, with the way to keep the account. */
export function DueNotice({ dueAt }: { dueAt: string }) {
  const t = useTranslations("privacy.due");
  const format = useFormatter();
  const router = useRouter();
  const toast = useToast();
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const title = t("title", { date: format.dateTime(new Date(dueAt), { dateStyle: "long" }) });

  // Without TanStack Query, which not every page of the account loads.
  const keep = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      await callApi("/api/users/deletion/", { method: "DELETE" });
      toast(t("kept"));
      // The notice disappears with the pressed button.
      document.getElementById(CONTENT_ID)?.focus();
      router.refresh();
      return "leave";
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  return (
    <section
      aria-label={title}
      className="mb-6 rounded-card border border-accent/50 bg-accent-soft p-5 text-on-accent-soft sm:px-7"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
        <div className="flex min-w-0 grow basis-72 gap-3">
          <CalendarClock aria-hidden className="mt-0.5 size-5 shrink-0" />
          <div className="min-w-0">
            <p className="font-semibold">{title}</p>
            <p className="mt-0.5 text-sm">{t("text")}</p>
          </div>
        </div>
        <Button pending={keep.isPending} onClick={() => keep.run()} className="grow sm:grow-0">
          {t("keep")}
        </Button>
      </div>
      {problem && (
        <div className="mt-4">
          <Alert title={t("failed")}>{problem}</Alert>
        </div>
      )}
    </section>
  );
}

"use client";

import { LifeBuoy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ContactUs } from "./contact-us";

type FailureProps = { error: unknown; retry: () => void };

/** Replaces a page that failed to render. */
export function Failure({ error, retry }: FailureProps) {
  const t = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div role="alert">
      <EmptyState
        icon={LifeBuoy}
        level={1}
        title={t("errors.pageTitle")}
        actions={<Button onClick={() => retry()}>{t("retry")}</Button>}
      >
        <p>{t("errors.pageText")}</p>
        {digest && <p className="mt-2 text-xs">{t("errors.reference", { digest })}</p>}
        <ContactUs />
      </EmptyState>
    </div>
  );
}

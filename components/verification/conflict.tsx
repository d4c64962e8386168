import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { takenPath } from "./routes";

type ConflictProps = {
  /** The form in which the challenge started. */
  start: string;
  /** The field at fault; empty for none. */
  field: string;
  text: string;
};

/** Leads back to the form, which shows the error at its field. */
export function Conflict({ start, field, text }: ConflictProps) {
  const t = useTranslations("verification");
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => link.current?.focus(), []);
  const isTaken = field === "phone" || field === "email";
  return (
    <div className="grid gap-5">
      <Alert title={t("conflictTitle")}>{text}</Alert>
      <ButtonLink ref={link} href={isTaken ? takenPath(start, field) : start} className="min-h-12 text-base">
        {t("backToForm")}
      </ButtonLink>
    </div>
  );
}

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { takeQueryParameter } from "@/components/layout/query-parameter";
import { Alert } from "@/components/ui/alert";
import { useToast } from "@/components/ui/toast";

/** The outcomes of following the mailed link of an e-mail change: `?email=changed`. */
const ARRIVALS = ["changed", "expired", "taken"] as const;

export type EmailArrival = (typeof ARRIVALS)[number];

/** Null for any other text. */
export function emailArrivalOf(parameter: string | null): EmailArrival | null {
  return ARRIVALS.find((arrival) => arrival === parameter) ?? null;
}

type EmailArrivalNoteProps = {
  arrival: EmailArrival;
  /** The address in force; null for none. */
  email: string | null;
  onAskAgain: () => void;
};

/** Says once what came of following the mailed link. */
export function EmailArrivalNote({ arrival, email, onAskAgain }: EmailArrivalNoteProps) {
  const t = useTranslations("profile.contact.arrival");
  const toast = useToast();
  const changedToast = t("changedToast");

  useEffect(() => {
    if (takeQueryParameter("email") && arrival === "changed") toast(changedToast);
  }, [arrival, changedToast, toast]);

  const address = () => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere">
      {email}
    </bdi>
  );

  if (arrival === "changed") {
    return (
      <Alert tone="success" title={t("changedTitle")}>
        <p>{t.rich("changed", { address })}</p>
      </Alert>
    );
  }
  return (
    <Alert title={t(`${arrival}Title`)} action={{ text: t("again"), onClick: onAskAgain }}>
      <p>
        {t(arrival)} {email !== null && t.rich("inForce", { address })}
      </p>
    </Alert>
  );
}

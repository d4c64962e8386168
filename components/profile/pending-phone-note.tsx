import { MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ButtonLink } from "@/components/ui/button";
import { verifyPath } from "@/components/verification/routes";

/** A challenge open in this session. */
export type PendingPhone = {
  /** Grouped; all but a few digits hidden unless it was typed in here. */
  number: string;
  /** What the code is for: another number, the first one, or consents. */
  purpose: "change" | "first" | "consents";
  /** Until the code expires. */
  secondsLeft: number;
};

/** Links to where the pending code is entered, until it expires. */
export function PendingPhoneNote({ pending: { number, purpose, secondsLeft } }: { pending: PendingPhone }) {
  const t = useTranslations("profile.contact.pending");
  const [over, setOver] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setOver(true), secondsLeft * 1000);
    return () => clearTimeout(timer);
  }, [secondsLeft]);

  if (over) return null;
  return (
    <div className="flex animate-rise flex-wrap items-center justify-end gap-x-4 gap-y-3 rounded-control border border-accent/40 bg-accent-soft p-4 text-on-accent-soft">
      <div className="flex min-w-0 grow basis-64 gap-3 text-sm">
        <MessageSquareText aria-hidden className="mt-0.5 size-5 shrink-0" />
        <p className="min-w-0">
          {t.rich(purpose, {
            number: () => (
              <bdi dir="ltr" className="font-semibold whitespace-nowrap">
                {number}
              </bdi>
            ),
          })}
        </p>
      </div>
      <ButtonLink
        href={verifyPath("phone_change", purpose === "consents" ? "/account/preferences" : "/account/profile")}
        className="grow sm:grow-0"
      >
        {t("go")}
      </ButtonLink>
    </div>
  );
}

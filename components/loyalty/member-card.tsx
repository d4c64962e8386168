import { SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import type { LoyaltyCardResponse } from "@/lib/loyalty/schema";
import { BarCode, groupedNumber, QrCode } from "./account-codes";
import { CardFace } from "./card-face";
import { ScanView } from "./scan-view";

type MemberCardProps = {
  card: LoyaltyCardResponse;
  /** The member's number, as people write it. */
  phone: string;
  /** The tier's badge, or its fallback. */
  tier: ReactNode;
};

/** The card and the way to its codes. Nothing here waits for the programme. */
export function MemberCard({ card, phone, tier }: MemberCardProps) {
  const t = useTranslations("loyalty");
  const { account_number: accountNumber } = card.attributes;
  const name = [card.user.first_name, card.user.last_name].filter(Boolean).join(" ");
  const number = groupedNumber(accountNumber);
  return (
    <section
      aria-labelledby="loyalty-card"
      className="grid w-full max-w-md grid-cols-1 content-start gap-5 justify-self-center"
    >
      <h2 id="loyalty-card" className="sr-only">
        {t("cardTitle")}
      </h2>
      <CardFace name={name} number={number} phone={phone} tier={tier} />
      {/* Above the shadow of the card. */}
      <div className="relative flex flex-wrap gap-2">
        <ScanView
          name={name}
          number={number}
          qr={<QrCode text={accountNumber} label={t("scan.qr")} />}
          bars={<BarCode text={accountNumber} label={t("scan.bars")} />}
        />
        <ButtonLink look="quiet" href="/account/loyalty/edit" className="min-h-14 grow sm:grow-0">
          <SquarePen aria-hidden className="size-4.5" />
          {t("change")}
        </ButtonLink>
      </div>
    </section>
  );
}

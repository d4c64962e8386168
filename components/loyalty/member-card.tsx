import { QrCode as QrIcon, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import type { LoyaltyCardResponse } from "@/lib/loyalty/schema";
import { BarCode, groupedNumber, QrCode } from "./account-codes";
import { CardFace } from "./card-face";
import { TillLink } from "./till-link";
import { type WalletChoice, WalletLinks } from "./wallet-links";

type MemberCardProps = {
  card: LoyaltyCardResponse;
  /** The member's number, as people write it. */
  phone: string;
  /** The tier's badge, and the way to the next, or their fallbacks. */
  tier: ReactNode;
  way: ReactNode;
  wallets: WalletChoice;
};

/** The card and the way to its codes, which paper shows at once. Nothing here waits for the programme. */
export function MemberCard({ card, phone, tier, way, wallets }: MemberCardProps) {
  const t = useTranslations("loyalty");
  const { account_number: accountNumber } = card.attributes;
  const name = [card.user.first_name, card.user.last_name].filter(Boolean).join(" ");
  return (
    <section
      aria-labelledby="loyalty-card"
      className="grid w-full max-w-md grid-cols-1 content-start gap-5 justify-self-center print:break-after-page"
    >
      <h2 id="loyalty-card" className="sr-only">
        {t("cardTitle")}
      </h2>
      <CardFace name={name} number={groupedNumber(accountNumber)} phone={phone} tier={tier} way={way} />
      {/* Above the shadow of the card. */}
      <div className="relative flex flex-wrap gap-2">
        <TillLink from="card" look="primary" className="min-h-14 grow text-base">
          <QrIcon aria-hidden className="size-5" />
          {t("scan.open")}
        </TillLink>
        <ButtonLink look="quiet" href="/account/loyalty/edit" className="min-h-14 grow sm:grow-0">
          <SquarePen aria-hidden className="size-4.5" />
          {t("change")}
        </ButtonLink>
      </div>
      <WalletLinks wallets={wallets} />
      <div className="@container hidden justify-items-center gap-6 print:grid">
        <div className="@container grid w-48 justify-items-center">
          <QrCode text={accountNumber} label={t("scan.qr")} />
        </div>
        <BarCode text={accountNumber} label={t("scan.bars")} />
      </div>
    </section>
  );
}

import { Wallet } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";

/** Wallets that take the card; the others have no link. */
export type WalletChoice = { apple: boolean; google: boolean };

const WALLETS = ["apple", "google"] as const;

/** Brings the card into the phone's wallet: a file for Apple's, a page of Google's for theirs. */
export function WalletLinks({ wallets }: { wallets: WalletChoice }) {
  const t = useTranslations("loyalty.wallet");
  const shown = WALLETS.filter((wallet) => wallets[wallet]);
  if (shown.length === 0) return null;
  return (
    // In one line where the card is as wide as both.
    <div className="flex flex-wrap gap-2">
      {shown.map((wallet) => (
        <a key={wallet} href={`/api/loyalty-card/wallet/${wallet}/`} className={buttonClass("secondary", "grow px-3!")}>
          <Wallet aria-hidden />
          {t(wallet)}
        </a>
      ))}
    </div>
  );
}

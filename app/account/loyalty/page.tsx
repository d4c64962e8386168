import { Suspense } from "react";
import { AccountPage } from "@/app/account/account-page";
import { titleOf } from "@/app/page-title";
import { requireCustomer } from "@/app/signed-in";
import { Slots } from "@/app/slots";
import { AccountProof } from "@/components/loyalty/account-proof";
import { LeaveSection } from "@/components/loyalty/leave-section";
import { LoyaltyNews } from "@/components/loyalty/loyalty-news";
import { LedgerSkeleton, PointsSkeleton, TierSkeleton, TierWaySkeleton } from "@/components/loyalty/loyalty-skeletons";
import { MemberCard } from "@/components/loyalty/member-card";
import { NoCard } from "@/components/loyalty/no-card";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { formatPhone } from "@/lib/contact/phone-rules";
import { hasProgramme } from "@/lib/loyalty/service";
import { toAccountProofResponse, toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { findWallets } from "@/lib/wallet/service";
import { Movements, Points, Tier, WayToNextTier } from "./from-programme";
import { loadCard, loadDisputedAccount } from "./loaders";

export const generateMetadata = titleOf("loyalty");

type LoyaltyPageProps = { searchParams: Promise<{ card?: string | string[] }> };

export default async function LoyaltyPage({ searchParams }: LoyaltyPageProps) {
  const { customer, deps } = await requireCustomer();
  const [{ card: news }, card] = await Promise.all([searchParams, loadCard()]);
  const disputed = card ? null : await loadDisputedAccount();
  return (
    <AccountPage group="loyalty" texts={["loyalty", "fields"]} isEmpty={!card}>
      <LoyaltyNews news={typeof news === "string" ? news : null} hasCard={card !== null} />
      {card ? (
        <>
          {/* The card comes from our own database; what the programme says streams in. */}
          <div className="grid grid-cols-1 gap-5 md:grid-cols-2 print:block">
            <MemberCard
              card={toLoyaltyCardResponse(card, customer, deps.fields)}
              phone={formatPhone(card.number, deps.env.DEFAULT_PHONE_REGION)}
              tier={
                <Suspense fallback={<TierSkeleton />}>
                  <Tier />
                </Suspense>
              }
              way={
                <Suspense fallback={<TierWaySkeleton />}>
                  <WayToNextTier />
                </Suspense>
              }
              wallets={findWallets(deps)}
            />
            <Suspense fallback={<PointsSkeleton />}>
              <Points />
            </Suspense>
          </div>
          <Suspense fallback={<LedgerSkeleton />}>
            <Movements />
          </Suspense>
          <LeaveSection />
        </>
      ) : disputed ? (
        <AccountProof account={toAccountProofResponse(disputed)} />
      ) : (await hasProgramme(deps)) ? (
        <NoCard name={`${customer.firstName} ${customer.lastName}`.trim()} />
      ) : (
        <NoProgramme />
      )}
      <Slots at="loyalty" />
    </AccountPage>
  );
}

import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { requireCustomer } from "@/app/signed-in";
import { LeaveSection } from "@/components/loyalty/leave-section";
import { Ledger } from "@/components/loyalty/ledger";
import { LedgerFailure, PointsFailure } from "@/components/loyalty/loyalty-failures";
import { LoyaltyNews } from "@/components/loyalty/loyalty-news";
import { LedgerSkeleton, MemberCardSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { MemberCard } from "@/components/loyalty/member-card";
import { NoCard } from "@/components/loyalty/no-card";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/errors";
import { findCustomerCard, getLedger, getLoyaltyState, hasProgramme } from "@/lib/loyalty/service";
import { ledgerView, loyaltyCardView } from "@/lib/loyalty/view";
import type { CustomerRow } from "@/lib/profile/store";

export async function generateMetadata() {
  const t = await getTranslations("loyalty");
  return { title: t("title") };
}

type LoyaltyPageProps = { searchParams: Promise<{ card?: string | string[] }> };

/** As many movements as the first look needs. */
const LEDGER_PAGE = 20;

export default async function LoyaltyPage({ searchParams }: LoyaltyPageProps) {
  const { customer, deps } = await requireCustomer();
  const [t, { card: news }, card] = await Promise.all([
    getTranslations("loyalty"),
    searchParams,
    findCustomerCard(deps, customer.id),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <div className="grid gap-5">
        <LoyaltyNews news={typeof news === "string" ? news : null} />
        {card ? (
          <>
            {/* The programme may be slow: what does not need it is there at once. */}
            <Suspense fallback={<MemberCardSkeleton />}>
              <CardWithPoints deps={deps} customer={customer} />
            </Suspense>
            <ButtonLink look="secondary" href="/account/loyalty/edit" className="justify-self-start">
              {t("change")}
            </ButtonLink>
            <Suspense fallback={<LedgerSkeleton />}>
              <LedgerOfCard deps={deps} customer={customer} />
            </Suspense>
            <LeaveSection />
          </>
        ) : (await hasProgramme(deps)) ? (
          <NoCard />
        ) : (
          <NoProgramme />
        )}
      </div>
    </>
  );
}

type MemberProps = { deps: Deps; customer: CustomerRow };

async function CardWithPoints({ deps, customer }: MemberProps) {
  const language = await getLocale();
  const { card, points, pointsAt, errors } = await getLoyaltyState(deps, customer, language);
  if (!card) return null;
  return (
    <>
      {errors && <PointsFailure message={errors} />}
      <MemberCard card={loyaltyCardView(card, customer)} points={points} pointsAt={pointsAt?.toISOString() ?? null} />
    </>
  );
}

async function LedgerOfCard({ deps, customer }: MemberProps) {
  try {
    const { balance, page } = await getLedger(deps, customer, { before: null, limit: LEDGER_PAGE });
    return <Ledger first={ledgerView(balance, page)} />;
  } catch (error) {
    // A programme without a ledger has none to show.
    if (error instanceof AppError && error.code === "not_found") return null;
    if (error instanceof AppError && error.code === "unavailable") return <LedgerFailure />;
    throw error;
  }
}

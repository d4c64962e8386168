import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { ReadingPage } from "@/app/account/reading-page";
import { PageTexts } from "@/app/page-texts";
import { requireCustomer } from "@/app/signed-in";
import { LeaveSection } from "@/components/loyalty/leave-section";
import { Ledger } from "@/components/loyalty/ledger";
import { LedgerFailure } from "@/components/loyalty/loyalty-failures";
import { LoyaltyNews } from "@/components/loyalty/loyalty-news";
import { LedgerSkeleton, PointsSkeleton, StandingSkeleton, TierSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { MemberCard } from "@/components/loyalty/member-card";
import { NoCard } from "@/components/loyalty/no-card";
import { NoProgramme } from "@/components/loyalty/no-programme";
import { PointsPanel } from "@/components/loyalty/points-panel";
import { TierBadge } from "@/components/loyalty/tier-badge";
import { Standing } from "@/components/loyalty/tier-status";
import { PageHeader } from "@/components/ui/page-header";
import { hasProgramme } from "@/lib/loyalty/service";
import { toLoyaltyCardResponse } from "@/lib/loyalty/view";
import { readCard, readLedger, readPoints } from "./loaders";

export async function generateMetadata() {
  const t = await getTranslations("loyalty");
  return { title: t("title") };
}

type LoyaltyPageProps = { searchParams: Promise<{ card?: string | string[] }> };

export default async function LoyaltyPage({ searchParams }: LoyaltyPageProps) {
  const { customer, deps } = await requireCustomer();
  const [t, { card: news }, card] = await Promise.all([getTranslations("loyalty"), searchParams, readCard()]);
  return (
    <PageTexts of={["loyalty"]}>
      <ReadingPage>
        <PageHeader title={t("title")} description={t("text")} />
        <div className="grid grid-cols-1 gap-5">
          <LoyaltyNews news={typeof news === "string" ? news : null} hasCard={card !== null} />
          {card ? (
            <>
              {/* The card is of our own database. What the programme says follows as it comes. */}
              <div className="grid grid-cols-1 gap-5 md:grid-cols-2">
                <MemberCard
                  card={toLoyaltyCardResponse(card, customer)}
                  tier={<Streamed as={Tier} room={<TierSkeleton />} />}
                />
                <Streamed as={Points} room={<PointsSkeleton />} />
              </div>
              <Streamed as={Movements} room={<LedgerSkeleton />} />
              <LeaveSection />
            </>
          ) : (await hasProgramme(deps)) ? (
            <NoCard name={nameOf(customer)} />
          ) : (
            <NoProgramme />
          )}
        </div>
      </ReadingPage>
    </PageTexts>
  );
}

function nameOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`.trim();
}

type StreamedProps = { as: () => Promise<ReactNode>; room: ReactNode };

/** What has to wait for the programme, and the room for it until then. */
function Streamed({ as: Part, room }: StreamedProps) {
  return (
    <Suspense fallback={room}>
      <Part />
    </Suspense>
  );
}

async function Tier() {
  const reading = await readLedger();
  if (reading.status !== "known" || !reading.ledger.tier) return null;
  return <TierBadge name={reading.ledger.tier.name} />;
}

/** The points as they were last heard of are there at once; the ledger then has the last word. */
async function Points() {
  const reading = await readPoints();
  if (!reading) return null;
  const { points, pointsAt, errors } = reading;
  const known = { points, at: pointsAt?.toISOString() ?? null, errors };
  const room = (
    <PointsPanel {...known}>
      <StandingSkeleton />
    </PointsPanel>
  );
  return (
    <Suspense fallback={room}>
      <PointsWithStanding known={known} />
    </Suspense>
  );
}

type Known = { points: number; at: string | null; errors: string | null };

async function PointsWithStanding({ known }: { known: Known }) {
  const reading = await readLedger();
  if (reading.status !== "known") return <PointsPanel {...known} />;
  const { ledger, at } = reading;
  return (
    <PointsPanel points={ledger.points} at={at} errors={null}>
      <Standing ledger={ledger} at={at} />
    </PointsPanel>
  );
}

async function Movements() {
  const reading = await readLedger();
  if (reading.status === "none") return null;
  if (reading.status === "unavailable") return <LedgerFailure canRetry={(await readPoints())?.errors === null} />;
  const { ledger, accountNumber, at } = reading;
  return <Ledger accountNumber={accountNumber} first={ledger} at={at} />;
}

import { Suspense } from "react";
import { localDaysOf } from "@/app/account/local-days";
import { Ledger } from "@/components/loyalty/ledger";
import { LedgerFailure } from "@/components/loyalty/loyalty-failures";
import { PointsOutlookSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { PointsOutlook } from "@/components/loyalty/points-outlook";
import { PointsPanel } from "@/components/loyalty/points-panel";
import { TierBadge } from "@/components/loyalty/tier-badge";
import { TierWay } from "@/components/loyalty/tier-way";
import { loadLedger, loadPoints, loadTier } from "./loaders";

/* The parts of the page that wait for the programme. */

export async function Tier() {
  return <TierBadge name={(await loadTier())?.name ?? null} />;
}

export async function WayToNextTier() {
  const tier = await loadTier();
  return tier && <TierWay {...tier} />;
}

/** Shows the last known points at once, then what the ledger says. */
export async function Points() {
  const loaded = await loadPoints();
  if (!loaded) return null;
  const { points, pointsAt, errors } = loaded;
  const known = { points, at: pointsAt?.toISOString() ?? null, errors };
  const fallback = (
    <PointsPanel {...known}>
      <PointsOutlookSkeleton />
    </PointsPanel>
  );
  return (
    <Suspense fallback={fallback}>
      <PointsWithOutlook {...known} />
    </Suspense>
  );
}

async function PointsWithOutlook(known: { points: number; at: string | null; errors: string | null }) {
  const loaded = await loadLedger();
  if (loaded.status !== "known") return <PointsPanel {...known} />;
  const { ledger, at } = loaded;
  return (
    <PointsPanel points={ledger.points} at={at} errors={null}>
      <PointsOutlook ledger={ledger} />
    </PointsPanel>
  );
}

export async function Movements() {
  const loaded = await loadLedger();
  if (loaded.status === "none") return null;
  if (loaded.status === "unavailable") return <LedgerFailure canRetry={(await loadPoints())?.errors === null} />;
  const { ledger, accountNumber, at } = loaded;
  const days = await localDaysOf(ledger.entries);
  return <Ledger accountNumber={accountNumber} first={ledger} at={at} days={days} />;
}

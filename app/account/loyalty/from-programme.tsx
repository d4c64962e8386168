import { Suspense } from "react";
import { localDaysOf } from "@/app/account/local-days";
import { Ledger } from "@/components/loyalty/ledger";
import { LedgerFailure } from "@/components/loyalty/loyalty-failures";
import { TierStatusSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { PointsPanel } from "@/components/loyalty/points-panel";
import { TierBadge } from "@/components/loyalty/tier-badge";
import { TierStatus } from "@/components/loyalty/tier-status";
import { loadLedger, loadPoints } from "./loaders";

/* The parts of the page that wait for the programme. */

export async function Tier() {
  const loaded = await loadLedger();
  if (loaded.status !== "known" || !loaded.ledger.tier) return null;
  return <TierBadge name={loaded.ledger.tier.name} />;
}

/** Shows the last known points at once, then what the ledger says. */
export async function Points() {
  const loaded = await loadPoints();
  if (!loaded) return null;
  const { points, pointsAt, errors } = loaded;
  const known = { points, at: pointsAt?.toISOString() ?? null, errors };
  const fallback = (
    <PointsPanel {...known}>
      <TierStatusSkeleton />
    </PointsPanel>
  );
  return (
    <Suspense fallback={fallback}>
      <PointsWithTierStatus {...known} />
    </Suspense>
  );
}

async function PointsWithTierStatus(known: { points: number; at: string | null; errors: string | null }) {
  const loaded = await loadLedger();
  if (loaded.status !== "known") return <PointsPanel {...known} />;
  const { ledger, at } = loaded;
  return (
    <PointsPanel points={ledger.points} at={at} errors={null}>
      <TierStatus ledger={ledger} at={at} />
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

import { unstable_rethrow } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import type { FilledSlots, GuardedSlot, ShopSlots } from "@/app/slots";
import { SlotBoundary, SlotFailure, SlotSkeleton } from "@/components/slots/slot-boundary";
import { getLog } from "@/lib/platform/log";

/** A shop's slots, with what keeps the faults of each to itself. */
export function fillSlots(slots: ShopSlots): FilledSlots {
  return { ...slots, Guard };
}

/** Whatever becomes of a slot, the rest of the page stays: it may be slow, fail at once, or below. */
async function Guard(slot: GuardedSlot) {
  const t = await getTranslations("slots");
  const title = t("failed");
  return (
    <SlotBoundary title={title}>
      <Suspense fallback={<SlotSkeleton />}>
        <Content {...slot} failure={<SlotFailure title={title} />} />
      </Suspense>
    </SlotBoundary>
  );
}

async function Content({ name, render, failure }: GuardedSlot & { failure: ReactNode }) {
  try {
    return await render();
  } catch (error) {
    // Redirects and missing pages are thrown as well.
    unstable_rethrow(error);
    getLog().error({ err: error, slot: name }, "a slot failed");
    return failure;
  }
}

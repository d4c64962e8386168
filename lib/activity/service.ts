import type { ActivityPageResponse } from "@/lib/activity/schema";
import { deleteActivitiesBefore, readActivities } from "@/lib/activity/store";
import { toActivityResponse } from "@/lib/activity/view";
import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";

const PAGE = 20;
const KEPT_DAYS = 400;

/** Newest first. @param before `next` of the page before; null for the newest */
export async function listActivity(
  deps: Deps,
  customerId: number,
  before: number | null,
): Promise<ActivityPageResponse> {
  const rows = await readActivities(deps.db, customerId, { before, limit: PAGE + 1 });
  const page = rows.slice(0, PAGE);
  const entries = page.map(toActivityResponse);
  return { entries, next: rows.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
}

export function purgeActivity(deps: Deps): Promise<void> {
  return deleteActivitiesBefore(deps.db, new Date(deps.now().getTime() - KEPT_DAYS * DAY_MS));
}

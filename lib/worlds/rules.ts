import { DURATION } from "@/lib/worlds/schema";

const MS = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 } as const;

/** The milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds. @throws for any other text */
export function durationMs(duration: string): number {
  const parts = DURATION.exec(duration)?.slice(1);
  if (!parts) throw new Error(`${duration} is no duration.`);
  return Object.values(MS).reduce((sum, unit, index) => sum + Number(parts[index] ?? 0) * unit, 0);
}

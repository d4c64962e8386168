export const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` of a date column. */
export function dateText(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** UTC with six decimals and `Z`. */
export function instantText(instant: Date): string {
  return instant.toISOString().replace("Z", "000Z");
}

/** Which handler runs jobs of a kind: what stands before a colon. After it a kind names a queue with lanes of its own. */
export function handledAs(kind: string): string {
  return kind.split(":", 1)[0] ?? kind;
}

const FIRST_DELAY_SECONDS = 10;
const LONGEST_DELAY_SECONDS = 600;

/** About a day of attempts, at the delays below. */
export const ATTEMPTS_IN_A_DAY = 150;

/**
 * How long a failed job waits for its next attempt: 10 s, doubled each time, up to ten minutes.
 * @param attempts how many there were, this one included
 * @returns seconds
 */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.min(attempts - 1, 10));
}

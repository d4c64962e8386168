/* What TypeScript needs to know of postgres.mjs, which runs before anything is installed. */

export function findPostgres(): string | null;
export function startPostgres(options?: {
  durable?: boolean;
  settings?: Record<string, string>;
}): Promise<{ url: string; stop(): Promise<void> } | null>;

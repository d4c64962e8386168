import type { Client } from "pg";
import { databaseFailureOf } from "@/lib/platform/database/failures";

/**
 * Closes a connection that leaves a statement without an answer: whatever comes after it, such as the rollback, would wait
 * for just as long and hold a place in the pool meanwhile.
 */
export function closeWhenSilent(client: Client): void {
  const query = client.query.bind(client) as (...statement: unknown[]) => unknown;
  client.query = ((...statement: unknown[]) => {
    const answer = query(...statement);
    if (answer instanceof Promise) {
      answer.catch((error: unknown) => {
        if (databaseFailureOf(error) === "silent") client.end().catch(() => {});
      });
    }
    return answer;
  }) as typeof client.query;
}

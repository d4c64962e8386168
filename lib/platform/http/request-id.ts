import { randomUUID } from "node:crypto";

const GIVEN = /^[\w.-]{1,64}$/;

/** Names a request in its answer and in every line that the log has of it: as its client or a proxy did, else anew. */
export function requestIdOf(header: string | string[] | null | undefined): string {
  return typeof header === "string" && GIVEN.test(header) ? header : randomUUID();
}

import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { expectedResponses, problemResponse } from "@/lib/platform/http/declared-responses";
import { PROBLEM_TYPE } from "@/lib/platform/http/error-response";
import { DECLARED_HEADERS, type RouteMeta, routeMetaOf } from "@/lib/platform/http/route-meta";

/* Validates every response that a test receives against what its handler declares: status, headers and each key. */

export type ResponseCount = {
  checked: number;
  violations: number;
  /** What each operation has answered, as `responseName` has it. */
  produced: string[];
};

const shared = globalThis as { responseCount?: Omit<ResponseCount, "produced"> & { produced: Set<string> } };

function counted() {
  shared.responseCount ??= { checked: 0, violations: 0, produced: new Set() };
  return shared.responseCount;
}

/** Of this worker. */
export function responseCount(): ResponseCount {
  return { ...counted(), produced: [...counted().produced] };
}

/** A status of an operation, which its summary names. */
export function responseName(method: string, { summary }: RouteMeta, status: number): string {
  return `${method} ${summary}: ${status}`;
}

type Received = { status: number; headers: Headers; body: unknown };

/** @throws Error for a response that the handler does not declare */
export function assertDeclared(handler: object, method: string, { status, headers, body }: Received): void {
  const meta = routeMetaOf(handler);
  if (!meta) return;
  counted().checked += 1;
  const violation = violationOf(method === "HEAD" ? "GET" : method, meta, { status, headers, body });
  if (!violation) return void counted().produced.add(responseName(method, meta, status));
  counted().violations += 1;
  throw new Error(`${meta.summary}: ${method} answered ${status} with ${violation}: ${JSON.stringify(body)}`);
}

/** What is undeclared about a response, or null. */
export function violationOf(method: string, meta: RouteMeta, { status, headers, body }: Received): string | null {
  const expected = expectedResponses(method, meta).get(status);
  if (!expected) return "an undeclared status";
  const header = DECLARED_HEADERS.find((name) => headers.has(name) && !expected.headers.includes(name));
  if (header) return `an undeclared ${header}`;
  const type = headers.get("content-type") ?? undefined;
  const isProblem = status >= 400 && type === PROBLEM_TYPE;
  if (type !== expected.type && !isProblem) return `an undeclared content type ${type}`;
  if (body === "") return null;
  const schema = isProblem ? problemResponse : expected.schema;
  if (!schema) return expected.type ? null : "an undeclared body";
  const { data, error } = schema.safeParse(body);
  if (error) return `a body that its schema refuses (${z.prettifyError(error)})`;
  // Schemas strip unknown keys.
  return isDeepStrictEqual(data, body) ? null : "undeclared keys";
}

import type { z } from "zod";
import type { ErrorCode } from "@/lib/platform/errors";
import type { Handler } from "@/lib/platform/http/route";

/*
 * What only prose can say about the API. Who may call, CSRF, the body and the shape of errors are read off the handlers
 * (lib/platform/http/route-meta.ts), so that they are written down in one place only.
 */

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What a document's example or a reader's first try would get. */
export type DescribedAnswer = {
  /** When this is the answer, or what it holds. */
  text: string;
  /** Shape of the body; without one there is none. */
  schema?: z.ZodType;
  example?: unknown;
};

export type DescribedOperation = {
  /** What it does, as a short imperative sentence. */
  summary: string;
  /** What else a caller should know; each entry is a paragraph. */
  notes?: string[];
  /** A body that the handler's schema takes. */
  request?: Record<string, unknown>;
  query?: { name: string; text: string; schema: z.ZodType }[];
  answers: Record<number, DescribedAnswer>;
  /** Refusals of its own, beside those that follow from how it is called. */
  refusals?: ErrorCode[];
  /** The body of a request that is proved by a signature and so is not read by the wrapper. */
  signedBody?: z.ZodObject;
};

export type DescribedEndpoint = {
  /** The documented place, dynamic parts in braces. */
  path: string;
  /** The handlers themselves. Loaded when they are asked for: the reference is served by one of them. */
  load: () => Promise<Partial<Record<Method, Handler>>>;
  /** What the dynamic parts are. */
  params?: Record<string, { text: string; example: string; values?: readonly string[] }>;
  /** Where it comes from; absent for what is ours alone. */
  source?: "profile-and-segments" | "loyalty-card" | "customers-me" | "storefront client";
  /** Guests: its steps, or what follows, are held together by cookies. */
  usesCookies?: boolean;
  /** Not there in production. */
  demoOnly?: boolean;
  operations: Partial<Record<Method, DescribedOperation>>;
};

export type EndpointGroup = {
  id: string;
  title: string;
  text: string;
  endpoints: DescribedEndpoint[];
};

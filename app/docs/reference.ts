import type { z } from "zod";
import type { DescribedEndpoint, DescribedOperation, EndpointGroup, Method } from "@/app/docs/endpoint";
import { customersMeGroup } from "@/app/docs/endpoints/customers-me";
import { loyaltyGroup } from "@/app/docs/endpoints/loyalty";
import { passwordsGroup } from "@/app/docs/endpoints/passwords";
import { privacyGroup } from "@/app/docs/endpoints/privacy";
import { profileGroup } from "@/app/docs/endpoints/profile";
import { registrationGroup } from "@/app/docs/endpoints/registration";
import { securityGroup } from "@/app/docs/endpoints/security";
import { segmentsGroup } from "@/app/docs/endpoints/segments";
import { signInGroup } from "@/app/docs/endpoints/sign-in";
import type { ErrorCode } from "@/lib/platform/errors";
import { routeMeta } from "@/lib/platform/http/route-meta";

/*
 * The reference: the handlers as they are wrapped, and the table's words about them.
 */

/** What the shop's clients build on. The developers' own tools are not among it: one of them serves this. */
export const GROUPS: readonly EndpointGroup[] = [
  signInGroup,
  registrationGroup,
  profileGroup,
  segmentsGroup,
  loyaltyGroup,
  customersMeGroup,
  passwordsGroup,
  securityGroup,
  privacyGroup,
];

/** How a call must prove itself. */
export type Proof = "token or session" | "signature" | "none";

export type Operation = DescribedOperation & {
  /** Anchor in the page. */
  id: string;
  method: Method;
  path: string;
  params: NonNullable<DescribedEndpoint["params"]>;
  source: DescribedEndpoint["source"];
  demoOnly: boolean;
  usesCookies: boolean;
  proof: Proof;
  /** When a CSRF token is needed beside a cookie; null: never. */
  csrf: "always" | "when signed in" | null;
  body: z.ZodObject | null;
  /** Whether an Idempotency-Key is heeded: where somebody is signed in and something is changed. */
  idempotent: boolean;
  errorsAsLists: boolean;
  /** Every code it may answer, apart from what can happen anywhere. */
  errors: ErrorCode[];
};

export type ReferenceGroup = Omit<EndpointGroup, "endpoints"> & { operations: Operation[] };

/** Joins the table's words with what the handlers say of themselves. */
export function loadReference(groups: readonly EndpointGroup[]): Promise<ReferenceGroup[]> {
  return Promise.all(groups.map(loadGroup));
}

async function loadGroup({ endpoints, ...group }: EndpointGroup): Promise<ReferenceGroup> {
  const operations = await Promise.all(endpoints.map(loadOperations));
  return { ...group, operations: operations.flat() };
}

async function loadOperations(endpoint: DescribedEndpoint): Promise<Operation[]> {
  const { path, load, params = {}, source, demoOnly = false, usesCookies = false } = endpoint;
  const handlers = await load();
  return (Object.entries(endpoint.operations) as [Method, DescribedOperation][]).map(([method, described]) => {
    const handler = handlers[method];
    const options = handler && routeMeta(handler);
    if (!options) throw new Error(`${path} does not answer ${method}.`);
    const csrf = csrfOf(method, options.csrf);
    const body = options.body ?? described.signedBody ?? null;
    const isForCustomers = options.auth === "customer";
    const idempotent = isForCustomers && (method === "POST" || method === "PATCH");
    return {
      ...described,
      id: operationId(method, path),
      method,
      path,
      params,
      source,
      demoOnly,
      usesCookies,
      proof: described.signedBody ? "signature" : isForCustomers ? "token or session" : "none",
      csrf,
      body,
      idempotent,
      errorsAsLists: options.errorsAsLists ?? false,
      errors: [
        ...(isForCustomers ? (["not_authenticated", "token_invalid"] as const) : []),
        ...(csrf ? (["csrf_failed"] as const) : []),
        ...(described.refusals ?? []),
        ...(body ? (["body_too_large", "media_type_unsupported"] as const) : []),
        ...(idempotent ? (["idempotency_in_flight", "idempotency_mismatch"] as const) : []),
      ],
    };
  });
}

function csrfOf(method: Method, csrf: "required" | "exempt" | "signed-in" = "required"): Operation["csrf"] {
  if (method === "GET" || csrf === "exempt") return null;
  return csrf === "required" ? "always" : "when signed in";
}

/** `PATCH /users/profile/` → `patch-users-profile`. */
export function operationId(method: Method, path: string): string {
  const words = path.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return [method.toLowerCase(), ...words].join("-");
}

import { customerEtag } from "@/lib/customers/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Env } from "@/lib/platform/env";
import { ok } from "@/lib/platform/http/response";
import type { RequestContext } from "@/lib/platform/request-context";
import { toProfileResponse } from "@/lib/profile/view";

/** The profile with its entity tag. */
export function toProfileStateResponse(env: Env, customer: CustomerRow, { language }: RequestContext) {
  const profile = toProfileResponse(customer, { language, appUrl: env.APP_URL });
  return ok(profile, { etag: customerEtag(customer, language) });
}

import { customerEtag } from "@/lib/customers/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { ok } from "@/lib/platform/http/response";
import type { RequestContext } from "@/lib/platform/request-context";
import { toCustomerResponse, toProfileResponse } from "@/lib/profile/view";

/** The profile with its entity tag. */
export function toProfileStateResponse({ env, fields }: Deps, customer: CustomerRow, { language }: RequestContext) {
  const profile = toProfileResponse(customer, { language, appUrl: env.APP_URL, fields });
  return ok(profile, { etag: customerEtag(customer, language) });
}

/** The same as customers/me shows it. */
export function toCustomerStateResponse({ env, fields }: Deps, customer: CustomerRow, { language }: RequestContext) {
  const body = toCustomerResponse(customer, { appUrl: env.APP_URL, fields });
  return ok(body, { etag: customerEtag(customer, language) });
}

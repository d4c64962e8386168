import { confirmEmail } from "@/lib/credentials/email-service";
import type { Deps } from "@/lib/deps";
import { fieldErrorsResponse } from "@/lib/platform/http/declared-responses";
import { ok, redirect } from "@/lib/platform/http/response";
import type { DeclaredResponses } from "@/lib/platform/http/route-meta";
import type { RequestContext } from "@/lib/platform/request-context";
import { successResponse } from "@/lib/platform/response-schema";

export const confirmEmailResponses = {
  200: successResponse,
  303: { description: "Redirects browsers to the page with the button.", headers: ["Location"] },
  400: fieldErrorsResponse,
} as const satisfies DeclaredResponses;

/** A client of the API acts by its GET. A browser gets the page, and a look by HEAD nothing: neither uses the link up. */
export async function followLink(deps: Deps, token: string, request: Request, context: RequestContext) {
  if (request.headers.get("accept")?.includes("text/html")) {
    return redirect(303, `/confirm-email?${new URLSearchParams({ key: token })}`);
  }
  if (request.method !== "HEAD") await confirmEmail(deps, token, context);
  return ok({ message: "success" });
}

export async function pressButton(deps: Deps, token: string, context: RequestContext) {
  await confirmEmail(deps, token, context);
  return ok({ message: "success" });
}

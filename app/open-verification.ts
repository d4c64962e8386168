import { headers } from "next/headers";
import { findSessionHolder } from "@/lib/auth/session-service";
import { getDeps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import { parseCookies } from "@/lib/platform/http/cookies";
import type { Purpose, VerificationResponse } from "@/lib/verification/schema";
import { getOpenVerification } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

/** A dialogue as a page shows it; `renderedAt` tells the browser what time it is for those who set the others. */
export type OpenVerification = { verification: VerificationResponse; renderedAt: string };

/** The dialogue that is open in the session of the page being rendered, a guest's too; null when there is none. */
export async function findOpenVerification(purpose: Purpose): Promise<OpenVerification | null> {
  const requestHeaders = await headers();
  const deps = await getDeps();
  try {
    const holder = await findSessionHolder(deps, parseCookies(requestHeaders.get("cookie")));
    if (!holder) return null;
    const row = await getOpenVerification(deps, holder, purpose);
    return { verification: toVerificationResponse(row), renderedAt: deps.now().toISOString() };
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "session_ambiguous")) return null;
    throw error;
  }
}

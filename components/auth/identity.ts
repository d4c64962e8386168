import { ApiError, callApi } from "@/components/api/client";
import { loadPage } from "@/components/forms/intentional-navigation";

/**
 * Leaves for the shop's own sign-in, which comes back by itself.
 *
 * @param next same-origin path to arrive at
 * @param confirm whether the terms are accepted, for who has no account yet
 */
export async function goToIdentity({ next, confirm }: { next: string; confirm?: true }): Promise<void> {
  const { authorization_url: address } = await callApi<{ authorization_url: string }>("/api/users/oidc-login/", {
    method: "POST",
    body: { next, confirm },
  });
  loadPage(address);
}

/** Whether it was not there to be gone to. */
export function isIdentityUnavailable(error: unknown): boolean {
  return error instanceof ApiError && error.status === 503;
}

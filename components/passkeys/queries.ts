import { useQuery } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import { useChangeOf } from "@/components/security/queries";
import type { PasskeyCreationOptions, PasskeyResponse, PasskeysResponse } from "@/lib/auth/passkey-schema";
import { createPasskey } from "./ceremony";

const PASSKEYS = "/api/users/passkeys/";

/** The customer's passkeys and whether the account asks for one, beginning with what the server rendered. */
export function usePasskeys(initialData: PasskeysResponse) {
  return useQuery({
    queryKey: [PASSKEYS],
    queryFn: ({ signal }) => callApi<PasskeysResponse>(PASSKEYS, { signal }),
    initialData,
  });
}

/** Has the browser make a passkey, and adds it under a name. */
export function useAddPasskey() {
  return useChangeOf(PASSKEYS, async (name: string) => {
    const options = await callApi<PasskeyCreationOptions>(`${PASSKEYS}options/`, { method: "POST" });
    const passkey = await createPasskey(options);
    return callApi<PasskeyResponse>(PASSKEYS, { method: "POST", body: { name, passkey } });
  });
}

export function useRenamePasskey() {
  return useChangeOf(PASSKEYS, ({ id, name }: { id: number; name: string }) =>
    callApi<PasskeyResponse>(`${PASSKEYS}${id}/`, { method: "PATCH", body: { name } }),
  );
}

/** Has the account ask for a passkey, or no longer. */
export function useRequirePasskey() {
  return useChangeOf(PASSKEYS, (isRequired: boolean) =>
    callApi<void>("/api/users/passkey-requirement/", { method: "PATCH", body: { is_required: isRequired } }),
  );
}

export function useRemovePasskey() {
  return useChangeOf(PASSKEYS, (id: number) => callApi<void>(`${PASSKEYS}${id}/`, { method: "DELETE" }));
}

import { useMutation } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client";
import type { ChangePasswordBody } from "@/lib/recovery/schema";

/** Changes the password; the server ends all other sessions. */
export function useChangePassword() {
  return useMutation({
    mutationFn: (body: ChangePasswordBody) => callApi("/api/users/password/change/", { method: "POST", body }),
  });
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/lib/api-client";
import type { ProfileView } from "@/lib/profile/schema";

const PROFILE_PATH = "/api/users/profile/";

export const profileKeys = { profile: ["profile"] as const };

/** The customer's profile, beginning with what the server rendered. */
export function useProfile(initialData: ProfileView) {
  return useQuery({
    queryKey: profileKeys.profile,
    queryFn: ({ signal }) => callApi<ProfileView>(PROFILE_PATH, { signal }),
    initialData,
  });
}

/** Saves the given fields; a FormData carries a picture. */
export function useUpdateProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown> | FormData) =>
      callApi<ProfileView>(PROFILE_PATH, { method: "PATCH", body }),
    onMutate: () => client.cancelQueries({ queryKey: profileKeys.profile }),
    onSuccess: (profile) => client.setQueryData(profileKeys.profile, profile),
  });
}

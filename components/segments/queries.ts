import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/components/api/client";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";

const segmentKeys = { list: ["segments"] as const };

/** The customer's segments, beginning with what the server rendered. */
export function useSegments(initialData: SegmentResponse[]) {
  return useQuery({
    queryKey: segmentKeys.list,
    queryFn: ({ signal }) => callApi<SegmentResponse[]>("/api/users/segments/", { signal }),
    initialData,
  });
}

/** Activates a segment. Never optimistic: no prices before the server has agreed. */
export function useSwitchSegment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (pk: number) => callApi<ActiveSegmentResponse>(`/api/users/segments/${pk}/set/`, { method: "POST" }),
    onMutate: () => client.cancelQueries({ queryKey: segmentKeys.list }),
    onSuccess: (active) =>
      client.setQueryData<SegmentResponse[]>(segmentKeys.list, (segments) =>
        segments?.map((segment) => ({ ...segment, is_active: segment.pk === active.pk })),
      ),
    // An error means that the list shown is out of date.
    onError: () => client.invalidateQueries({ queryKey: segmentKeys.list }),
  });
}

import { segmentList } from "@/app/docs/answers";
import type { EndpointGroup } from "@/app/docs/endpoint";
import { activeSegmentResponse } from "@/lib/segments/schema";

export const segmentsGroup: EndpointGroup = {
  id: "segments",
  title: "Segments",
  text: "Customer groups; the active one decides the price list and the currency.",
  endpoints: [
    {
      path: "/users/segments/",
      load: () => import("@/app/api/users/segments/route"),
      source: "profile-and-segments",
      operations: {
        GET: {
          summary: "List my segments",
          answers: {
            200: {
              text: "By priority, then pk.",
              schema: segmentList,
              example: [
                { priority: 0, pk: 107, name: "Employee Segment", is_active: true },
                { priority: 1, pk: 108, name: "Manager Segment", is_active: false },
              ],
            },
          },
        },
      },
    },
    {
      path: "/users/segments/{id}/set/",
      load: () => import("@/app/api/users/segments/[id]/set/route"),
      source: "profile-and-segments",
      params: { id: { text: "The segment's pk.", example: "108" } },
      operations: {
        POST: {
          summary: "Shop with another segment",
          notes: ["Also answers at /segments/{id}/set/. The choice is kept with the account and outlives the session."],
          answers: {
            200: {
              text: "The segment that is active now, with its prices.",
              schema: activeSegmentResponse,
              example: {
                priority: 1,
                pk: 108,
                price_list: { pk: 74, name: "Management Price List", code: "T124", currency: "eur" },
                name: "Manager Segment",
              },
            },
          },
          refusals: ["segment_100_1", "not_found"],
        },
      },
    },
  ],
};

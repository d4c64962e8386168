import { z } from "zod";

const priceList = z.object({ pk: z.number().int(), name: z.string(), code: z.string(), currency: z.string() });

/** One of the customer's segments in GET /users/segments/; `is_active` marks the one whose prices he sees. */
export const segmentResponse = z.object({
  priority: z.number().int(),
  pk: z.number().int(),
  name: z.string(),
  is_active: z.boolean(),
});

/** What POST /users/segments/<id>/set/ answers. */
export const activeSegmentResponse = z.object({
  priority: z.number().int(),
  pk: z.number().int(),
  price_list: priceList,
  name: z.string(),
});

export type SegmentResponse = z.infer<typeof segmentResponse>;
export type ActiveSegmentResponse = z.infer<typeof activeSegmentResponse>;
export type PriceListResponse = z.infer<typeof priceList>;

import { z } from "zod";

const priceList = z.object({
  pk: z.int().meta({ examples: [74] }),
  name: z.string().meta({ examples: ["Management Price List"] }),
  code: z.string().meta({ examples: ["T124"] }),
  currency: z.string().meta({ examples: ["eur"] }),
});

const segment = {
  priority: z.int().meta({ examples: [1] }),
  pk: z.int().meta({ examples: [108] }),
  name: z.string().meta({ examples: ["Manager Segment"] }),
};

/** Dynamic part of the path /users/segments/<id>/set/. */
export const segmentParams = z.object({
  id: z.string().meta({ description: "The segment's pk.", examples: ["108"] }),
});

/** One of the customer's segments in GET /users/segments/; `is_active` marks the one whose prices they see. */
const segmentResponse = z.object({ ...segment, is_active: z.boolean() }).meta({ id: "Segment" });

export const segmentsResponse = z.array(segmentResponse);

export const activeSegmentResponse = z
  .object({ priority: segment.priority, pk: segment.pk, price_list: priceList, name: segment.name })
  .meta({ id: "ActiveSegment" });

export type SegmentResponse = z.infer<typeof segmentResponse>;
export type ActiveSegmentResponse = z.infer<typeof activeSegmentResponse>;

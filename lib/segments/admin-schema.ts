import { z } from "zod";
import { presence, textLine } from "@/lib/platform/fields";

const ID_MAX = 2 ** 31 - 1;
const CHANGES_MAX = 500;

const wholeNumber = (min: number) =>
  z
    .custom<number>((value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= ID_MAX, {
      error: presence("whole_number"),
      params: { min, max: ID_MAX },
    })
    .meta({ type: "integer", minimum: min, maximum: ID_MAX });

const name = textLine({ max: 100 }).min(1, "blank").meta({ description: "What customers see." });

/** Body of PUT /api/admin/segments/{id}. */
export const saveSegmentBody = z
  .object({
    name,
    priority: wholeNumber(0).meta({ description: "The lowest comes first." }),
    price_list_id: wholeNumber(1).meta({ description: "The price list that it brings." }),
  })
  .meta({ examples: [{ name: "Manager Segment", priority: 1, price_list_id: 74 }] });

/** Body of PUT /api/admin/price-lists/{id}. */
export const savePriceListBody = z
  .object({
    name,
    code: z
      .string({ error: presence("not_text") })
      .regex(/^[\w.-]{1,50}$/, "invalid")
      .meta({ description: "By which other systems know it." }),
    currency: z
      .string({ error: presence("not_text") })
      .regex(/^[a-z]{3}$/i, "invalid")
      .toLowerCase()
      .meta({ description: "ISO 4217." }),
  })
  .meta({ examples: [{ name: "Management Price List", code: "T124", currency: "eur" }] });

const membershipChange = z.object({
  customer_id: wholeNumber(1).meta({ examples: [42] }),
  segment_id: wholeNumber(1).meta({ examples: [108] }),
  is_assigned: z.boolean({ error: presence("not_boolean") }).meta({ description: "false: taken away." }),
});

/** Body of POST /api/admin/memberships. */
export const changeMembershipsBody = z
  .object({
    changes: z
      .array(membershipChange, { error: presence("invalid") })
      .refine(({ length }) => length <= CHANGES_MAX, { error: "too_many", params: { max: CHANGES_MAX } })
      .meta({ description: "Made one by one, in this order.", maxItems: CHANGES_MAX }),
  })
  .meta({ examples: [{ changes: [{ customer_id: 42, segment_id: 108, is_assigned: true }] }] });

export const changedMembershipsResponse = z
  .object({
    results: z.array(
      z.object({
        customer_id: z.int().meta({ examples: [42] }),
        segment_id: z.int().meta({ examples: [108] }),
        outcome: z.enum(["assigned", "removed", "unchanged", "customer_not_found", "segment_not_found"]),
      }),
    ),
  })
  .meta({ id: "ChangedMemberships" });

export const adminPriceListResponse = z
  .object({
    id: z.int().meta({ examples: [74] }),
    name: z.string().meta({ examples: ["Management Price List"] }),
    code: z.string().meta({ examples: ["T124"] }),
    currency: z.string().meta({ examples: ["eur"] }),
  })
  .meta({ id: "AdminPriceList" });

export const adminPriceListsResponse = z.object({ price_lists: z.array(adminPriceListResponse) });

export const adminSegmentResponse = z
  .object({
    id: z.int().meta({ examples: [108] }),
    name: z.string().meta({ examples: ["Manager Segment"] }),
    priority: z.int().meta({ examples: [1] }),
    price_list_id: z.int().meta({ examples: [74] }),
  })
  .meta({ id: "AdminSegment" });

export const adminSegmentsResponse = z.object({ segments: z.array(adminSegmentResponse) });

export type SaveSegmentBody = z.infer<typeof saveSegmentBody>;
export type SavePriceListBody = z.infer<typeof savePriceListBody>;
export type ChangeMembershipsBody = z.infer<typeof changeMembershipsBody>;

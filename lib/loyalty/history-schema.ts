import { z } from "zod";
import { instant } from "@/lib/platform/response-schema";

/** What GET /account/loyalty-account-balance/ answers. */
export const balanceResponse = z.object({ balance: z.int().meta({ examples: [250] }) }).meta({ id: "LoyaltyBalance" });

const movementResponse = z.object({
  amount: z.string().meta({ description: "Signed, with two decimals.", examples: ["12.00"] }),
  created_date: instant,
  transaction: z.object({
    created_date: instant,
    order: z
      .string()
      .optional()
      .meta({ description: "Only where the programme knows it.", examples: ["104711"] }),
  }),
});

/** What GET /account/loyalty/ answers. */
export const historyResponse = z
  .object({ count: z.int().meta({ examples: [1] }), results: z.array(movementResponse) })
  .meta({ id: "LoyaltyHistory" });

export type HistoryResponse = z.infer<typeof historyResponse>;

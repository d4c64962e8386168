import { z } from "zod";
import { birthDate, presence } from "@/lib/platform/fields";
import { EXAMPLE_CODE, smsCode } from "@/lib/verification/schema";

const PROOF_WAYS = ["email", "birth_date", "not_mine"] as const;

/** How a customer shows that the account with their number is theirs, or that it is not. */
export const accountProofBody = z
  .object({
    way: z.enum(PROOF_WAYS, { error: presence("not_choice") }).meta({
      description: "`email` mails a code to the account's address, and takes it; `not_mine` opens another account.",
    }),
    code: smsCode.optional().meta({ description: "The mailed code, for `email`; leave it out to get one." }),
    date_of_birth: birthDate.optional().meta({ description: "That the account has, for `birth_date`." }),
  })
  .superRefine(({ way, date_of_birth: date }, context) => {
    if (way === "birth_date" && date === undefined) {
      context.addIssue({ code: "custom", path: ["date_of_birth"], message: "required" });
    }
  })
  .meta({ examples: [{ way: "email" }, { way: "email", code: EXAMPLE_CODE }, { way: "not_mine" }] });

/** The account that the customer's verified number has found, as much as a question needs. */
export const accountProofResponse = z
  .object({
    email_masked: z
      .string()
      .nullable()
      .meta({ description: "Where a code can be mailed; null for nowhere.", examples: ["j•••@example.com"] }),
    has_birth_date: z.boolean().meta({ description: "Whether the account has a date of birth to ask for." }),
  })
  .meta({ id: "AccountProof" });

export type AccountProofBody = z.infer<typeof accountProofBody>;
export type AccountProofResponse = z.infer<typeof accountProofResponse>;

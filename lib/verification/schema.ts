import { z } from "zod";
import { digitsAsText, flag, presence, withAsciiDigits } from "@/lib/platform/fields";
import { instant } from "@/lib/platform/response-schema";

export const PURPOSES = [
  "phone_change",
  "registration",
  "registration_with_loyalty",
  "sign_in",
  "token_sign_in",
  "loyalty_join",
  "loyalty_update",
  "account_deletion",
  "fresh_sign_in",
  "password_reset",
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** Dynamic part of the path /api/verification/<purpose>. */
export const purposeParams = z.object({
  purpose: z.enum(PURPOSES).meta({ description: "What the code is for.", examples: ["phone_change"] }),
});

/** The purpose that a path names; undefined for any other text. */
export function purposeOf(text: string | undefined): Purpose | undefined {
  return PURPOSES.find((purpose) => purpose === text);
}

const CODE_LENGTH_MIN = 4;
const CODE_LENGTH_MAX = 20;

/** Blanks and dashes that people and messages put between digits, and the invisible marks of right-to-left text. */
const CODE_SEPARATORS = /[\s\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The last line of our messages, which the browser reads: `@shop.example #428017`. */
const CODE_LINE = /@\S+ #(\p{Nd}+)\s*$/u;

/** The code as the digits 0–9, from whatever digits and separators it was typed in, or a pasted message that ends in it. */
export function normalizeCode(typed: string): string {
  return withAsciiDigits((CODE_LINE.exec(typed)?.[1] ?? typed).replaceAll(CODE_SEPARATORS, ""));
}

/** A message in which the code is pasted. */
const MESSAGE_MAX = 500;
const CODE = new RegExp(`^\\d{${CODE_LENGTH_MIN},${CODE_LENGTH_MAX}}$`);

/** A code that is sent as a number has lost its leading zeros: it gets more of them than any code has. */
function codeAsText(value: unknown): unknown {
  const text = digitsAsText(value);
  return typeof value === "number" && typeof text === "string" ? text.padStart(CODE_LENGTH_MAX, "0") : text;
}

/** The code of an SMS, in whatever digits the reader writes. */
export const smsCode = z
  .preprocess(
    codeAsText,
    z
      .string({ error: presence("not_text") })
      .max(MESSAGE_MAX, "code")
      .transform(normalizeCode)
      .refine((code) => CODE.test(code), { error: "code" }),
  )
  .meta({
    type: "string",
    minLength: CODE_LENGTH_MIN,
    maxLength: MESSAGE_MAX,
    description:
      "From the SMS: 4 to 20 digits of any script; blanks and dashes are ignored. Also the message itself, or a number.",
  });

/** The code of the reference's examples. */
export const EXAMPLE_CODE = "428017";

/** What a client submits to an open challenge: the code, or a request for another one. */
export const submissionFields = {
  code: smsCode.optional(),
  resend: flag.optional().meta({ description: "true requests another code, which voids the previous one." }),
};

export const submissionBody = z.object(submissionFields).meta({ examples: [{ code: EXAMPLE_CODE }] });

/** The state of a challenge: beside the 202 of every flow, and GET /api/verification/<purpose>. */
export const verificationResponse = z
  .object({
    purpose: z.enum(PURPOSES),
    phone_masked: z.string().meta({
      description: "Where the code was sent.",
      examples: ["+90•••••••555"],
    }),
    code_length: z.int().meta({ description: "How many digits the code has.", examples: [6] }),
    expires_at: instant,
    resend_at: instant.meta({ description: "When another code can be requested." }),
    attempts_left: z
      .int()
      .meta({ description: "How many different wrong codes are left before the code is void.", examples: [5] }),
  })
  .meta({ id: "Verification" });

/** What every flow's response has beside its own keys while a code is awaited. */
export const codeSentFields = { verification: verificationResponse };

/** The response of a flow that shows nothing of its own while a code is awaited. */
export const codeSentResponse = z.object(codeSentFields).meta({ id: "CodeSent" });

export type CodeSentResponse = z.infer<typeof codeSentResponse>;
export type VerificationResponse = z.infer<typeof verificationResponse>;

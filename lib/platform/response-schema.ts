import { z } from "zod";

/* Building blocks of responses, with the reference's examples. */

/** UTC with six decimals. */
export const instant = z.iso.datetime().meta({ examples: ["2026-02-01T09:30:00.000000Z"] });

export const day = z.iso.date().meta({ examples: ["1990-01-01"] });

export const rowId = z.int().meta({ examples: [1234] });

export const firstName = z.string().meta({ examples: ["John"] });
export const lastName = z.string().meta({ examples: ["Doe"] });
export const email = z.string().meta({ examples: ["john.doe@example.com"] });
export const phone = z
  .string()
  .nullable()
  .meta({ description: "As the customer wrote it.", examples: ["+905551234555"] });
export const gender = z
  .enum(["female", "male"])
  .nullable()
  .meta({ examples: ["male"] });
export const ip = z
  .string()
  .nullable()
  .meta({ examples: ["192.0.2.10"] });
export const userAgent = z
  .string()
  .nullable()
  .meta({ examples: ["Mozilla/5.0 (Macintosh) Firefox/140.0"] });

export const successResponse = z.object({ message: z.literal("success") }).meta({ id: "Success" });

export type SuccessResponse = z.infer<typeof successResponse>;

export const emptyResponse = z.object({}).meta({ id: "Empty" });

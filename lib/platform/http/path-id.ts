import { z } from "zod";

const ID_MAX = 2 ** 31 - 1;

export const pathId = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .refine((id) => id >= 1 && id <= ID_MAX)
  .meta({ type: "integer", pattern: undefined });

/** The dynamic part of paths that name a row. */
export const idParams = z.object({ id: pathId.meta({ examples: [77] }) });

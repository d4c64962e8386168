import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

const ID_MAX = 2 ** 31 - 1;

export const pathId = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .refine((id) => id >= 1 && id <= ID_MAX)
  .meta({ type: "integer", pattern: undefined });

/** @throws AppError `not_found` for what can be nobody's id */
export function parseId(text: string): number {
  const parsed = pathId.safeParse(text);
  if (!parsed.success) throw new AppError("not_found");
  return parsed.data;
}

/** The dynamic part of paths that name a row. */
export const idParams = z.object({ id: pathId.meta({ examples: [77] }) });

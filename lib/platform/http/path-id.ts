import { AppError } from "@/lib/platform/errors";

const ID_MAX = 2 ** 31 - 1;

/** An id as it stands in a path. @throws AppError `not_found` for what can be nobody's */
export function idOf(text: string | undefined): number {
  const id = /^\d{1,10}$/.test(text ?? "") ? Number(text) : 0;
  if (id < 1 || id > ID_MAX) throw new AppError("not_found");
  return id;
}

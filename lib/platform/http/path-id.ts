import { AppError } from "@/lib/platform/errors";

const ID_MAX = 2 ** 31 - 1;

/** @throws AppError `not_found` for what can be no id */
export function idOf(text: string | undefined): number {
  const id = /^\d{1,10}$/.test(text ?? "") ? Number(text) : 0;
  if (id < 1 || id > ID_MAX) throw new AppError("not_found");
  return id;
}

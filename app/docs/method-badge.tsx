import { classNames } from "@/components/ui/class-names";
import type { Method } from "./endpoint";

const TONES: Record<Method, string> = {
  GET: "bg-primary-soft text-on-primary-soft",
  POST: "bg-accent-soft text-on-accent-soft",
  PATCH: "bg-success-soft text-on-success-soft",
  DELETE: "bg-danger-soft text-on-danger-soft",
};

/** A method, in a colour that only repeats it. */
export function MethodBadge({ method, small = false }: { method: Method; small?: boolean }) {
  return (
    <span
      className={classNames(
        "inline-block shrink-0 rounded-[0.3125rem] text-center font-mono font-bold",
        small ? "w-12 py-px text-[0.625rem] leading-4" : "px-2 py-0.5 text-xs",
        TONES[method],
      )}
    >
      {method === "DELETE" && small ? "DEL" : method}
    </span>
  );
}

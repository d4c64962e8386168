import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type AlertProps = { tone?: "danger" | "notice"; title?: ReactNode; children?: ReactNode };

/** A message in the page; one of tone danger is announced when it appears. */
export function Alert({ tone = "danger", title, children }: AlertProps) {
  const Icon = tone === "danger" ? CircleAlert : Info;
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={classNames(
        "flex animate-rise gap-3 rounded-control border p-4 text-sm",
        tone === "danger"
          ? "border-danger/40 bg-danger-soft text-on-danger-soft"
          : "border-primary/25 bg-primary-soft text-on-primary-soft",
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

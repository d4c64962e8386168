import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { classNames } from "./class-names";

const TONES = {
  danger: { icon: CircleAlert, className: "border-danger/40 bg-danger-soft text-on-danger-soft" },
  notice: { icon: Info, className: "border-primary/25 bg-primary-soft text-on-primary-soft" },
  success: { icon: CircleCheck, className: "border-success/25 bg-success-soft text-on-success-soft" },
};

type AlertProps = {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  /** For moving the focus here. */
  ref?: Ref<HTMLDivElement>;
  /** A button under the text. */
  action?: { text: string; onClick: () => void };
  children?: ReactNode;
};

/** A message in the page. `danger` is announced when it appears; a success where a StatusRegion holds it or the focus goes to it. */
export function Alert({ tone = "danger", title, ref, action, children }: AlertProps) {
  const { icon: Icon, className } = TONES[tone];
  return (
    <div
      ref={ref}
      role={tone === "danger" ? "alert" : undefined}
      tabIndex={ref ? -1 : undefined}
      className={classNames("flex animate-rise gap-3 rounded-control border p-4 text-sm", className)}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {typeof children === "string" ? <p>{children}</p> : children}
        {action && (
          <button
            type="button"
            className="min-h-6 justify-self-start font-semibold underline underline-offset-4"
            onClick={action.onClick}
          >
            {action.text}
          </button>
        )}
      </div>
    </div>
  );
}

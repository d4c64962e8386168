import { type ReactNode, type Ref, useId } from "react";
import { Button } from "@/components/ui/button";

type ContactRowProps = {
  icon: ReactNode;
  title: string;
  /** Null for none. */
  value: string | null;
  noneText: string;
  badge?: ReactNode;
  /** The way to change it; null while it is being changed below. */
  action: { text: string; label: string; ref: Ref<HTMLButtonElement>; onClick: () => void } | null;
  /** What belongs to it: the form, or where a change stands. */
  children: ReactNode;
};

/** One way to reach the customer: what it is, and its change in the same place. */
export function ContactRow({ icon, title, value, noneText, badge, action, children }: ContactRowProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="grid gap-4 py-5 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <div className="flex min-w-0 grow basis-44 items-center gap-3">
          <span className="grid size-11 shrink-0 max-sm:hidden place-items-center rounded-full bg-primary-soft text-on-primary-soft [&_svg]:size-5">
            {icon}
          </span>
          <div className="min-w-0">
            <h3 id={titleId} className="text-sm font-normal tracking-normal text-ink-soft">
              {title}
            </h3>
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <p className="min-w-0 font-semibold">
                {value === null ? (
                  noneText
                ) : (
                  <bdi dir="ltr" className="wrap-anywhere">
                    <Breakable>{value}</Breakable>
                  </bdi>
                )}
              </p>
              {badge}
            </div>
          </div>
        </div>
        {action && (
          <Button ref={action.ref} look="secondary" aria-label={action.label} onClick={action.onClick}>
            {action.text}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}

/** A long address breaks before its @ rather than anywhere. */
function Breakable({ children: text }: { children: string }) {
  const at = text.lastIndexOf("@");
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}

/** The place of a change under what it changes. */
export function ChangePanel({ children }: { children: ReactNode }) {
  return <div className="animate-rise rounded-control border border-line bg-canvas p-4 sm:p-5">{children}</div>;
}

/** The buttons of a change; on phones they share the line. */
export function ChangeActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2 *:grow sm:*:grow-0">{children}</div>;
}

/** What will happen, step by step. */
export function ChangeSteps({ steps }: { steps: string[] }) {
  return (
    <ul className="grid max-w-prose list-disc gap-1 ps-5 text-sm text-ink-soft marker:text-primary">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  );
}

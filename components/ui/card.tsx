import type { ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names";

type CardProps = {
  title: ReactNode;
  /** Gives the title an id by which it can be given the focus. */
  titleId?: string;
  /** Stands at the end of the title's line: a link or a badge. */
  aside?: ReactNode;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A titled region of a page. */
export function Card({ title, titleId: focusableId, aside, description, className, children }: CardProps) {
  const ownId = useId();
  const titleId = focusableId ?? ownId;
  return (
    <section
      aria-labelledby={titleId}
      className={classNames("rounded-card border border-line bg-surface p-5 shadow-card sm:p-7", className)}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={titleId} tabIndex={focusableId === undefined ? undefined : -1} className="rounded-sm text-lg">
          {title}
        </h2>
        {aside}
      </div>
      {description && <p className="mt-1 max-w-prose text-sm text-ink-soft">{description}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}

import type { ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names";

type CardProps = {
  title: ReactNode;
  /** Makes the title focusable by this id. */
  titleId?: string;
  /** A link or a badge at the end of the title's line. */
  aside?: ReactNode;
  description?: ReactNode;
  /** On wide screens puts title and description beside the content. */
  beside?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A titled region of a page. */
export function Card({ title, titleId: focusableId, aside, description, beside, className, children }: CardProps) {
  const ownId = useId();
  const titleId = focusableId ?? ownId;
  return (
    <section
      aria-labelledby={titleId}
      className={classNames(
        "rounded-card border border-line bg-surface p-5 shadow-card sm:p-7",
        beside && "xl:grid xl:grid-cols-[14rem_minmax(0,1fr)] xl:gap-x-10",
        className,
      )}
    >
      <div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id={titleId} tabIndex={focusableId === undefined ? undefined : -1} className="rounded-sm text-lg">
            {title}
          </h2>
          {aside}
        </div>
        {description && <p className="mt-1 max-w-prose text-sm text-ink-soft">{description}</p>}
      </div>
      {children && <div className={classNames("mt-5", beside && "xl:mt-0")}>{children}</div>}
    </section>
  );
}

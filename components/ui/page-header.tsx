import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  lead?: ReactNode;
  /** Other than `h1` only in the gallery. */
  heading?: "h1" | "h2";
};

/** A page's h1, its description, and a leading picture. */
export function PageHeader({ title, description, lead, heading: Heading = "h1" }: PageHeaderProps) {
  return (
    <header className="mb-7 flex items-center gap-4 sm:mb-9">
      {lead}
      <div className="min-w-0">
        <Heading className="text-2xl max-[22.5rem]:text-xl sm:text-3xl">{title}</Heading>
        {description && <p className="mt-1.5 max-w-prose text-ink-soft max-sm:text-sm">{description}</p>}
      </div>
    </header>
  );
}

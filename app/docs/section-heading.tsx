import { Link2 } from "lucide-react";
import type { ReactNode } from "react";

/** A heading that can be linked to, with the link. */
export function SectionHeading({ id, level, children }: { id: string; level: 2 | 3; children: ReactNode }) {
  const Heading = `h${level}` as const;
  return (
    <div className="group flex items-start gap-2">
      <Heading className={level === 2 ? "text-2xl" : "text-lg"}>{children}</Heading>
      <a
        href={`#${id}`}
        aria-label={`Link to ${typeof children === "string" ? children : id}`}
        className="grid size-7 shrink-0 place-items-center rounded-sm text-ink-soft hover:text-primary focus-visible:opacity-100 sm:opacity-0 sm:group-hover:opacity-100"
      >
        <Link2 aria-hidden className="size-4" />
      </a>
    </div>
  );
}

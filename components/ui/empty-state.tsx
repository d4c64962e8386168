import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  /** 1 where it is the whole page. */
  level?: 1 | 2 | 3;
  children?: ReactNode;
  actions?: ReactNode;
};

/** Says why there is nothing to show, and what can be done. */
export function EmptyState({ icon: Icon, title, level = 2, children, actions }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-line-strong px-6 py-12 text-center">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
        <Icon className="size-7" />
      </span>
      <Heading className="text-lg">{title}</Heading>
      {children && <div className="max-w-prose text-sm text-ink-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}

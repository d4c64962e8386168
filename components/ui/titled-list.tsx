import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

type TitledListProps = {
  icon: LucideIcon;
  /** The icon's colour. */
  tone?: "primary" | "danger" | "success";
  title: string;
  /** The items, as `li`. */
  children: ReactNode;
};

const TONES = { primary: "text-primary", danger: "text-danger", success: "text-success" };

/** Points under a heading with an icon, within a card or a dialog. */
export function TitledList({ icon: Icon, tone = "primary", title, children }: TitledListProps) {
  return (
    <div>
      <h3 className="flex items-center gap-2 text-base tracking-normal">
        <Icon aria-hidden className={classNames("size-4.5", TONES[tone])} />
        {title}
      </h3>
      <ul className="mt-2 grid list-disc gap-1.5 ps-6 text-sm text-ink-soft marker:text-line-strong">{children}</ul>
    </div>
  );
}

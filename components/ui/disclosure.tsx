import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

type DisclosureProps = {
  title: ReactNode;
  /** With `onToggle`, for a part that also opens by itself. */
  isOpen?: boolean;
  onToggle?: (isOpen: boolean) => void;
  children: ReactNode;
};

/** A part that few people need, folded until they ask for it. Works before hydration. */
export function Disclosure({ title, isOpen, onToggle, children }: DisclosureProps) {
  return (
    <details
      className="group"
      open={isOpen}
      onToggle={onToggle && (({ currentTarget }) => onToggle(currentTarget.open))}
    >
      <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-sm underline underline-offset-4 hover:decoration-2 [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronDown aria-hidden className="size-4 shrink-0 group-open:rotate-180" />
      </summary>
      {children}
    </details>
  );
}

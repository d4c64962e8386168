import { CircleCheck } from "lucide-react";
import type { ReactNode, Ref } from "react";

type DoneNoteProps = {
  title?: string;
  /** To move the focus here when what was pressed is gone. */
  ref?: Ref<HTMLDivElement>;
  children: ReactNode;
};

/** What was done, said in its place: it stays when the toast, which announces it, is gone. */
export function DoneNote({ title, ref, children }: DoneNoteProps) {
  return (
    <div
      ref={ref}
      tabIndex={-1}
      className="flex animate-rise gap-3 rounded-control border border-success/25 bg-success-soft p-4 text-sm text-on-success-soft"
    >
      <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

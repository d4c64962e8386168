import type { ReactNode } from "react";
import { classNames } from "./class-names";

type Tone = "neutral" | "positive" | "notice" | "accent";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft ring-1 ring-line ring-inset",
  positive: "bg-success-soft text-on-success-soft",
  notice: "bg-accent-soft text-on-accent-soft",
  accent: "bg-accent text-panel",
};

/** A short state in words, which the colour repeats. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap max-[15rem]:whitespace-normal",
        "[&_svg]:size-3.5",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

import { PALETTES } from "@/tailwind.config";
import { COLOR_PAIRS } from "./color-pairs";
import { contrastOf } from "./contrast";
import { State } from "./frame";
import type { Look } from "./looks";

const NAMES = Object.keys(PALETTES.light) as (keyof typeof PALETTES.light)[];

/** Every colour of the palette, and every text and border on what it stands on. */
export function ColorSpecimens({ look: { theme } }: { look: Look }) {
  const palette = theme === "device" ? null : PALETTES[theme];
  return (
    <div lang="en" dir="ltr" className="contents">
      <State name="palette">
        <ul className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
          {NAMES.map((name) => (
            <li key={name} className="flex min-w-0 items-center gap-2.5">
              <span
                className="h-10 w-12 shrink-0 rounded-sm border border-line"
                style={{ background: `var(--${name})` }}
              />
              <span className="min-w-0 text-xs">
                <span className="block font-semibold">{name}</span>
                <span className="block font-mono break-words text-ink-soft">{palette?.[name]}</span>
              </span>
            </li>
          ))}
        </ul>
      </State>
      <State name="pairs, with their contrast">
        <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {COLOR_PAIRS.map(({ front, back, least }) => (
            <li
              key={front + back}
              className="min-w-0 rounded-sm border-2 px-2.5 py-1.5 text-xs font-semibold"
              style={{
                background: `var(--${back})`,
                color: least === 3 ? readableOn(back) : `var(--${front})`,
                borderColor: least === 3 ? `var(--${front})` : "var(--line)",
              }}
            >
              <span className="block">{front}</span>
              <span className="block font-medium">on {back}</span>
              {palette && <span className="block">{contrastOf(palette[front], palette[back]).toFixed(1)} : 1</span>}
            </li>
          ))}
        </ul>
      </State>
    </div>
  );
}

/** A border's own colour is too faint to write its name in. */
function readableOn(back: string): string {
  return back === "panel" ? "var(--on-panel)" : "var(--ink)";
}

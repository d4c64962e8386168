import config from "@/tailwind.config";
import { State, States } from "./frame";

const RADII = Object.entries(config.theme.borderRadius).filter(([name]) => name !== "none");
const SHADOWS = Object.entries(config.theme.boxShadow).filter(([name]) => name !== "none");

/** The steps of Tailwind's scale that layouts use, in quarters of a rem, and what for. */
const STEPS = [
  { step: 1, use: "icon to its text" },
  { step: 2, use: "buttons and choices in a row" },
  { step: 3, use: "parts of a list's row" },
  { step: 4, use: "inside of messages; rows of a form" },
  { step: 5, use: "inside of cards on phones; between cards" },
  { step: 7, use: "inside of cards" },
  { step: 10, use: "between sections" },
];

/** Spacing, corners and depth. */
export function ShapeSpecimens() {
  return (
    <States>
      <State name="spacing" wide>
        <ul lang="en" className="grid gap-2">
          {STEPS.map(({ step, use }) => (
            <li key={step} className="flex items-center gap-3 text-xs">
              <span className="h-4 shrink-0 rounded-[2px] bg-primary" style={{ inlineSize: `${step * 0.25}rem` }} />
              <span className="font-semibold">{step}</span>
              <span dir="ltr" className="text-ink-soft">
                {step * 4} px: {use}
              </span>
            </li>
          ))}
        </ul>
      </State>
      <State name="corners">
        <ul className="flex flex-wrap gap-4">
          {RADII.map(([name, radius]) => (
            <li key={name} className="text-center text-xs">
              <span className="block size-14 border-2 border-line-strong bg-surface" style={{ borderRadius: radius }} />
              {name}
            </li>
          ))}
        </ul>
      </State>
      <State name="depth">
        <ul className="flex flex-wrap gap-6">
          {SHADOWS.map(([name, shadow]) => (
            <li key={name} className="text-center text-xs">
              <span className="mb-3 block h-14 w-20 rounded-control bg-surface" style={{ boxShadow: shadow }} />
              {name}
            </li>
          ))}
        </ul>
      </State>
    </States>
  );
}

import config from "@/tailwind.config";
import { State } from "./frame";
import type { Look } from "./looks";
import { samplesOf } from "./samples";

const SIZES = Object.entries(config.theme.fontSize) as [string, [string, { lineHeight: string }]][];
const WEIGHTS = [
  { name: "medium", className: "font-medium" },
  { name: "semibold", className: "font-semibold" },
  { name: "bold", className: "font-bold" },
  { name: "extrabold", className: "font-extrabold" },
];

/** The type scale with size and line height, weights, a running text, and how codes and numbers are set. */
export function TypeSpecimens({ look: { dir } }: { look: Look }) {
  const t = samplesOf(dir);
  return (
    <>
      {SIZES.map(([name, [size, { lineHeight }]]) => (
        <State key={name} name={`text-${name}: ${size} on ${lineHeight}`}>
          <p className="wrap-anywhere" style={{ fontSize: size, lineHeight }}>
            {t.title}
          </p>
        </State>
      ))}
      <State name="weights">
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {WEIGHTS.map(({ name, className }) => (
            <li key={name} className={className}>
              {t.name}
            </li>
          ))}
        </ul>
      </State>
      <State name="running text, at most max-w-prose">
        <p className="max-w-prose">{t.paragraph}</p>
        <p className="mt-3 max-w-prose text-sm text-ink-soft">{t.paragraph}</p>
      </State>
      <State name="numbers and codes: tabular, from left to right in every script">
        <p className="text-xl font-bold tracking-wider tabular-nums">
          <bdi dir="ltr">+90 532 123 45 67</bdi>
        </p>
        <p>
          <code dir="ltr" className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-sm">
            npm run e2e
          </code>
        </p>
      </State>
    </>
  );
}

import type { ComponentType, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

type SectionProps = { id: string; title: string; looks: Look[]; Examples: ComponentType<{ look: Look }> };

const COLUMNS: Record<number, string> = { 2: "lg:grid-cols-2", 4: "lg:grid-cols-2 min-[110rem]:grid-cols-4" };

/** The same examples in every chosen look, beside each other where the screen has the room. */
export function Section({ id, title, looks, Examples }: SectionProps) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      <div className={classNames("grid grid-cols-1 gap-4", COLUMNS[looks.length])}>
        {looks.map((look) => (
          // Each look has its own theme, direction and language.
          <div
            key={lookName(look)}
            data-theme={look.theme === "device" ? undefined : look.theme}
            dir={look.dir}
            lang={samplesOf(look.dir).lang}
            className="grid min-w-0 grid-cols-1 content-start gap-6 rounded-card border border-line bg-canvas p-4 text-ink sm:p-6"
          >
            <Examples look={look} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** One primitive in its states, under their names. */
export function Example({ states, children }: { states: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p lang="en" dir="ltr" className="mb-2 text-start text-xs text-ink-soft rtl:text-end">
        {states}
      </p>
      {children}
    </div>
  );
}

/** Draws its content as if focused by keyboard; e2e/pages/gallery.spec.ts compares it with real focus. */
export function Focused({ children, panel = false }: { children: ReactNode; panel?: boolean }) {
  return (
    <div
      data-focused
      className={classNames(
        "contents",
        "[&_:is(a,button,[type=checkbox])]:outline-2 [&_:is(a,button,[type=checkbox])]:outline-offset-2",
        panel ? "[&_:is(a,button)]:outline-accent" : "[&_:is(a,button,[type=checkbox])]:outline-primary",
        "[&_:is(select,[type=text],[type=password])]:border-primary [&_:is(select,[type=text],[type=password])]:outline-2",
        "[&_:is(select,[type=text],[type=password])]:outline-primary",
        "[&_label:has([type=radio])]:first-of-type:outline-2 [&_label:has([type=radio])]:first-of-type:outline-offset-2",
        "[&_label:has([type=radio])]:first-of-type:outline-primary",
      )}
    >
      {children}
    </div>
  );
}

import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

type SectionProps = { id: string; title: string; looks: Look[]; show: (look: Look) => ReactNode };

/** The same specimens in every chosen look, beside each other where the screen has the room. */
export function Section({ id, title, looks, show }: SectionProps) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      <div className={classNames("grid grid-cols-1 gap-4", COLUMNS[looks.length])}>
        {looks.map((look) => (
          <Frame key={lookName(look)} look={look}>
            {show(look)}
          </Frame>
        ))}
      </div>
    </section>
  );
}

const COLUMNS: Record<number, string> = { 2: "lg:grid-cols-2", 4: "lg:grid-cols-2 min-[110rem]:grid-cols-4" };

/** A piece of page with a theme, a direction and a language of its own. */
function Frame({ look, children }: { look: Look; children: ReactNode }) {
  return (
    <div
      data-theme={look.theme === "device" ? undefined : look.theme}
      dir={look.dir}
      lang={samplesOf(look.dir).lang}
      className="grid min-w-0 grid-cols-1 content-start gap-6 rounded-card border border-line bg-canvas p-4 text-ink sm:p-6"
    >
      {children}
    </div>
  );
}

/** States of one primitive, in two columns. */
export function States({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 items-start gap-x-5 gap-y-6 sm:grid-cols-2">{children}</div>;
}

/** One state under its name. */
export function State({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classNames("min-w-0", wide && "sm:col-span-2")}>
      <p lang="en" dir="ltr" className="mb-2 text-start text-xs text-ink-soft rtl:text-end">
        {name}
      </p>
      {children}
    </div>
  );
}

/** Shows what is inside as it looks with the keyboard's focus; e2e/pages/gallery.spec.ts compares it with the real one. */
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

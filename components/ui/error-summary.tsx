"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { fieldId } from "./field";
import { useTitlePrefix } from "./title-prefix";

/** `label` for a text that does not name its field. */
export type SummaryError = { name: string; label?: string | undefined; text: string };

type ErrorSummaryProps = {
  title: string;
  /** Before the page's title while there are errors, as "Error: ". */
  titlePrefix: string;
  errors: SummaryError[];
  /** Errors that belong to no single field. */
  general?: string[];
  /** A way on. */
  children?: ReactNode;
};

/** All errors of a form at its top: takes the focus, links to the fields, and prefixes the page's title. */
export function ErrorSummary({ title, titlePrefix, errors, general = [], children }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);

  useTitlePrefix(titlePrefix);
  useEffect(() => box.current?.focus(), []);

  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex animate-rise gap-3 rounded-control border-2 border-danger bg-danger-soft p-4 text-on-danger-soft"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <h2 className="text-base">{title}</h2>
        {general.map((text) => (
          <p key={text} className="mt-1 text-sm">
            {text}
          </p>
        ))}
        {errors.length > 0 && (
          <ul className="mt-2 grid gap-1 text-sm">
            {errors.map(({ name, label, text }) => (
              <li key={name}>
                <a
                  href={`#${fieldId(name)}`}
                  className="inline-block min-h-6 underline underline-offset-4 hover:decoration-2"
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId(name))?.focus();
                  }}
                >
                  {label !== undefined && <span className="font-semibold">{label}: </span>}
                  {text}
                </a>
              </li>
            ))}
          </ul>
        )}
        {children}
      </div>
    </div>
  );
}

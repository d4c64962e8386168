import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { CHOICES, type Choice } from "./looks";

/** Themes and directions as links, so that what is looked at has an address. */
export function ChoiceLinks({ choice }: { choice: Choice }) {
  return (
    <nav aria-label="Themes and directions" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {(["theme", "dir"] as const).map((name) => (
        <ul key={name} className="flex flex-wrap items-center gap-1">
          <li className="me-1 text-ink-soft">{name === "theme" ? "Theme" : "Direction"}</li>
          {CHOICES[name].map((value) => (
            <li key={value}>
              <Link
                href={{ pathname: "/dev/gallery", query: { ...choice, [name]: value } }}
                aria-current={choice[name] === value || undefined}
                className={classNames(
                  "inline-flex min-h-9 items-center rounded-control px-3 font-semibold transition-colors",
                  choice[name] === value ? "bg-primary text-on-primary" : "text-primary hover:bg-primary-soft",
                )}
              >
                {value}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

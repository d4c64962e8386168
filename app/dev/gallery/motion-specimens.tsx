import { LoaderCircle } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import config from "@/tailwind.config";
import { State, States } from "./frame";
import { Replay } from "./replay";

const ANIMATIONS = Object.entries(config.theme.extend.animation);

/** What moves, and for how long; with reduced motion all of it stands still. */
export function MotionSpecimens() {
  return (
    <States>
      <State name="entering: once, when something comes up" wide>
        <Replay>
          <ul className="grid gap-3 sm:grid-cols-2">
            {ANIMATIONS.map(([name, animation]) => (
              <li
                key={name}
                lang="en"
                dir="ltr"
                className="rounded-control bg-surface p-4 text-xs shadow-card"
                style={{ animation }}
              >
                <span className="font-semibold">animate-{name}</span>
                <span className="block text-ink-soft">{animation}</span>
              </li>
            ))}
          </ul>
        </Replay>
      </State>
      <State name="waiting: the page, and the button">
        <div className="flex flex-wrap items-center gap-4">
          <Skeleton className="h-5 w-32" />
          <LoaderCircle aria-hidden className="size-5 animate-spin text-primary" />
        </div>
      </State>
      <State name="answering: colours within 150 ms">
        <div className="grid h-11 place-items-center rounded-control border border-line bg-surface text-xs transition-colors hover:bg-sunken">
          hover
        </div>
      </State>
    </States>
  );
}

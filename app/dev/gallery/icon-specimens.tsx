import { ArrowRight, Award, Bell, ChevronRight, CreditCard, Inbox, ShieldCheck, UserRound } from "lucide-react";
import { State, States } from "./frame";

/** The five sizes that icons have, and where. */
const SIZES = [
  { className: "size-3.5", text: "3.5: in badges" },
  { className: "size-4", text: "4: beside small text, inside of boxes" },
  { className: "size-4.5", text: "4.5: in buttons and rows" },
  { className: "size-5", text: "5: alone, and before a message" },
  { className: "size-7", text: "7: on the round of an empty state" },
];

/** Icons in their sizes, on their grounds, and the ones that turn with the direction. */
export function IconSpecimens() {
  return (
    <States>
      <State name="sizes" wide>
        <ul className="grid gap-2.5">
          {SIZES.map(({ className, text }) => (
            <li key={className} className="flex items-center gap-3 text-xs">
              <span className="flex w-24 items-center gap-2">
                <Bell aria-hidden className={className} />
                <CreditCard aria-hidden className={className} />
                <UserRound aria-hidden className={className} />
              </span>
              <span lang="en" dir="ltr" className="text-ink-soft">
                {text}
              </span>
            </li>
          ))}
        </ul>
      </State>
      <State name="on a ground">
        <div className="flex flex-wrap items-center gap-3">
          <span className="grid size-10 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
            <Bell aria-hidden className="size-5" />
          </span>
          <span className="grid size-10 place-items-center rounded-full bg-accent-soft text-on-accent-soft">
            <Award aria-hidden className="size-5" />
          </span>
          <span className="grid size-11 place-items-center rounded-control bg-sunken text-ink-soft">
            <ShieldCheck aria-hidden className="size-5" />
          </span>
          <span className="grid size-14 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
            <Inbox aria-hidden className="size-7" />
          </span>
        </div>
      </State>
      <State name="turned with the direction: mirror-rtl">
        <div className="flex gap-3 text-ink-soft">
          <ChevronRight aria-hidden className="mirror-rtl size-5" />
          <ArrowRight aria-hidden className="mirror-rtl size-5" />
        </div>
      </State>
    </States>
  );
}

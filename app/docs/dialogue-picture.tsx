import { ArrowLeft, ArrowRight } from "lucide-react";
import { classNames } from "@/components/ui/class-names";

type Step = {
  from: "client" | "shop";
  to: "client" | "shop" | "phone";
  code: string;
  text: string;
  optional?: boolean;
};

const STEPS: Step[] = [
  { from: "client", to: "shop", code: "PATCH {phone}", text: "Ask" },
  { from: "shop", to: "phone", code: "428017", text: "SMS to the new number" },
  { from: "shop", to: "client", code: "202 {verification}", text: "Nothing is changed yet" },
  { from: "client", to: "shop", code: "PATCH {phone, resend: true}", text: "No SMS? Ask again", optional: true },
  { from: "shop", to: "client", code: '200 {"message": "success"}', text: "The code before is void", optional: true },
  { from: "client", to: "shop", code: "PATCH {phone, code}", text: "Answer, with the same body" },
  { from: "shop", to: "client", code: "200, 201", text: "Done" },
];

const LANES = ["Your client", "Shop", "Phone"];

/** The dialogue between client, shop and phone, in the order of time; a list, whatever it looks like. */
export function DialoguePicture() {
  return (
    <figure className="on-panel relative mt-5 overflow-hidden max-[15rem]:overflow-x-auto rounded-card bg-panel px-3 py-5 text-on-panel sm:px-6">
      <div aria-hidden="true" className="absolute inset-x-3 top-14 bottom-5 grid grid-cols-3 sm:inset-x-6">
        {LANES.map((lane) => (
          <span key={lane} className="mx-auto w-px bg-on-panel/20" />
        ))}
      </div>
      <div aria-hidden="true" className="relative grid grid-cols-3">
        {LANES.map((lane) => (
          <span key={lane} className="mx-auto rounded-full bg-on-panel/10 px-3 py-1 text-xs font-bold">
            {lane}
          </span>
        ))}
      </div>
      <ol className="relative mt-4 grid gap-4">
        {STEPS.map((step) => (
          <DialogueStep key={step.code} {...step} />
        ))}
      </ol>
      <figcaption className="sr-only">The dialogue between your client, the shop and the phone.</figcaption>
    </figure>
  );
}

function DialogueStep({ from, to, code, text, optional = false }: Step) {
  const toPhone = to === "phone";
  const isBack = to === "client";
  const Head = isBack ? ArrowLeft : ArrowRight;
  return (
    <li className="grid grid-cols-6">
      <span className="sr-only">
        From {from} to {to}:
      </span>
      <div className={toPhone ? "col-start-4 col-end-6" : "col-start-2 col-end-4"}>
        <p className={classNames("min-w-max px-2 text-xs", toPhone && "max-sm:-ms-10")}>
          <code className="bg-panel font-bold text-on-panel">{code}</code>
          <span className="block bg-panel text-on-panel-soft">{text}</span>
        </p>
        <span
          aria-hidden="true"
          className={classNames("relative mt-1 block h-3", isBack ? "text-accent" : "text-on-panel")}
        >
          <span
            className={classNames(
              "absolute inset-x-0 top-1/2 border-t-2 border-current",
              optional && "border-dashed opacity-70",
            )}
          />
          <Head
            className={classNames("absolute top-1/2 size-4 -translate-y-1/2", isBack ? "-start-0.5" : "-end-0.5")}
            strokeWidth={3}
          />
        </span>
      </div>
    </li>
  );
}

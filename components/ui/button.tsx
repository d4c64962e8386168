import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { PageLink } from "./page-link";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "destructive" | "panel" | "panel-quiet";

/** Where the system chooses the colours, even a transparent border is seen: it is a button's whole shape there. */
const LOOKS: Record<ButtonLook, string> = {
  primary: "border border-transparent bg-primary text-on-primary hover:bg-primary-hover shadow-card",
  secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "border border-transparent text-primary hover:bg-primary-soft hover:text-on-primary-soft",
  danger: "border border-danger text-danger hover:bg-danger-soft hover:text-on-danger-soft",
  // Confirms what `danger` asked about.
  destructive: "border border-transparent bg-danger text-surface hover:brightness-110 shadow-card",
  panel: "border border-transparent bg-accent text-panel hover:brightness-110",
  "panel-quiet": "border border-on-panel-soft/50 text-on-panel hover:bg-on-panel/10",
};

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-5 py-2 text-center text-sm font-semibold " +
  "transition-[background-color,color,filter,transform] duration-150 active:translate-y-px " +
  "disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-progress aria-disabled:opacity-75 " +
  "[&_svg]:size-[1.2em] [&_svg]:shrink-0 print:hidden";

/** For what is no button by itself but looks like one. */
export function buttonClass(look: ButtonLook, className?: string): string {
  return classNames(SHAPE, LOOKS[look], className);
}

type ButtonProps = ComponentProps<"button"> & {
  look?: ButtonLook;
  /** Shows a spinner; the button keeps its place and focus. */
  pending?: boolean;
};

/** A button; `type` is "button" unless told otherwise. */
export function Button({ look = "primary", pending = false, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" aria-disabled={pending || undefined} className={buttonClass(look, className)} {...rest}>
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = "primary",
  className,
  ...rest
}: ComponentProps<typeof PageLink> & { look?: ButtonLook }) {
  return <PageLink className={buttonClass(look, className)} {...rest} />;
}

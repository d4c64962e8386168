import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-class";
import { PageLink } from "./page-link";

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

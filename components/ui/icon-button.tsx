import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const LOOKS = {
  plain: "text-ink-soft hover:bg-sunken hover:text-ink",
  panel: "text-on-panel-soft hover:bg-on-panel/10 hover:text-on-panel",
};

type IconButtonProps = ComponentProps<"button"> & {
  "aria-label": string;
  /** `panel` on the dark panels. */
  look?: keyof typeof LOOKS;
};

/** An icon as a button, large enough for a thumb. */
export function IconButton({ look = "plain", className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classNames(
        "grid size-11 shrink-0 place-items-center rounded-control transition-colors disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-5",
        LOOKS[look],
        className,
      )}
      {...rest}
    />
  );
}

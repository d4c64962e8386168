import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { PageLink } from "./page-link";

/** A text link within a sentence or beside a title; where it stands alone it gets `min-h-11`, for thumbs. */
export function TextLink({ className, ...rest }: ComponentProps<typeof PageLink>) {
  return (
    <PageLink
      className={classNames(
        "inline-flex min-h-6 items-center gap-1 rounded-sm text-sm font-semibold text-primary underline decoration-primary/40 decoration-1 underline-offset-4 hover:decoration-current",
        className,
      )}
      {...rest}
    />
  );
}

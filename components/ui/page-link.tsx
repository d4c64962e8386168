import type { ComponentProps } from "react";

type PageLinkProps = ComponentProps<"a"> & {
  href: string;
  /** Takes this page's place in the history. */
  replace?: boolean;
  /** Begins at the top of the page it leads to. */
  scroll?: boolean;
};

/** A link to another page of ours, followed without loading the document anew (page-links.tsx). */
export function PageLink({ replace = false, scroll = true, ...link }: PageLinkProps) {
  return <a data-page={replace ? "replace" : "push"} data-scroll={scroll ? undefined : "keep"} {...link} />;
}

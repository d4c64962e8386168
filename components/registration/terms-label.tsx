import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Addresses of what a new customer accepts; undefined for a shop that has not told where they are. */
export type TermsLinks = { terms: string | undefined; privacy: string | undefined };

/** What is accepted, with the way to read it: beside this page, so that nothing typed is lost. */
export function TermsLabel({ links }: { links: TermsLinks }) {
  const t = useTranslations("registration");
  return t.rich("confirm", {
    terms: (text) => <Reading href={links.terms}>{text}</Reading>,
    privacy: (text) => <Reading href={links.privacy}>{text}</Reading>,
  });
}

function Reading({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-primary underline underline-offset-4">
      {children}
    </a>
  );
}

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Undefined where the shop has not configured them. */
export type TermsLinks = { terms: string | undefined; privacy: string | undefined };

/** What is accepted, linked in another tab so that no input is lost. */
export function TermsLabel({ links }: { links: TermsLinks }) {
  const t = useTranslations("registration");
  return t.rich("confirm", {
    terms: (text) => <TermsLink href={links.terms}>{text}</TermsLink>,
    privacy: (text) => <TermsLink href={links.privacy}>{text}</TermsLink>,
  });
}

function TermsLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-primary underline underline-offset-4">
      {children}
    </a>
  );
}

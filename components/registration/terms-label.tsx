import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** Undefined where the shop has not configured them. */
export type TermsLinks = { terms: string | undefined; privacy: string | undefined };

/** What is accepted, linked in another tab so that no input is lost. Names only what there is a link to. */
export function TermsLabel({ links }: { links: TermsLinks }) {
  const t = useTranslations("registration");
  return t.rich(links.privacy === undefined ? "confirmTerms" : "confirm", {
    terms: (text) => <TermsLink href={links.terms}>{text}</TermsLink>,
    privacy: (text) => <TermsLink href={links.privacy}>{text}</TermsLink>,
  });
}

/** Where the privacy notice is, for a shop without terms to accept. */
export function PrivacyNote({ links }: { links: TermsLinks }) {
  const t = useTranslations("registration");
  return t.rich("privacyNotice", { privacy: (text) => <TermsLink href={links.privacy}>{text}</TermsLink> });
}

function TermsLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="text-primary underline underline-offset-4">
      {children}
    </a>
  );
}

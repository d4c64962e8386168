import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldBinding } from "@/components/forms/use-app-form";
import { CheckboxField } from "@/components/ui/checkbox-field";

/** Undefined where the shop has not configured them. */
export type TermsLinks = { terms: string | undefined; privacy: string | undefined };

type TermsFieldProps = {
  form: { field: (name: "confirm") => FieldBinding };
  /** Where to read what is accepted. */
  links: TermsLinks;
};

/** Accepts the terms; where there are none, says where the privacy notice is. */
export function TermsField({ form, links }: TermsFieldProps) {
  const { terms, privacy } = links;
  if (terms !== undefined) return <CheckboxField {...form.field("confirm")} label={<TermsLabel links={links} />} />;
  if (privacy === undefined) return null;
  return (
    <p className="text-sm">
      <PrivacyNote links={links} />
    </p>
  );
}

/** What is accepted, linked in another tab so that no input is lost. Names only what there is a link to. */
function TermsLabel({ links }: { links: TermsLinks }) {
  const t = useTranslations("registration");
  return t.rich(links.privacy === undefined ? "confirmTerms" : "confirm", {
    terms: (text) => <TermsLink href={links.terms}>{text}</TermsLink>,
    privacy: (text) => <TermsLink href={links.privacy}>{text}</TermsLink>,
  });
}

function PrivacyNote({ links }: { links: TermsLinks }) {
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

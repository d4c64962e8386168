"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { TextLink } from "@/components/ui/text-link";

const ContactUrl = createContext<string | undefined>(undefined);

type ContactUrlProviderProps = {
  /** Undefined where the shop has configured none. */
  url: string | undefined;
  children: ReactNode;
};

export function ContactUrlProvider({ url, children }: ContactUrlProviderProps) {
  return <ContactUrl value={url}>{children}</ContactUrl>;
}

/** Leads to the shop's people; nothing where none can be reached. */
export function ContactUs() {
  const t = useTranslations("common");
  const url = useContext(ContactUrl);
  return url !== undefined && <TextLink href={url}>{t("contactUs")}</TextLink>;
}

"use client";

import { createContext, type ReactNode, use } from "react";

const ContactUrl = createContext<string | undefined>(undefined);

type ContactUrlProviderProps = {
  /** Undefined where the shop has configured none. */
  url: string | undefined;
  children: ReactNode;
};

export function ContactUrlProvider({ url, children }: ContactUrlProviderProps) {
  return <ContactUrl value={url}>{children}</ContactUrl>;
}

export function useContactUrl(): string | undefined {
  return use(ContactUrl);
}

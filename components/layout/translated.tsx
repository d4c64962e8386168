"use client";

import { NextIntlClientProvider } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { useTexts } from "./texts";

/** Lets what is below translate by the page's texts. */
export function Translated({ children }: { children: ReactNode }) {
  const texts = useTexts() as ComponentProps<typeof NextIntlClientProvider>;
  return <NextIntlClientProvider {...texts}>{children}</NextIntlClientProvider>;
}

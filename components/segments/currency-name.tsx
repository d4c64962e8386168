"use client";

import { useLocale } from "next-intl";
import { ServerText } from "@/components/layout/server-text";

/** A currency's code and name, as "TRY · Turkish lira". */
export function CurrencyName({ code }: { code: string }) {
  const locale = useLocale();
  return <ServerText of={code}>{() => currencyName(code.toUpperCase(), locale)}</ServerText>;
}

function currencyName(code: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: "currency", fallback: "none" }).of(code);
    return name ? `${code} · ${name}` : code;
  } catch {
    // Not a currency code: show what the price list says.
    return code;
  }
}

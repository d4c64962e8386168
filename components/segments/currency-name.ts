/** A currency's code and its name in the reader's language, as "TRY · Turkish lira". */
export function currencyName(code: string, locale: string): string {
  const upper = code.toUpperCase();
  try {
    const name = new Intl.DisplayNames(locale, { type: "currency", fallback: "none" }).of(upper);
    return name ? `${upper} · ${name}` : upper;
  } catch {
    // Not of the form of a currency code: show what the price list says.
    return upper;
  }
}

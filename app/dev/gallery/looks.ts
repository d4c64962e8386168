/* In which themes and directions the gallery shows each primitive: `/dev/gallery?theme=dark&dir=rtl`. */

export type Theme = "light" | "dark" | "device";
export type Direction = "ltr" | "rtl";
export type Look = { theme: Theme; dir: Direction };

/** Values of `theme` and `dir`; `device` follows the device's theme, `both` stands for light and dark. */
export const CHOICES = { theme: ["both", "light", "dark", "device"], dir: ["both", "ltr", "rtl"] } as const;

export type Choice = { theme: (typeof CHOICES.theme)[number]; dir: (typeof CHOICES.dir)[number] };

/** The choice in an address; what is missing or unknown means both. */
export function choiceOf(query: Record<string, string | string[] | undefined>): Choice {
  return {
    theme: CHOICES.theme.find((theme) => theme === query.theme) ?? "both",
    dir: CHOICES.dir.find((dir) => dir === query.dir) ?? "both",
  };
}

/** The looks of a choice: one direction's themes beside each other. */
export function looksOf({ theme, dir }: Choice): Look[] {
  const themes: Theme[] = theme === "both" ? ["light", "dark"] : [theme];
  const directions: Direction[] = dir === "both" ? ["ltr", "rtl"] : [dir];
  return directions.flatMap((direction) => themes.map((one) => ({ theme: one, dir: direction })));
}

/** A look in words, which also keeps the ids of its fields apart. */
export function lookName({ theme, dir }: Look): string {
  return `${theme}-${dir}`;
}

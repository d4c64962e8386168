import { ColorSpace, contrastWCAG21, OKLCH, serialize, sRGB, to, toGamut } from "colorjs.io/fn";

/*
 * A shop names two or three colours; the rest follows from them in OKLCH, whose lightness is the eye's. Text keeps at
 * least 4.5:1 and borders of controls 3:1 in both themes (WCAG 2.2, 1.4.3 and 1.4.11), or the colours are refused.
 */

ColorSpace.register(sRGB);
ColorSpace.register(OKLCH);

/** Each as `#rrggbb`. */
export type BrandColors = {
  /** Buttons and links. */
  primary: string;
  /** What is active or calls for a look: a marker, the sun of the card. */
  accent: string;
  /** Dark panels with light text: the card, the head of mails. From `primary` unless given. */
  panel?: string | undefined;
};

/** A lightness, a chroma and whose hue: `0.4`, `0.05`, `primary`. */
type Recipe = [lightness: number, chroma: number, hue: keyof BrandColors];

const LIGHT = {
  canvas: [0.967, 0.0045, "primary"],
  surface: [1, 0, "primary"],
  sunken: [0.944, 0.0066, "primary"],
  ink: [0.238, 0.0263, "primary"],
  "ink-soft": [0.467, 0.0256, "primary"],
  line: [0.893, 0.0102, "primary"],
  "line-strong": [0.606, 0.0241, "primary"],
  "primary-soft": [0.93, 0.0178, "primary"],
  "on-primary-soft": [0.37, 0.0606, "primary"],
  "accent-soft": [0.953, 0.0334, "accent"],
  "on-accent-soft": [0.438, 0.0961, "accent"],
  "on-panel": [0.969, 0.0103, "panel"],
  "on-panel-soft": [0.84, 0.0334, "panel"],
} satisfies Record<string, Recipe>;

const DARK = {
  canvas: [0.181, 0.0154, "primary"],
  surface: [0.226, 0.0192, "primary"],
  sunken: [0.198, 0.0164, "primary"],
  ink: [0.951, 0.0094, "primary"],
  "ink-soft": [0.766, 0.0226, "primary"],
  line: [0.329, 0.0278, "primary"],
  "line-strong": [0.593, 0.0327, "primary"],
  primary: [0.779, 0.1047, "primary"],
  "primary-hover": [0.834, 0.0889, "primary"],
  "on-primary": [0.225, 0.0356, "primary"],
  "primary-soft": [0.307, 0.0393, "primary"],
  "on-primary-soft": [0.885, 0.0657, "primary"],
  accent: [0.806, 0.1294, "accent"],
  "accent-soft": [0.288, 0.0428, "accent"],
  "on-accent-soft": [0.88, 0.0886, "accent"],
  panel: [0.3, 0.0434, "panel"],
  "on-panel": [0.969, 0.0103, "panel"],
  "on-panel-soft": [0.84, 0.0334, "panel"],
} satisfies Record<string, Recipe>;

/** The card and other evening panels: their sky from `top` to `bottom`, their water from `far` to `near`. */
const EVENING = { top: 0.097, middle: 0, bottom: -0.076, far: 0.024, near: -0.106 };

/** They mean the same in every shop. */
const LIGHT_SIGNALS = {
  ...{ danger: "#b3261e", "danger-soft": "#fbe9e7", "on-danger-soft": "#8c1d18" },
  ...{ success: "#1b6e3c", "success-soft": "#def1e4", "on-success-soft": "#145230" },
};
const DARK_SIGNALS: typeof LIGHT_SIGNALS = {
  ...{ danger: "#ff9c91", "danger-soft": "#3b1815", "on-danger-soft": "#ffc4bd" },
  ...{ success: "#82d99f", "success-soft": "#12321f", "on-success-soft": "#b4ecc6" },
};

export type Token =
  | keyof typeof LIGHT
  | keyof typeof LIGHT_SIGNALS
  | "primary"
  | "primary-hover"
  | "on-primary"
  | "accent"
  | "panel"
  | "scrim";
export type Palette = Record<Token, string>;
export type Evening = Record<keyof typeof EVENING, string>;
export type Palettes = { light: Palette; dark: Palette; evening: Evening };

/** @returns every colour of the pages and mails, each as `#rrggbb` */
export function derivePalettes(colors: BrandColors): Palettes {
  const primary = lchOf(colors.primary);
  const panel = colors.panel ?? hex([0.32, Math.min(primary[1], 0.09), primary[2]]);
  const brand = { ...colors, panel };
  const bright = {
    primary: colors.primary,
    "primary-hover": hex([primary[0] - 0.068, primary[1] * 0.83, primary[2]]),
    "on-primary": contrastOf("#ffffff", colors.primary) >= 4.5 ? "#ffffff" : hex([0.2, 0.02, primary[2]]),
    accent: colors.accent,
    panel,
  };
  const [lightness, chroma, hue] = lchOf(panel);
  const scrim = (opacity: number) => hex([0.2, Math.min(chroma, 0.027), hue], opacity);
  return {
    light: { ...mix(LIGHT, brand), ...LIGHT_SIGNALS, ...bright, scrim: scrim(0.5) },
    dark: { ...mix(DARK, brand), ...DARK_SIGNALS, scrim: scrim(0.7) },
    evening: mapValues(EVENING, (shift) => hex([lightness + shift, chroma * (1 + 2 * shift), hue])),
  };
}

function mix<Name extends string>(recipes: Record<Name, Recipe>, brand: Required<BrandColors>): Record<Name, string> {
  return mapValues(recipes, ([lightness, chroma, of]) => {
    const [, own, hue] = lchOf(brand[of]);
    // A grey brand has grey paper and ink.
    return hex([lightness, Math.min(chroma, own * 1.5), hue]);
  });
}

type ColorPair = { front: Token; back: Token; least: 3 | 4.5 };

const text = (front: Token, ...backs: Token[]): ColorPair[] => backs.map((back) => ({ front, back, least: 4.5 }));
const shape = (front: Token, ...backs: Token[]): ColorPair[] => backs.map((back) => ({ front, back, least: 3 }));

/** What stands on what, with the contrast it needs at least: 4.5 for text, 3 for borders, icons and the focus ring. */
const COLOR_PAIRS: readonly ColorPair[] = [
  ...text("ink", "surface", "canvas", "sunken", "primary-soft"),
  ...text("ink-soft", "surface", "canvas", "sunken"),
  ...text("primary", "surface", "canvas"),
  ...text("on-primary", "primary", "primary-hover"),
  ...text("on-primary-soft", "primary-soft"),
  ...text("panel", "accent"),
  ...text("on-accent-soft", "accent-soft"),
  ...text("danger", "surface", "canvas"),
  ...text("surface", "danger"),
  ...text("on-danger-soft", "danger-soft"),
  ...text("success", "surface"),
  ...text("on-success-soft", "success-soft"),
  ...text("on-panel", "panel"),
  ...text("on-panel-soft", "panel"),
  ...shape("line-strong", "surface", "canvas", "sunken"),
  ...shape("accent", "panel"),
];

/** A pair that is too faint to be read, in one of the themes or on the card. */
export type FaintPair = { theme: keyof Palettes; front: string; back: string; ratio: number; least: number };

/** @returns none where everything can be read */
export function findFaintPairs({ light, dark, evening }: Palettes): FaintPair[] {
  const themes = Object.entries({ light, dark }) as ["light" | "dark", Palette][];
  const pairs = [
    ...themes.flatMap(([theme, palette]) =>
      COLOR_PAIRS.map(({ front, back, least }) =>
        faintness(theme, [front, palette[front]], [back, palette[back]], least),
      ),
    ),
    ...Object.entries(evening).flatMap(([back, color]) => [
      faintness("evening", ["on-panel", light["on-panel"]], [back, color], 4.5),
      faintness("evening", ["on-panel-soft", light["on-panel-soft"]], [back, color], 4.5),
      faintness("evening", ["accent", light.accent], [back, color], 3),
    ]),
  ];
  return pairs.filter(({ ratio, least }) => ratio < least);
}

function faintness(
  theme: keyof Palettes,
  [front, frontColor]: [string, string],
  [back, backColor]: [string, string],
  least: number,
): FaintPair {
  const ratio = contrastOf(frontColor, backColor);
  return { theme, front: `${front} ${frontColor}`, back: `${back} ${backColor}`, ratio, least };
}

/**
 * The contrast of two colours, each as `#rrggbb` (WCAG 2.2, "contrast ratio").
 * @returns from 1, the same, to 21, black on white
 */
export function contrastOf(one: string, other: string): number {
  return contrastWCAG21(one, other);
}

type Lch = [lightness: number, chroma: number, hue: number];

function lchOf(color: string): Lch {
  const [lightness, chroma, hue] = to(color, "oklch").coords;
  return [lightness ?? 0, chroma ?? 0, hue ?? 0];
}

/** The nearest that screens show. */
function hex(coords: Lch, alpha = 1): string {
  const color = to({ space: "oklch", coords, alpha }, "srgb");
  return serialize(toGamut(color), { format: "hex", collapse: false });
}

function mapValues<Key extends string, From, To>(values: Record<Key, From>, map: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(values).map(([key, value]) => [key, map(value)])) as Record<Key, To>;
}

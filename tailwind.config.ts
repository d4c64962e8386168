import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";
import type { ShopConfig } from "./lib/platform/shop/config";
import { derivePalettes, type Palette } from "./lib/platform/shop/palette";
import shop from "./shop.config";

/*
 * The visual language. Every colour is a variable with a light and a dark value, which follow from the shop's own;
 * text pairs keep at least 4.5:1 and the borders of controls at least 3:1 in both.
 */

/** What the variables hold in each theme, for whoever shows or measures the colours. */
export const PALETTES = derivePalettes(shop.colors);

const { light, dark, evening } = PALETTES;

/** Colours of the loyalty card: `top` to `bottom` is its sky, `far` to `near` its water. */
type Material = Record<
  "top" | "middle" | "bottom" | "far" | "near" | "sun" | "ink" | "ink-soft" | "accent" | "on-accent",
  string
>;

/**
 * What the card is made of in each tier, by its lower-case English name and alike in both themes; `house` in any other
 * level of a programme, and in none.
 */
export const MATERIALS = {
  // Evening, as on the shop's other panels.
  house: {
    ...evening,
    ...{ sun: light.accent, ink: light["on-panel"], "ink-soft": light["on-panel-soft"] },
    ...{ accent: light.accent, "on-accent": light.panel },
  },
  // Deep water.
  blue: {
    ...{ top: "#1b5596", middle: "#10396b", bottom: "#081f42", far: "#15447d", near: "#071a38", sun: "#ffd693" },
    ...{ ink: "#f0f6fd", "ink-soft": "#bfd8f0", accent: "#f0b357", "on-accent": "#0a2549" },
  },
  bronze: {
    ...{ top: "#8a5230", middle: "#643620", bottom: "#3c1d10", far: "#6b3b23", near: "#351a0e", sun: "#f6b98a" },
    ...{ ink: "#fff3ea", "ink-soft": "#f3d9c6", accent: "#f6c08f", "on-accent": "#3c1d10" },
  },
  // Morning mist.
  silver: {
    ...{ top: "#f0f3f4", middle: "#d0d8dc", bottom: "#aab5bb", far: "#c6d0d5", near: "#a2aeb4", sun: "#ffffff" },
    ...{ ink: "#15242b", "ink-soft": "#26383f", accent: "#1d3038", "on-accent": "#f4f7f8" },
  },
  // The last hour of light.
  gold: {
    ...{ top: "#f8e7b8", middle: "#e6c473", bottom: "#c79a42", far: "#dcb760", near: "#bf923a", sun: "#fff6da" },
    ...{ ink: "#2c1d02", "ink-soft": "#3d2904", accent: "#35240a", "on-accent": "#fbeec6" },
  },
  // Night with a moon.
  platinum: {
    ...{ top: "#434a51", middle: "#2b3035", bottom: "#15181b", far: "#343a41", near: "#121518", sun: "#e3eaf6" },
    ...{ ink: "#f4f6f8", "ink-soft": "#c6cdd5", accent: "#e6e9ee", "on-accent": "#1c2024" },
  },
} satisfies Record<string, Material>;

const shade = (percent: number) => `color-mix(in srgb, ${light.ink} ${percent}%, transparent)`;

const depth = {
  light: {
    "--shadow-card": `0 1px 2px ${shade(5)}, 0 8px 24px -12px ${shade(12)}`,
    "--shadow-float": `0 2px 6px ${shade(8)}, 0 24px 48px -16px ${shade(28)}`,
    "color-scheme": "light",
    "--in-light": "block",
    "--in-dark": "none",
    "--sea-far": evening.far,
    "--sea-near": evening.near,
  },
  dark: {
    "--shadow-card": "0 1px 0 rgb(255 255 255 / 0.03) inset",
    "--shadow-float": "0 24px 48px -12px rgb(0 0 0 / 0.7), 0 0 0 1px rgb(255 255 255 / 0.06)",
    "color-scheme": "dark",
    "--in-light": "none",
    "--in-dark": "block",
  },
};

const variables = (palette: Palette) =>
  Object.fromEntries(Object.entries(palette).map(([name, value]) => [`--${name}`, value]));

const cardVariables = (material: Material) =>
  Object.fromEntries(Object.entries(material).map(([name, value]) => [`--card-${name}`, value]));

/** Registered, so that one material can turn into another. */
const cardProperties = Object.fromEntries(
  Object.entries(cardVariables(MATERIALS.house)).map(([name, value]) => [
    `@property ${name}`,
    { syntax: '"<color>"', inherits: "true", "initial-value": value },
  ]),
);

/** The tier may arrive after the card, which then turns into it. */
const cardTiers = {
  // Whatever stands on dark panels can stand on the card.
  ".card-material": {
    "--panel": "var(--card-on-accent)",
    "--on-panel": "var(--card-ink)",
    "--on-panel-soft": "var(--card-ink-soft)",
    "--accent": "var(--card-accent)",
    "--primary": "var(--card-ink)",
    "--sunken": "color-mix(in srgb, var(--card-ink) 16%, transparent)",
    "--line": "color-mix(in srgb, var(--card-ink) 40%, transparent)",
    transition: Object.keys(cardVariables(MATERIALS.house))
      .map((name) => `${name} 240ms`)
      .join(),
  },
  ...Object.fromEntries(
    Object.entries(MATERIALS).map(([tier, material]) => [
      `.card-material:has([data-tier="${tier}"])`,
      cardVariables(material),
    ]),
  ),
};

/** Quick to answer, slow to come to rest. */
const SETTLE = "cubic-bezier(0.2, 0.8, 0.2, 1)";

/** @param share of a control's radius @param most in pixels */
function radius(share: number, most = 40): string {
  const { corners = 12 }: ShopConfig = shop;
  return `${Math.min(corners * share, most) / 16}rem`;
}

function fontFamilies(): string[] {
  const { typeface }: ShopConfig = shop;
  if (typeface === "system") return [];
  return typeface ? [`"${typeface.family}"`] : ["Manrope", '"Manrope Fallback"', '"Readex Pro"'];
}

/** Those of a shop's own typeface; ours stand in app/fonts.css. */
function ownFaces(): Record<string, string>[] {
  const { typeface }: ShopConfig = shop;
  if (typeof typeface !== "object") return [];
  return typeface.faces.map(({ file, weight = "200 800", unicodeRange }) => ({
    "font-family": `"${typeface.family}"`,
    src: `url("${file}")`,
    "font-weight": weight,
    // As app/fonts.css has it, and why.
    "font-display": "optional",
    ...(unicodeRange && { "unicode-range": unicodeRange }),
  }));
}

const colors = Object.fromEntries(Object.keys(light).map((name) => [name, `var(--${name})`]));

export default {
  content: ["./app/**/*.tsx", "./components/**/*.tsx", "./shop.slots.tsx", "./slots/**/*.tsx"],
  theme: {
    colors: { ...colors, transparent: "transparent", current: "currentColor" },
    fontFamily: {
      sans: [...fontFamilies(), "system-ui", "sans-serif"],
      // For a few words in other scripts, which are not worth a font each.
      system: ["system-ui", "sans-serif"],
    },
    fontSize: {
      xs: ["0.8125rem", { lineHeight: "1.25rem" }],
      sm: ["0.9375rem", { lineHeight: "1.45rem" }],
      base: ["1rem", { lineHeight: "1.6rem" }],
      lg: ["1.125rem", { lineHeight: "1.65rem" }],
      xl: ["1.375rem", { lineHeight: "1.8rem" }],
      "2xl": ["1.75rem", { lineHeight: "2.15rem" }],
      "3xl": ["2.25rem", { lineHeight: "2.6rem" }],
      "4xl": ["3rem", { lineHeight: "3.25rem" }],
    },
    borderRadius: {
      none: "0",
      // No box to check may look like one of several to choose from.
      sm: radius(2 / 3, 8),
      // Of what lies within a control's border, 3 px inside.
      inner: `max(0px, ${radius(1)} - 0.1875rem)`,
      control: radius(1),
      card: radius(5 / 3),
      full: "9999px",
    },
    boxShadow: { card: "var(--shadow-card)", float: "var(--shadow-float)", none: "none" },
    extend: {
      backgroundImage: {
        // Evening over the sea, on dark panels.
        evening: `linear-gradient(150deg, ${evening.top}, ${evening.middle} 45%, ${evening.bottom})`,
        material: "linear-gradient(150deg, var(--card-top), var(--card-middle) 45%, var(--card-bottom))",
      },
      maxWidth: { page: "72rem", prose: "38rem" },
      transitionTimingFunction: { settle: SETTLE },
      animation: { rise: `rise 240ms ${SETTLE}`, appear: "appear 160ms ease-out" },
      keyframes: {
        rise: { from: { opacity: "0", transform: "translateY(0.5rem)" } },
        appear: { from: { opacity: "0" } },
      },
    },
  },
  plugins: [
    plugin(({ addBase }) => {
      addBase({
        "@font-face": ownFaces(),
        ...cardProperties,
        // A part of a page may have a theme of its own: what machines scan is bright in every theme.
        ':root, [data-theme="light"]': { ...variables(light), ...depth.light },
        // Paper is light.
        "@media screen": {
          "@media (prefers-color-scheme: dark)": {
            ':root:not([data-theme="light"])': { ...variables(dark), ...depth.dark },
          },
          '[data-theme="dark"]': { ...variables(dark), ...depth.dark },
          ...cardTiers,
        },
      });
    }),
  ],
} satisfies Config;

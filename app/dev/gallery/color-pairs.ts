import type { PALETTES } from "@/tailwind.config";

type Color = keyof typeof PALETTES.light;

export type ColorPair = { front: Color; back: Color; least: 3 | 4.5 };

const text = (front: Color, ...backs: Color[]): ColorPair[] => backs.map((back) => ({ front, back, least: 4.5 }));
const shape = (front: Color, ...backs: Color[]): ColorPair[] => backs.map((back) => ({ front, back, least: 3 }));

/** What stands on what, with the contrast it needs at least: 4.5 for text, 3 for borders, icons and the focus ring. */
export const COLOR_PAIRS: readonly ColorPair[] = [
  ...text("ink", "surface", "canvas", "sunken"),
  ...text("ink-soft", "surface", "canvas", "sunken"),
  ...text("primary", "surface", "canvas"),
  ...text("on-primary", "primary", "primary-hover"),
  ...text("ink", "primary-soft"),
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

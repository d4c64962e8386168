/** The customers of the end-to-end journeys, one each; see prisma/test-shoppers.ts. */
export const SHOPPERS = [
  "signer",
  "keyboarder",
  "faulty",
  "consenter",
  "switcher-by-mouse",
  "switcher-by-touch",
  "switcher-by-keyboard",
  "polyglot",
  "twotabs",
  "expired",
  "reader",
  "survivor",
  "integrator",
  "mover",
  "wanderer",
  "speller",
  "keeper",
  "arabmover",
  "elsewhere",
  "returner",
  "traveller",
  "cameraman",
  "caller",
] as const;

export type Shopper = (typeof SHOPPERS)[number];

/** The customers of the end-to-end journeys, one each; see prisma/test-shoppers.ts. */
export const SHOPPERS = [
  "signer",
  "keyboarder",
  "editor",
  "faulty",
  "consenter",
  "photographer",
  "switcher",
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
  "keyholder",
  "renamer",
  "elsewhere",
] as const;

export type Shopper = (typeof SHOPPERS)[number];

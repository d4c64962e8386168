import { z } from "zod";

/** A pattern in which `*` stands for anything, within one part of a path. */
const pattern = z.string().min(1).max(300);

/** Differences that are meant: where, in which answers, and why. */
export const deviations = z.array(
  z.strictObject({
    /** Path of the request: `/users/profile/`; all of them when left out. */
    path: pattern.default("*"),
    /** `status`, `header content-type`, or a place in the body: `$.results[*].amount`. What is below it is meant too. */
    at: pattern,
    /** For whoever reads the file. */
    why: z.string().min(1),
  }),
);

export type Deviation = z.infer<typeof deviations>[number];

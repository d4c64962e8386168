"use client";

import { onTouch } from "./on-touch";

/* The parts of pages that load at the first touch. */

export const DisplaySettings = onTouch(() => import("./display-settings").then(({ DisplaySettings: Part }) => Part));
/** Also where nobody has touched the page. */
export const Failure = onTouch(
  () => import("./page-error").then(({ Failure: Part }) => Part),
  () => true,
);

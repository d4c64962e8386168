"use client";

import { onTouch } from "./on-touch";

/* The parts of pages that load at the first touch. */

export const LocalTime = onTouch(() => import("./local-time").then(({ LocalTime: Part }) => Part));
export const LocalDate = onTouch(() => import("./local-time").then(({ LocalDate: Part }) => Part));
export const LocalPart = onTouch(() => import("./local-time").then(({ LocalPart: Part }) => Part));
export const RelativeTime = onTouch(() => import("./relative-time").then(({ RelativeTime: Part }) => Part));

"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const QueryProvider = onTouch(() => import("./query-provider").then(({ QueryProvider: Part }) => Part));

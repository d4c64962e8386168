"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const CopyButton = onTouch(() => import("./copy-button").then(({ CopyButton: Part }) => Part));

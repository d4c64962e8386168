"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const SegmentSwitcher = onTouch(() => import("./segment-switcher").then(({ SegmentSwitcher: Part }) => Part));

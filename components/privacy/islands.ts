"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const DeletionCard = onTouch(() => import("./deletion-card").then(({ DeletionCard: Part }) => Part));
export const ExportCard = onTouch(() => import("./export-card").then(({ ExportCard: Part }) => Part));

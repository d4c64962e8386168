"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const ConfirmedChoices = onTouch(() => import("./confirmed-choices").then(({ ConfirmedChoices: Part }) => Part));
export const ContactChoices = onTouch(() => import("./contact-choices").then(({ ContactChoices: Part }) => Part));
export const LanguageCard = onTouch(() => import("./language-card").then(({ LanguageCard: Part }) => Part));
export const ReceiptsCard = onTouch(() => import("./receipts-card").then(({ ReceiptsCard: Part }) => Part));

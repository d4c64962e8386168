"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const ActivityCard = onTouch(() => import("./activity-card").then(({ ActivityCard: Part }) => Part));
export const PasswordForm = onTouch(() => import("./password-form").then(({ PasswordForm: Part }) => Part));
export const SessionsCard = onTouch(() => import("./sessions-card").then(({ SessionsCard: Part }) => Part));
export const TokensCard = onTouch(() => import("./tokens-card").then(({ TokensCard: Part }) => Part));

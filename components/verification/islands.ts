"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const VerificationForm = onTouch(() => import("./verification-form").then(({ VerificationForm: Part }) => Part));

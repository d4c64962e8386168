"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const RegistrationForm = onTouch(() => import("./registration-form").then(({ RegistrationForm: Part }) => Part));
export const WelcomeForm = onTouch(() => import("./welcome-form").then(({ WelcomeForm: Part }) => Part));

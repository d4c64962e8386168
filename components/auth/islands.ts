"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const CodeSignInForm = onTouch(() => import("./code-sign-in-form").then(({ CodeSignInForm: Part }) => Part));
export const SignInForm = onTouch(() => import("./sign-in-form").then(({ SignInForm: Part }) => Part));
export const DemoSignIns = onTouch(() => import("./demo-sign-ins").then(({ DemoSignIns: Part }) => Part));

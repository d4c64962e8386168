"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of the account’s frame that load at the first touch. */

export const SignOutButton = onTouch(() =>
  import("@/components/auth/sign-out-button").then(({ SignOutButton: Part }) => Part),
);
export const AccountNav = onTouch(() => import("@/components/layout/account-nav").then(({ AccountNav: Part }) => Part));
export const DueNotice = onTouch(() => import("@/components/privacy/due-notice").then(({ DueNotice: Part }) => Part));
export const FreshSignInDialog = onTouch(() =>
  import("@/components/security/fresh-sign-in-dialog").then(({ FreshSignInDialog: Part }) => Part),
);

"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

/** The suggestions have to be there before the field has the focus. */
export const PasskeySignIn = onTouch(
  () => import("./passkey-sign-in").then(({ PasskeySignIn: Part }) => Part),
  ({ suggests }) => suggests,
);
export const PasskeysCard = onTouch(() => import("./passkeys-card").then(({ PasskeysCard: Part }) => Part));

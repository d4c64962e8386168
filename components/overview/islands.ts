"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const InstallOffer = onTouch(() => import("./install-offer").then(({ InstallOffer: Part }) => Part));
export const Avatar = onTouch(() => import("@/components/ui/avatar").then(({ Avatar: Part }) => Part));
export const EmailProofNote = onTouch(() =>
  import("@/components/credentials/email-proof-note").then(({ EmailProofNote: Part }) => Part),
);
export const PasskeyOffer = onTouch(() =>
  import("@/components/passkeys/passkey-offer").then(({ PasskeyOffer: Part }) => Part),
);
export const CurrencyName = onTouch(() =>
  import("@/components/segments/currency-name").then(({ CurrencyName: Part }) => Part),
);

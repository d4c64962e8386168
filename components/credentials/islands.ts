"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const ConfirmEmailForm = onTouch(() =>
  import("./confirm-email-form").then(({ ConfirmEmailForm: Part }) => Part),
);
export const NewPasswordForm = onTouch(() => import("./new-password-form").then(({ NewPasswordForm: Part }) => Part));
export const PhoneResetForm = onTouch(() => import("./phone-reset-form").then(({ PhoneResetForm: Part }) => Part));
export const ResetRequestForm = onTouch(() =>
  import("./reset-request-form").then(({ ResetRequestForm: Part }) => Part),
);
export const UndoForm = onTouch(() => import("./undo-form").then(({ UndoForm: Part }) => Part));

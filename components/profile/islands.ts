"use client";

import { onTouch } from "@/components/layout/on-touch";

/* The parts of pages that load at the first touch. */

export const ContactDetails = onTouch(
  () => import("./contact-details").then(({ ContactDetails: Part }) => Part),
  ({ isPhoneTaken }) => isPhoneTaken,
);
export const ProfileForm = onTouch(() => import("./profile-form").then(({ ProfileForm: Part }) => Part));

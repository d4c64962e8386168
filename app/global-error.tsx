"use client";

import { lazy, Suspense } from "react";
import "./globals.css";

/** Next has every page load this file: what is in the other is for the few that need it. */
const GlobalErrorPage = lazy(() => import("./global-error-page"));

export default function GlobalError(failure: { error: unknown; retry: () => void }) {
  return (
    <Suspense>
      <GlobalErrorPage {...failure} />
    </Suspense>
  );
}

"use client";

import { useEffect } from "react";

/** Lets happen what was pressed before hydration (before-hydration.tsx). */
export function Hydrated() {
  useEffect(() => {
    window.dispatchEvent(new Event("hydrated"));
  }, []);
  return null;
}

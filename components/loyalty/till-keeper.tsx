"use client";

import { useEffect } from "react";
import { forgetTill, keepTill } from "./till-copy";

/** Keeps this device's copy of the till true: of this customer, and only with a card. Null for a guest. */
export function TillKeeper({ customer }: { customer: number | null }) {
  useEffect(() => {
    // Without reception the copy stays as it is.
    if (customer !== null) keepTill(customer).catch(() => undefined);
    else void forgetTill();
  }, [customer]);
  return null;
}

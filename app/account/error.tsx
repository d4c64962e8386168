"use client";

import { Suspense } from "react";
import { Failure } from "@/components/layout/islands";

export default function AccountError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Suspense>
      <Failure error={error} retry={retry} />
    </Suspense>
  );
}

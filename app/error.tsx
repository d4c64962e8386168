"use client";

import { Suspense } from "react";
import { Failure } from "@/components/layout/islands";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto max-w-page px-4 py-16 sm:px-6">
      <Suspense>
        <Failure error={error} retry={retry} />
      </Suspense>
    </main>
  );
}

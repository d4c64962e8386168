"use client";

import { Failure } from "@/components/layout/page-error";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto max-w-page px-4 py-16 sm:px-6">
      <Failure error={error} retry={retry} />
    </main>
  );
}

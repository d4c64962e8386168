"use client";

import { Failure } from "@/components/layout/page-error";

export default function AccountError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />;
}

"use client";

import { Failure } from "@/components/account/failure";

export default function AccountError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />;
}

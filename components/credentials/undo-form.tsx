"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/components/api/client";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Undoes what the notice told of; the next page asks for a new password. */
export function UndoForm({ token }: { token: string }) {
  const t = useTranslations("undo");
  const router = useRouter();
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isKept, setKept] = useState(false);
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isKept) note.current?.focus();
  }, [isKept]);
  const undo = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      const path = `/api/users/undo/${encodeURIComponent(token)}/`;
      const { reset_key: key } = await callApi<{ reset_key: string }>(path, { method: "POST" });
      router.replace(`/reset?${new URLSearchParams({ key })}`);
      return "leave";
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  return (
    <div className="grid gap-3">
      {problem && <Alert>{problem}</Alert>}
      <Button pending={undo.isPending} onClick={() => undo.run()} className="min-h-12 text-base">
        {t("submit")}
      </Button>
      {isKept ? (
        <Alert ref={note} tone="success">
          {t("kept")}
        </Alert>
      ) : (
        <Button look="quiet" onClick={() => setKept(true)}>
          {t("keep")}
        </Button>
      )}
    </div>
  );
}

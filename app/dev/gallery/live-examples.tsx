"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextField } from "@/components/ui/text-field";
import { ToastProvider, useToast } from "@/components/ui/toast";
import { type Look, lookName } from "./looks";
import { samplesOf } from "./samples";

/** What opens on a press, in the look of its frame. */
export function LiveExamples({ look }: { look: Look }) {
  return (
    <ToastProvider closeLabel={samplesOf(look.dir).close}>
      <Buttons look={look} />
    </ToastProvider>
  );
}

function Buttons({ look }: { look: Look }) {
  const t = samplesOf(look.dir);
  const toast = useToast();
  const [opened, setOpened] = useState<"dialog" | "summary" | null>(null);
  const close = () => setOpened(null);
  const name = `summarized-${lookName(look)}`;
  const hasError = opened === "summary";
  const errors = [{ name, label: t.label, text: t.error }];
  return (
    <div className="grid justify-items-start gap-4">
      <Button look="secondary" aria-haspopup="dialog" onClick={() => setOpened("dialog")}>
        {t.openDialog}
      </Button>
      <Dialog
        open={opened === "dialog"}
        onClose={close}
        title={t.title}
        closeLabel={t.close}
        actions={<Button onClick={close}>{t.save}</Button>}
      >
        <TextField name={`dialog-${lookName(look)}`} label={t.label} defaultValue={t.name} hint={t.hint} />
      </Dialog>
      <Button look="secondary" onClick={() => toast(t.done)}>
        {t.openToast}
      </Button>
      {hasError && <ErrorSummary title={t.summary} titlePrefix={t.titlePrefix} errors={errors} />}
      <TextField name={name} label={t.label} error={hasError ? t.error : undefined} />
      <Button onClick={() => setOpened("summary")}>{t.showSummary}</Button>
    </div>
  );
}

"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextField } from "@/components/ui/text-field";

type SummarySpecimenProps = {
  name: string;
  label: string;
  error: string;
  general: string;
  title: string;
  titlePrefix: string;
  button: string;
};

/** A form whose summary of faults comes up when it is sent, since it takes the focus. */
export function SummarySpecimen({ name, label, error, general, title, titlePrefix, button }: SummarySpecimenProps) {
  const [isSent, setSent] = useState(false);
  return (
    <div className="grid gap-4">
      {isSent && (
        <ErrorSummary
          title={title}
          titlePrefix={titlePrefix}
          general={[general]}
          errors={[{ name, label, text: error }]}
        />
      )}
      <TextField name={name} label={label} {...(isSent ? { error } : {})} />
      <Button className="justify-self-start" onClick={() => setSent(!isSent)}>
        {button}
      </Button>
    </div>
  );
}

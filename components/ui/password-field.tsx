"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "./field";
import { IconButton } from "./icon-button";

type PasswordFieldProps = FieldTexts & ComponentProps<"input"> & { name: string; showLabel: string };

/** A password input with a button to reveal it. */
export function PasswordField({ label, hint, error, showLabel, ...input }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const id = fieldId(input.name);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {/* Puts the button at the end of the text in either direction. */}
      <div dir={input.dir} className="relative">
        <input
          id={id}
          className={`${CONTROL} pe-12`}
          {...describedBy(id, { hint, error })}
          {...input}
          type={shown ? "text" : "password"}
          spellCheck={false}
          autoCapitalize="none"
        />
        <IconButton
          aria-pressed={shown}
          aria-label={showLabel}
          onClick={() => setShown(!shown)}
          className="absolute end-0.5 top-0.5"
        >
          <Icon aria-hidden />
        </IconButton>
      </div>
    </Field>
  );
}

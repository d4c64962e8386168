import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { FieldBinding } from "./use-app-form";

/*
 * Fields shared by several forms, with the attributes that browsers and password managers expect. Each takes
 * `form.field(name)`.
 */

type FieldProps = FieldBinding & { hint?: ReactNode };

/** @param autoComplete for a field that names the account rather than an address */
export function EmailField(props: FieldProps & { autoComplete?: string }) {
  return <TextField type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} dir="ltr" {...props} />;
}

export function BirthDateField(props: FieldProps) {
  return <TextField type="date" autoComplete="bday" min="1900-01-01" {...props} />;
}

/** The current password. @param hasWayOut adds a link for those who forgot it */
export function CurrentPasswordField({ hasWayOut = false, ...props }: FieldProps & { hasWayOut?: boolean }) {
  const t = useTranslations("common.password");
  return (
    <div className="grid">
      <PasswordField showLabel={t("show")} autoComplete="current-password" dir="ltr" {...props} />
      {hasWayOut && (
        <TextLink href="/reset" className="min-h-11 justify-self-start">
          {t("forgot")}
        </TextLink>
      )}
    </div>
  );
}

/** A new password. @param min minimum length, shown as a hint */
export function NewPasswordField({ min, ...props }: FieldProps & { min?: number }) {
  const t = useTranslations("common.password");
  return (
    <PasswordField
      showLabel={t("show")}
      hint={min === undefined ? undefined : t("hint", { min })}
      autoComplete="new-password"
      dir="ltr"
      {...props}
    />
  );
}

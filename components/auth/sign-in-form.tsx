"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { type SubmitHandler, useForm } from "react-hook-form";
import { RESET_DRAFT } from "@/components/credentials/reset-draft";
import { useFaultText } from "@/components/forms/field-error-text";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import type { SignInBody } from "@/lib/auth/schema";
import { keepDraft } from "./draft";
import { signIn } from "./next-auth-client";

const loadSchema = () => import("@/lib/auth/schema").then(({ signInBody }) => signInBody);

type SignInFormProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  /** Fills the form in, for the demo's customers. */
  initial?: SignInBody;
};

/** E-mail address and password. */
export function SignInForm({ next, initial = { email: "", password: "" } }: SignInFormProps) {
  const t = useTranslations("identity");
  const common = useTranslations("common.errors");
  const faultText = useFaultText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  /** Whoever presses twice is heard once: each time would be a session. */
  const busy = useRef(false);
  const form = useForm<SignInBody>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const { errors, isSubmitting } = form.formState;
  useEarlyInput(form, ["email", "password"]);
  const { getValues } = form;
  // Whoever has forgotten his password need not type his address again.
  useEffect(() => () => keepDraft(RESET_DRAFT, { email: getValues("email") }), [getValues]);
  const labels = { email: t("email"), password: t("password") };
  const summary = (["email", "password"] as const).flatMap((name) => {
    const text = errors[name]?.message;
    return text ? [{ name, label: labels[name], text }] : [];
  });

  const refusalOf = (error: string): string => {
    if (error === "CredentialsSignin") return t("wrong");
    const seconds = /^throttled:(\d+)$/.exec(error)?.[1];
    return seconds ? t("throttled", { minutes: Math.ceil(Number(seconds) / 60) }) : t("unavailable");
  };

  const submit: SubmitHandler<SignInBody> = async ({ email, password }) => {
    setRefusal(null);
    try {
      const error = await signIn({ email, password });
      if (error) return setRefusal(refusalOf(error));
      setLeaving(true);
      // A full load: nothing that a guest's page held may outlive the sign-in.
      window.location.assign(next);
    } catch {
      setRefusal(navigator.onLine ? t("unavailable") : common("network"));
    }
  };

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy.current || leaving) return;
    busy.current = true;
    const done = form.handleSubmit(submit, () => setRefusal(null))(event);
    done.finally(() => {
      busy.current = false;
    });
  };

  return (
    <form
      noValidate
      // Before the scripts have run, a plain submit must not put the password into the address.
      method="post"
      onSubmit={onSubmit}
      className="grid gap-5"
    >
      {!isSubmitting && (refusal || summary.length > 0) && (
        <ErrorSummary
          title={refusal ?? common("summary", { count: summary.length })}
          titlePrefix={common("titlePrefix")}
          errors={summary}
        />
      )}
      <TextField
        type="email"
        label={labels.email}
        error={errors.email?.message}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        defaultValue={initial.email}
        {...form.register("email")}
      />
      <PasswordField
        label={labels.password}
        showLabel={t("showPassword")}
        error={errors.password?.message}
        autoComplete="current-password"
        dir="ltr"
        defaultValue={initial.password}
        {...form.register("password")}
      />
      <Button type="submit" pending={isSubmitting || leaving} className="min-h-12 text-base">
        {t("submit")}
      </Button>
    </form>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { type SubmitHandler, useForm } from "react-hook-form";
import { rememberLanguage } from "@/components/account/display-cookies";
import { useEarlyInput } from "@/components/account/early-input";
import { placeFaults, useFailureText, useFaultText } from "@/components/account/form-faults";
import { LeaveGuard } from "@/components/account/leave-guard";
import { schemaResolver } from "@/components/account/schema-resolver";
import { Card } from "@/components/ui/card";
import { ErrorSummary } from "@/components/ui/error-summary";
import { useToast } from "@/components/ui/toast";
import { ApiError } from "@/lib/api-client";
import { type ProfileView, updateProfileBody } from "@/lib/profile/schema";
import { AboutFields } from "./about-fields";
import { AvatarField } from "./avatar-field";
import { ConsentFields } from "./consent-fields";
import { ContactDetails } from "./contact-details";
import { shownPicture } from "./picture";
import { formOf, PROFILE_FIELDS, type ProfileValues, profileBody, profileValues } from "./profile-values";
import { useProfile, useUpdateProfile } from "./queries";
import { SaveBar } from "./save-bar";
import { useFieldLabels } from "./use-field-labels";

/** The customer's profile, to be read and changed; only what changed is sent. */
export function ProfileForm({ profile: rendered, appUrl }: { profile: ProfileView; appUrl: string }) {
  const t = useTranslations("profile");
  const common = useTranslations("common");
  const format = useFormatter();
  const router = useRouter();
  const toast = useToast();
  const faultText = useFaultText();
  const failureText = useFailureText();
  const labels = useFieldLabels();
  const { data: profile } = useProfile(rendered);
  const update = useUpdateProfile();
  const [initial] = useState(() => profileValues(profile));
  const [general, setGeneral] = useState<string[]>([]);
  const [outcome, setOutcome] = useState<string | null>(null);

  const form = useForm<ProfileValues>({
    defaultValues: initial,
    resolver: schemaResolver(updateProfileBody, faultText, profileBody),
    shouldFocusError: false,
  });
  const { dirtyFields, errors, isSubmitting } = form.formState;
  const changed = PROFILE_FIELDS.filter((name) => dirtyFields[name]);
  const summary = PROFILE_FIELDS.flatMap((name) => {
    const text = errors[name]?.message;
    return text ? [{ name, label: labels[name], text }] : [];
  });

  useEarlyInput(form, PROFILE_FIELDS);
  useFocusOnLinkedField();

  // What another tab saved shows up here, except in fields that are being changed. What this form saved itself is shown
  // already: a second reset on top of the first would take its fields for changed ones.
  const { reset } = form;
  const shown = useRef(initial);
  const show = (values: ProfileValues) => {
    shown.current = values;
    reset(values);
  };
  useEffect(() => {
    const values = profileValues(profile);
    if (PROFILE_FIELDS.every((name) => values[name] === shown.current[name])) return;
    shown.current = values;
    reset(values, { keepDirtyValues: true, keepErrors: true });
  }, [profile, reset]);

  const save: SubmitHandler<ProfileValues> = async (values) => {
    setGeneral([]);
    if (changed.length === 0) return setOutcome(t("status.nothing"));
    const body = profileBody(values, changed);
    try {
      const saved = await update.mutateAsync(values.avatar instanceof File ? formOf(body) : body);
      show(profileValues(saved));
      if (changed.includes("language_code")) rememberLanguage(values.language_code);
      const time = format.dateTime(new Date(), { timeStyle: "short", timeZone: browserTimeZone() });
      setOutcome(t("status.saved", { time }));
      toast(t("savedToast"));
      // The header's name and picture, and every text if the language changed, come from the server.
      router.refresh();
    } catch (error) {
      setOutcome(null);
      setGeneral(faultsOf(error));
    }
  };

  const faultsOf = (error: unknown): string[] => {
    if (!(error instanceof ApiError)) return [failureText(error)];
    if (error.status === 413) {
      form.setError("avatar", { type: "server", message: error.message });
      return [];
    }
    return placeFaults(error, PROFILE_FIELDS, form.setError);
  };

  const failed = !isSubmitting && (summary.length > 0 || general.length > 0);

  return (
    <form noValidate method="post" onSubmit={form.handleSubmit(save, () => setGeneral([]))} className="grid gap-5">
      {failed && (
        <ErrorSummary
          title={summary.length > 0 ? common("errors.summary", { count: summary.length }) : common("errors.general")}
          titlePrefix={common("errors.titlePrefix")}
          errors={summary}
          general={general}
        />
      )}
      <Card title={t("picture.title")}>
        <AvatarField
          control={form.control}
          name={`${profile.first_name} ${profile.last_name}`}
          saved={shownPicture(profile.avatar, appUrl)}
          removable={profile.avatar !== null}
        />
      </Card>
      <Card title={t("about.title")}>
        <AboutFields form={form} initial={initial} />
      </Card>
      <Card title={t("consents.title")} description={t("consents.text")}>
        <ConsentFields form={form} profile={profile} initial={initial} />
      </Card>
      <Card title={t("contact.title")}>
        <ContactDetails email={profile.email} phone={profile.phone} noneText={common("none")} />
      </Card>
      <SaveBar
        changes={changed.length}
        saving={isSubmitting}
        outcome={outcome}
        onDiscard={() => {
          setGeneral([]);
          setOutcome(null);
          show(profileValues(profile));
        }}
      />
      <LeaveGuard active={changed.length > 0} />
    </form>
  );
}

/** A link such as #field-last_name, from the overview, leads into the field and not just near it. */
function useFocusOnLinkedField(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) document.getElementById(id)?.focus();
  }, []);
}

function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

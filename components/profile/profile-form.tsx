"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useFocusOnLinkedField } from "@/components/forms/linked-field";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { useClockTime } from "@/components/layout/clock-time";
import { rememberLanguage } from "@/components/layout/display-cookies";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import type { ProfileResponse } from "@/lib/profile/schema";
import { AboutFields } from "./about-fields";
import { AvatarField } from "./avatar-field";
import { shownPicture } from "./picture";
import { formOf, PROFILE_FIELDS, type ProfileValues, profileBody, profileValues } from "./profile-values";
import { useProfile, useUpdateProfile } from "./queries";
import { SaveBar } from "./save-bar";
import { useFieldLabels } from "./use-field-labels";

const loadSchema = () => import("@/lib/profile/schema").then(({ updateProfileBody }) => updateProfileBody);

type ProfileFormProps = { profile: ProfileResponse; appUrl: string };

/** The customer's profile, to be read and changed; only what changed is sent. */
export function ProfileForm({ profile: rendered, appUrl }: ProfileFormProps) {
  const t = useTranslations("profile");
  const clockTime = useClockTime();
  const router = useRouter();
  const toast = useToast();
  const faultText = useFaultText();
  const labels = useFieldLabels();
  const { data: profile } = useProfile(rendered);
  const update = useUpdateProfile();
  const [initial] = useState(() => profileValues(profile));
  const [outcome, setOutcome] = useState<string | null>(null);

  const form = useForm<ProfileValues>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText, profileBody),
    shouldFocusError: false,
  });
  const { dirtyFields } = form.formState;
  const changed = PROFILE_FIELDS.filter((name) => dirtyFields[name]);

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

  const save = async (values: ProfileValues): Promise<"stay"> => {
    setOutcome(changed.length === 0 ? t("status.nothing") : null);
    if (changed.length === 0) return "stay";
    const body = profileBody(values, changed);
    const result = await update.mutateAsync(body.avatar instanceof File ? formOf(body) : body);
    // None of these fields is one that a code is asked for.
    if (result.step === "done") show(profileValues(result.profile));
    if (changed.includes("language_code")) rememberLanguage(values.language_code);
    setOutcome(t("status.saved", { time: clockTime() }));
    toast(t("savedToast"));
    // The header's name and picture, and every text if the language changed, come from the server.
    router.refresh();
    return "stay";
  };

  const { onSubmit, pending, faults, clearFaults } = useSubmission(form, labels, (values) =>
    save(values).catch((error: unknown) => {
      throw inTermsOfForm(error);
    }),
  );

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      <Card title={t("picture.title")} beside>
        <AvatarField
          control={form.control}
          name={`${profile.first_name} ${profile.last_name}`}
          saved={shownPicture(profile.avatar, appUrl)}
          removable={profile.avatar !== null}
        />
      </Card>
      <Card title={t("about.title")} beside>
        <AboutFields form={form} initial={initial} />
      </Card>
      <SaveBar
        changes={changed.length}
        saving={pending}
        outcome={outcome}
        onDiscard={() => {
          clearFaults();
          setOutcome(null);
          show(profileValues(profile));
        }}
      />
      <LeaveGuard active={changed.length > 0} />
    </form>
  );
}

/** A refusal that names what this form does not have, told of what it has. */
function inTermsOfForm(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 413) return error;
  const { status, message, code, retryAfterSeconds } = error;
  return new ApiError(status, { avatar: [message] }, undefined, code, retryAfterSeconds);
}

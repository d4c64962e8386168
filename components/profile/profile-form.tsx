"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/components/api/client";
import { type AskedFields, askedAttributes, askedValues } from "@/components/forms/asked-fields";
import { GuardedForm } from "@/components/forms/guarded-form";
import { useFocusOnLinkedField } from "@/components/forms/linked-field";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { rememberLanguage } from "@/components/layout/display-cookies";
import { useClockTime } from "@/components/layout/local-time";
import { Card } from "@/components/ui/card";
import type { ProfileResponse } from "@/lib/profile/schema";
import { AboutFields } from "./about-fields";
import { AvatarField } from "./avatar-field";
import { shownPicture } from "./picture";
import {
  formDataOf,
  PROFILE_FIELDS,
  type ProfileValues,
  profileBody,
  profileValues,
  useProfileLabels,
} from "./profile-values";
import { useProfile, useUpdateProfile } from "./queries";
import { SaveBar } from "./save-bar";

const loadSchema = () => import("@/lib/profile/schema").then(({ updateProfileBody }) => updateProfileBody);

type ProfileFormProps = { profile: ProfileResponse; appUrl: string; asked?: AskedFields | undefined };

/** The customer's profile, to be read and changed; only what changed is sent. */
export function ProfileForm({ profile: rendered, appUrl, asked }: ProfileFormProps) {
  const t = useTranslations("profile");
  const clockTime = useClockTime();
  const router = useRouter();
  const { data: profile } = useProfile(rendered);
  const update = useUpdateProfile();
  const [outcome, setOutcome] = useState<string | null>(null);
  const valuesOf = useCallback(
    (current: ProfileResponse) => ({ ...profileValues(current), ...askedValues(asked, current.attributes) }),
    [asked],
  );
  const [initial] = useState(() => valuesOf(profile));
  const form = useAppForm<ProfileValues>({
    labels: useProfileLabels(),
    defaultValues: initial,
    loadSchema,
    toBody: profileBody,
    asked,
    attributes: profile.attributes,
    draft: "profile",
  });
  const { dirtyFields } = form.formState;
  const changes = form.names.filter((name) => [dirtyFields[name]].flat().includes(true)).length;
  useFocusOnLinkedField();

  // Shows what another tab saved, except in changed fields. Not what this form saved itself: a second reset would mark
  // its fields as changed.
  const { reset, names } = form;
  const shown = useRef(initial);
  const show = (values: ProfileValues) => {
    shown.current = values;
    reset(values);
  };
  useEffect(() => {
    const values = valuesOf(profile);
    if (names.every((name) => `${values[name]}` === `${shown.current[name]}`)) return;
    shown.current = values;
    reset(values, { keepDirtyValues: true, keepErrors: true });
  }, [profile, reset, names, valuesOf]);

  const submission = useSubmission(form, async (values) => {
    // As it is by now: the form is drawn anew only once the rules have come, by which a field is checked.
    const changed: string[] = form.names.filter((name) => form.getFieldState(name).isDirty);
    setOutcome(changed.length === 0 ? t("status.nothing") : null);
    if (changed.length === 0) return;
    const own = PROFILE_FIELDS.filter((name) => changed.includes(name));
    const attributes = askedAttributes(asked, values, changed);
    const body: Record<string, string | null | File | object> = {
      ...profileBody(values, own),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    };
    const result = await update
      .mutateAsync(body.avatar instanceof File ? formDataOf(body) : body)
      .catch(throwOnAvatarField);
    // None of these fields needs a code.
    if (result.step === "done") {
      const typed = form.getValues();
      show(valuesOf(result.profile));
      // What was changed while it was being saved is still to be saved.
      for (const name of names) {
        if (!isSame(typed[name], values[name])) form.setValue(name, typed[name], { shouldDirty: true });
      }
    }
    if (changed.includes("language_code")) rememberLanguage(values.language_code);
    setOutcome(t("status.saved", { time: clockTime() }));
    // The server renders the header, and every text if the language changed.
    router.refresh();
  });

  return (
    <GuardedForm submission={submission} className="grid gap-5">
      <Card title={t("picture.title")} beside>
        <AvatarField
          control={form.control}
          name={`${profile.first_name} ${profile.last_name}`}
          saved={shownPicture(profile.avatar, appUrl)}
          removable={profile.avatar !== null}
        />
      </Card>
      <Card title={t("about.title")} beside>
        <AboutFields form={form} />
      </Card>
      {asked && (
        <Card title={asked.title} beside>
          <div className="grid gap-6">
            <asked.ShopFields form={form} fields={asked.fields} />
          </div>
        </Card>
      )}
      <SaveBar
        changes={changes}
        saving={submission.isPending}
        outcome={outcome}
        onDiscard={() => {
          submission.clearErrors();
          setOutcome(null);
          show(valuesOf(profile));
        }}
      />
    </GuardedForm>
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (!(one instanceof File) && `${one}` === `${other}`);
}

/** Only the picture can make the body too large. */
function throwOnAvatarField(error: unknown): never {
  if (!(error instanceof ApiError) || error.status !== 413) throw error;
  const { status, message, code, retryAfterSeconds } = error;
  throw new ApiError(status, { avatar: [{ code: "image_large", detail: message }] }, message, code, retryAfterSeconds);
}

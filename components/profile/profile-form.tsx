"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { useClockTime } from "@/components/account/clock-time";
import { codePage } from "@/components/account/code-page";
import { rememberLanguage } from "@/components/account/display-cookies";
import { useEarlyInput } from "@/components/account/early-input";
import { FaultSummary } from "@/components/account/fault-summary";
import { useFaultText } from "@/components/account/form-faults";
import { LeaveGuard } from "@/components/account/leave-guard";
import { schemaResolver } from "@/components/account/schema-resolver";
import { useSubmission } from "@/components/account/use-submission";
import { Card } from "@/components/ui/card";
import { useToast } from "@/components/ui/toast";
import { ApiError } from "@/lib/api-client";
import { type ProfileView, updateProfileBody } from "@/lib/profile/schema";
import { AboutFields } from "./about-fields";
import { AvatarField } from "./avatar-field";
import { ConsentFields } from "./consent-fields";
import { shownPicture } from "./picture";
import { formOf, PROFILE_FIELDS, type ProfileValues, profileBody, profileValues } from "./profile-values";
import { useProfile, useUpdateProfile } from "./queries";
import { SaveBar } from "./save-bar";
import { useFieldLabels } from "./use-field-labels";

type ProfileFormProps = {
  profile: ProfileView;
  appUrl: string;
  /** Whether changed consents must be confirmed by a code. */
  consentsNeedCode: boolean;
};

/** The customer's profile, to be read and changed; only what changed is sent. */
export function ProfileForm({ profile: rendered, appUrl, consentsNeedCode }: ProfileFormProps) {
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
    resolver: schemaResolver(updateProfileBody, faultText, profileBody),
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

  const save = async (values: ProfileValues): Promise<"stay" | "leave"> => {
    setOutcome(changed.length === 0 ? t("status.nothing") : null);
    if (changed.length === 0) return "stay";
    let names = changed;
    if (consentsNeedCode && values.avatar instanceof File && names.length > 1) {
      // A picture cannot wait for a code: it goes ahead of what may have to.
      await update.mutateAsync(formOf(profileBody(values, ["avatar"])));
      form.resetField("avatar", { defaultValue: "keep" });
      names = names.filter((name) => name !== "avatar");
    }
    const body = profileBody(values, names);
    const result = await update.mutateAsync(body.avatar instanceof File ? formOf(body) : body);
    if (result.step === "code") {
      router.push(codePage("phone_change", "/account/profile"));
      return "leave";
    }
    show(profileValues(result.profile));
    if (names.includes("language_code")) rememberLanguage(values.language_code);
    setOutcome(t("status.saved", { time: clockTime() }));
    toast(t("savedToast"));
    // The header's name and picture, and every text if the language changed, come from the server.
    router.refresh();
    return "stay";
  };

  const { onSubmit, pending, leaving, faults, clearFaults } = useSubmission(form, labels, (values) =>
    save(values).catch((error: unknown) => {
      throw inTermsOfForm(error, t("consents.needsPhone"));
    }),
  );

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
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
      <Card
        title={t("consents.title")}
        description={
          <>
            {t("consents.text")} {consentsNeedCode && t("consents.needsCode")}
          </>
        }
      >
        <ConsentFields form={form} profile={profile} initial={initial} />
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
      <LeaveGuard active={changed.length > 0 && !leaving} />
    </form>
  );
}

/** A refusal that names what this form does not have, told of what it has. */
function inTermsOfForm(error: unknown, needsPhone: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const { status, message, code, retryAfterSeconds, fields } = error;
  if (status === 413) return new ApiError(status, { avatar: [message] }, undefined, code, retryAfterSeconds);
  if (fields.phone) return new ApiError(status, { ...fields, phone: [needsPhone] }, undefined, code, retryAfterSeconds);
  return error;
}

/** A link such as #field-last_name, from the overview, leads into the field and not just near it. */
function useFocusOnLinkedField(): void {
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) document.getElementById(id)?.focus();
  }, []);
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { codePage } from "@/components/verification/code-page";
import { forgetValues, keepValues, keptValues, type MemberMode } from "./kept-values";
import { useRefusalInWords } from "./loyalty-errors";
import { ConsentQuestions, MemberFields } from "./member-fields";
import { MEMBER_FIELDS, type MemberValues, memberBody } from "./member-values";
import { useMemberRequest } from "./queries";
import { useMemberLabels } from "./use-member-labels";

type MemberFormProps = {
  mode: MemberMode;
  initial: MemberValues;
  choices: PhoneChoices;
  /** The numbers for which no code is needed, in every spelling of them that is known. */
  knownPhones: readonly string[];
  /** Whether the number that was proved last turned out to be another customer's. */
  isPhoneTaken: boolean;
};

const CARD_PAGE = "/account/loyalty";

const STEPS = {
  join: {
    purpose: "loyalty_join",
    loadSchema: () => import("@/lib/loyalty/schema").then(({ addLoyaltyCardOtpBody }) => addLoyaltyCardOtpBody),
    news: "joined",
  },
  edit: {
    purpose: "loyalty_update",
    loadSchema: () => import("@/lib/loyalty/schema").then(({ updateLoyaltyCardBody }) => updateLoyaltyCardBody),
    news: "saved",
  },
} as const;

/** What the programme is to know of a member: to join it, or to change it. */
export function MemberForm({ mode, initial: rendered, choices, knownPhones, isPhoneTaken }: MemberFormProps) {
  const t = useTranslations(`loyalty.${mode}`);
  const common = useTranslations("common");
  const faultText = useFaultText();
  const inWords = useRefusalInWords();
  const router = useRouter();
  const request = useMemberRequest();
  const labels = useMemberLabels();
  const [initial] = useState(() => keptValues(mode) ?? rendered);
  const { purpose, loadSchema, news } = STEPS[mode];
  const form = useForm<MemberValues>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText, memberBody),
    shouldFocusError: false,
  });
  const phone = useWatch({ control: form.control, name: "phone" });
  const isKnown = knownPhones.includes(phone);
  useEarlyInput(form, MEMBER_FIELDS);
  useEffect(() => forgetValues(), []);

  const { setError } = form;
  useEffect(() => {
    if (isPhoneTaken) setError("phone", { type: "server", message: faultText("phone_taken", {}) });
  }, [isPhoneTaken, setError, faultText]);

  const { onSubmit, pending, leaving, faults } = useSubmission(form, labels, async (values) => {
    const joining = knownPhones.includes(values.phone) ? "add_loyalty_card_otp" : "add_loyalty_card";
    const endpoint = mode === "edit" ? "update_loyalty_card" : joining;
    const { verification } = await request
      .mutateAsync({ endpoint, body: memberBody(values) })
      .catch((error: unknown) => Promise.reject(inWords(error)));
    const done = `${CARD_PAGE}?card=${news}`;
    if (verification) {
      keepValues(mode, values);
      router.push(codePage(purpose, done));
    } else {
      router.push(done);
      router.refresh();
    }
    return "leave";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      <Card title={t("aboutTitle")} beside>
        <MemberFields form={form} initial={initial} choices={choices} hasEmail={mode === "join"} />
      </Card>
      <Card title={t("contactTitle")} description={t("contactText")} beside>
        <ConsentQuestions form={form} initial={initial} />
      </Card>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <div className="flex grow flex-wrap gap-3 *:grow sm:grow-0 sm:*:grow-0">
          <Button type="submit" pending={pending} className="min-h-12 px-7 text-base">
            {t("submit")}
          </Button>
          <ButtonLink look="quiet" href={CARD_PAGE} className="min-h-12">
            {common("cancel")}
          </ButtonLink>
        </div>
        <p className="text-sm text-ink-soft">{t(isKnown ? "noCode" : "code")}</p>
      </div>
      <LeaveGuard active={form.formState.isDirty && !leaving} />
    </form>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { codePage } from "@/components/account/code-page";
import { useEarlyInput } from "@/components/account/early-input";
import { FaultSummary } from "@/components/account/fault-summary";
import { useFaultText } from "@/components/account/form-faults";
import { LeaveGuard } from "@/components/account/leave-guard";
import { schemaResolver } from "@/components/account/schema-resolver";
import { useSubmission } from "@/components/account/use-submission";
import type { PhoneChoices } from "@/components/identity/phone-number";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { addLoyaltyCardOtpBody, updateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { ConsentQuestions, MemberFields } from "./member-fields";
import { MEMBER_FIELDS, type MemberValues, memberBody } from "./member-values";
import { useMemberRequest } from "./queries";
import { useMemberLabels } from "./use-member-labels";

type MemberFormProps = {
  mode: "join" | "edit";
  initial: MemberValues;
  choices: PhoneChoices;
  /** Whether the phone shown first is the customer's own and proved: as long as it stays, no code is needed. */
  isPhoneProved: boolean;
};

const CARD_PAGE = "/account/loyalty";
/** What joined customers come back to, with the news. */
const OUTCOME = { join: "joined", edit: "saved" } as const;

/** What the programme is to know of a member: to join it, or to change it. */
export function MemberForm({ mode, initial: given, choices, isPhoneProved }: MemberFormProps) {
  const t = useTranslations(`loyalty.${mode}`);
  const common = useTranslations("common");
  const faultText = useFaultText();
  const router = useRouter();
  const request = useMemberRequest();
  const labels = useMemberLabels();
  const [initial] = useState(given);
  const form = useForm<MemberValues>({
    defaultValues: initial,
    resolver: schemaResolver(mode === "join" ? addLoyaltyCardOtpBody : updateLoyaltyCardBody, faultText, memberBody),
    shouldFocusError: false,
  });
  useEarlyInput(form, MEMBER_FIELDS);

  const { onSubmit, pending, leaving, faults } = useSubmission(form, labels, async (values) => {
    const needsNoCode = isPhoneProved && values.phone === initial.phone;
    const endpoint =
      mode === "edit" ? "update_loyalty_card" : needsNoCode ? "add_loyalty_card_otp" : "add_loyalty_card";
    const { verification } = await request.mutateAsync({ endpoint, body: memberBody(values) });
    const done = `${CARD_PAGE}?card=${OUTCOME[mode]}`;
    if (verification) router.push(codePage(mode === "join" ? "loyalty_join" : "loyalty_update", done));
    else {
      router.push(done);
      router.refresh();
    }
    return "leave";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      <Card title={t("aboutTitle")}>
        <MemberFields form={form} initial={initial} choices={choices} hasEmail={mode === "join"} />
      </Card>
      <Card title={t("contactTitle")} description={t("contactText")}>
        <ConsentQuestions form={form} initial={initial} />
      </Card>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" pending={pending} className="min-h-12 px-7 text-base">
          {t("submit")}
        </Button>
        <ButtonLink look="quiet" href={CARD_PAGE} className="min-h-12">
          {common("cancel")}
        </ButtonLink>
      </div>
      <LeaveGuard active={form.formState.isDirty && !leaving} />
    </form>
  );
}

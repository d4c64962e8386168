"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ApiError, callApi } from "@/components/api/client";
import type { AskedFields } from "@/components/forms/asked-fields";
import { GuardedForm } from "@/components/forms/guarded-form";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { verifyPath } from "@/components/verification/routes";
import { hasDisputedAccount } from "./disputed-account";
import { useLoyaltyErrorInWords } from "./loyalty-errors";
import { ConsentQuestions, MemberFields } from "./member-fields";
import { type MemberValues, memberBody, useMemberLabels } from "./member-values";
import { useMemberRequest } from "./queries";

type MemberFormProps = {
  mode: "join" | "edit";
  initial: MemberValues;
  choices: PhoneChoices;
  /** The number that the form starts with, as people write it. */
  writtenPhone: string;
  /** Numbers that need no code, in every known spelling. */
  knownPhones: readonly string[];
  /** Whether the number that was verified last turned out to be another customer's. */
  isPhoneTaken: boolean;
  /** What the shop asks beside these, and what is stored of it. */
  asked?: AskedFields | undefined;
  attributes?: Record<string, unknown> | undefined;
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

/** The number has an account already that may be the customer's. */
const ACCOUNT_FOUND = "loyalty_100_4";

/** A member's data, to join the programme or to change it. */
export function MemberForm(props: MemberFormProps) {
  const { mode, initial, choices, writtenPhone, knownPhones, isPhoneTaken, asked, attributes } = props;
  const t = useTranslations(`loyalty.${mode}`);
  const common = useTranslations("common");
  const inWords = useLoyaltyErrorInWords();
  const router = useRouter();
  const request = useMemberRequest();
  const { purpose, loadSchema, news } = STEPS[mode];
  const form = useAppForm<MemberValues>({
    labels: useMemberLabels(),
    defaultValues: initial,
    loadSchema,
    toBody: memberBody,
    asked,
    attributes: attributes ?? {},
    draft: `loyalty-${mode}`,
    initialErrors: isPhoneTaken ? { phone: "phone_taken" } : undefined,
  });
  const isKnown = knownPhones.includes(form.watch("phone"));

  const submission = useSubmission(form, async (values) => {
    const { attributes: own, ...body } = form.toBody(values) as { attributes?: object };
    if (own) await callApi("/api/users/profile/", { method: "PATCH", body: { attributes: own } });
    const joining = knownPhones.includes(values.phone) ? "add_loyalty_card_otp" : "add_loyalty_card";
    const endpoint = mode === "edit" ? "update_loyalty_card" : joining;
    const answer = await request.mutateAsync({ endpoint, body }).catch(async (error: unknown) => {
      const mayBeTheirs = error instanceof ApiError && error.code === ACCOUNT_FOUND && (await hasDisputedAccount());
      return mayBeTheirs ? null : inWords(error);
    });
    if (answer === null) {
      // The card's page asks whose the account is.
      router.push(CARD_PAGE);
      router.refresh();
      return "leave";
    }
    const { verification } = answer;
    const done = `${CARD_PAGE}?card=${news}`;
    if (verification) {
      // For those who come back from the code's page to change the number.
      form.saveDraft();
      router.push(verifyPath(purpose, done));
    } else {
      router.push(done);
      router.refresh();
    }
    return "leave";
  });

  return (
    <GuardedForm submission={submission} className="grid gap-5">
      <Card title={t("aboutTitle")} beside>
        <MemberFields form={form} choices={choices} writtenPhone={writtenPhone} hasEmail={mode === "join"} />
      </Card>
      {asked && (
        <Card title={asked.title} beside>
          <div className="grid max-w-2xl gap-5">
            <asked.ShopFields form={form} fields={asked.fields} />
          </div>
        </Card>
      )}
      <Card title={t("contactTitle")} description={t("contactText")} beside>
        <ConsentQuestions form={form} initial={initial} />
      </Card>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <div className="flex grow flex-wrap gap-3 *:grow sm:grow-0 sm:*:grow-0">
          <Button type="submit" pending={submission.isPending} className="min-h-12 px-7 text-base">
            {t("submit")}
          </Button>
          <ButtonLink look="quiet" href={CARD_PAGE} className="min-h-12">
            {common("cancel")}
          </ButtonLink>
        </div>
        <p className="text-sm text-ink-soft">{t(isKnown ? "noCode" : "code")}</p>
      </div>
    </GuardedForm>
  );
}

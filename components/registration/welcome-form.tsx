"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "@/components/api/client";
import { BirthDateField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { CONSENTS } from "@/components/preferences/consents";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/checkbox-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { useToast } from "@/components/ui/toast";
import type { ProfileResponse } from "@/lib/profile/schema";
import { useCardRequest } from "./use-card-request";
import { useWelcomeLabels, type WelcomeValues, welcomeAnswers, welcomeValues } from "./welcome-values";

type WelcomeFormProps = {
  profile: ProfileResponse;
  /** Same-origin path to go to afterwards. */
  next: string;
  /** Whether a card can be had with the number that was just verified. */
  offersCard: boolean;
  /** Whether consents can be answered here: in some shops each takes a code. */
  asksConsents: boolean;
};

const loadSchema = (values: WelcomeValues) =>
  import("./welcome-schema").then(({ welcomeSchema }) => welcomeSchema(values));

/** What new customers may say about themselves, all at once or not at all. */
export function WelcomeForm({ profile, next, offersCard, asksConsents }: WelcomeFormProps) {
  const t = useTranslations("welcome");
  const about = useTranslations("profile.about");
  const consents = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  const router = useRouter();
  const toast = useToast();
  const requestCard = useCardRequest(profile);
  const form = useAppForm<WelcomeValues>({
    labels: useWelcomeLabels(),
    defaultValues: welcomeValues(profile),
    loadSchema,
    toBody: welcomeAnswers,
    draft: "welcome",
  });

  const submission = useSubmission(form, async (values) => {
    const given = welcomeAnswers(values);
    const isGiven = Object.keys(given).length > 0;
    if (isGiven) await callApi("/api/users/profile/", { method: "PATCH", body: given });
    const hasCard = values.card && (await requestCard(given));
    if (isGiven || hasCard) toast(t(hasCard ? "joined" : "saved"));
    // The card's page asks whose the account is that the number has found.
    router.replace(values.card && !hasCard ? "/account/loyalty" : next);
    router.refresh();
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-5">
      {offersCard && (
        <Card title={t("cardTitle")} beside>
          <CheckboxField {...form.field("card")} hint={t("cardHint")} />
        </Card>
      )}
      <Card title={about("title")} description={t("aboutText")} beside>
        <div className="grid gap-5">
          <BirthDateField {...form.field("date_of_birth")} hint={offersCard ? t("birthDateForCard") : undefined} />
          <RadioGroup
            {...form.field("gender")}
            options={[
              { value: "female", label: about("female") },
              { value: "male", label: about("male") },
              { value: "none", label: about("noAnswer") },
            ]}
          />
        </div>
      </Card>
      {asksConsents && (
        <Card title={consents("title")} description={consents("text")} beside>
          <div className="grid gap-5">
            {CONSENTS.map((name) => (
              <RadioGroup
                key={name}
                {...form.field(name)}
                options={[
                  { value: "true", label: answers("yes") },
                  { value: "false", label: answers("no") },
                  ...(profile[name] === null ? [{ value: "unanswered", label: t("later") }] : []),
                ]}
              />
            ))}
          </div>
        </Card>
      )}
      <div className="flex flex-wrap gap-3 *:grow sm:*:grow-0">
        <Button type="submit" pending={submission.isPending} className="min-h-12 px-7 text-base">
          {t("submit")}
        </Button>
        <ButtonLink look="quiet" href={next} replace className="min-h-12">
          {t("skip")}
        </ButtonLink>
      </div>
    </Form>
  );
}

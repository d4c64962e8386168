import { CircleCheck, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { fieldId } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import type { ProfileResponse } from "@/lib/profile/schema";

/** What counts as complete. Not gender, which may be left open; nor e-mail and phone, which are changed elsewhere. */
const WANTED = [
  "first_name",
  "last_name",
  "date_of_birth",
  "avatar",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
] as const;

type WantedField = (typeof WANTED)[number];

/** How much of the profile is filled in; a refused consent counts. */
function completenessOf(profile: ProfileResponse): { percent: number; missing: WantedField[] } {
  const missing = WANTED.filter((name) => profile[name] === null || profile[name] === "");
  return { percent: Math.round(((WANTED.length - missing.length) / WANTED.length) * 100), missing };
}

/** How complete the profile is, with a link to each thing that is missing. */
export function CompletenessCard({ profile }: { profile: ProfileResponse }) {
  const t = useTranslations("overview.completeness");
  const { percent, missing } = completenessOf(profile);
  return (
    <Card title={t("title")} aside={<TextLink href="/account/profile">{t("edit")}</TextLink>} className="h-full">
      <p className="mb-2.5 text-sm font-semibold">{t("percent", { percent: percent / 100 })}</p>
      <Progress percent={percent} label={t("label")} />
      {missing.length === 0 ? (
        <p className="mt-5 flex items-center gap-2 text-sm text-ink-soft">
          <CircleCheck aria-hidden className="size-4.5 text-success" />
          {t("complete")}
        </p>
      ) : (
        <>
          <p className="mt-5 text-sm text-ink-soft">{t("missing", { count: missing.length })}</p>
          <ul className="mt-1">
            {missing.map((name) => (
              <li key={name}>
                <TextLink
                  href={`/account/${name.endsWith("_allowed") ? "preferences" : "profile"}#${fieldId(name)}`}
                  className="min-h-11 gap-2 no-underline hover:underline sm:min-h-9"
                >
                  <Plus aria-hidden className="size-4" />
                  {t(name)}
                </TextLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

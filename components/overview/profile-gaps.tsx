import { UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { askedName } from "@/components/forms/asked-fields";
import { fieldId } from "@/components/ui/field";
import { TextLink } from "@/components/ui/text-link";
import type { ProfileResponse } from "@/lib/profile/schema";

/** Without these a profile is unfinished. Not gender and picture, which may be left out; contact has its own card. */
const WANTED = ["first_name", "last_name", "date_of_birth"] as const;

type ProfileGapsProps = {
  profile: ProfileResponse;
  /** What it lacks of what the shop asks. */
  asked: { key: string; label: string }[];
};

/** What the profile lacks, in one line; nothing when it lacks nothing. */
export function ProfileGaps({ profile, asked }: ProfileGapsProps) {
  const t = useTranslations("overview.profile");
  const format = useFormatter();
  const missing = [
    ...WANTED.filter((name) => !profile[name]).map((name) => ({ name, label: t(name) })),
    ...asked.map(({ key, label }) => ({ name: askedName(key), label })),
  ];
  const [first] = missing;
  if (!first) return null;
  return (
    <div className="mb-5 flex gap-2.5 text-sm text-ink-soft">
      <UserRound aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0">{t("missing", { fields: format.list(missing.map(({ label }) => label)) })}</span>
        <TextLink href={`/account/profile#${fieldId(first.name)}`}>{t("add")}</TextLink>
      </p>
    </div>
  );
}

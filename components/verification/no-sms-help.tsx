import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";

const TIPS = ["number", "wait", "reception", "blocked", "notice"] as const;

type NoSmsHelpProps = {
  start: string;
  /** The link's text; null for no link. */
  otherWay: string | null;
};

/** What to do when no code arrives. */
export function NoSmsHelp({ start, otherWay }: NoSmsHelpProps) {
  const t = useTranslations("verification.help");
  return (
    <details className="group rounded-control border border-line bg-surface">
      <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-3 rounded-control px-4 py-2 text-sm font-semibold [&::-webkit-details-marker]:hidden">
        {t("title")}
        <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-soft group-open:rotate-180" />
      </summary>
      <div className="grid gap-3 px-4 pt-1 pb-4 text-sm text-ink-soft">
        <ul className="grid list-disc gap-2 ps-5">
          {TIPS.map((tip) => (
            <li key={tip}>{t(tip)}</li>
          ))}
        </ul>
        {otherWay !== null && (
          <p>
            <TextLink href={start}>{otherWay}</TextLink>
          </p>
        )}
      </div>
    </details>
  );
}

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button, ButtonLink } from "@/components/ui/button";

type RecycledNumberProps = {
  /** Whether the code was right but does not open the account alone. */
  isDormant: boolean;
  pending: boolean;
  onToggle: (isOpen: boolean) => void;
  onRelease: () => void;
};

/** For whoever has a number that somebody else had before. */
export function RecycledNumber({ isDormant, pending, onToggle, onRelease }: RecycledNumberProps) {
  const t = useTranslations("verification.recycled");
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // Opened before hydration, of which no event has told.
    if (details.current?.open) onToggle(true);
  }, [onToggle]);
  return (
    <details
      ref={details}
      open={isDormant || undefined}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="group rounded-control border border-line bg-surface"
    >
      <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-3 rounded-control px-4 py-2 text-sm font-semibold [&::-webkit-details-marker]:hidden">
        {t("title")}
        <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-soft group-open:rotate-180" />
      </summary>
      <div className="grid justify-items-start gap-3 px-4 pt-1 pb-4 text-sm text-ink-soft">
        <p>{t(isDormant ? "dormant" : "text")}</p>
        <div className="flex flex-wrap gap-2">
          <Button look="secondary" pending={pending} onClick={onRelease}>
            {t("free")}
          </Button>
          {isDormant && (
            <ButtonLink look="quiet" href="/login">
              {t("signIn")}
            </ButtonLink>
          )}
        </div>
      </div>
    </details>
  );
}

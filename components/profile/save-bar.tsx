import { CircleCheck, CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

type SaveBarProps = {
  changes: number;
  saving: boolean;
  /** The outcome of the last attempt, as text. */
  outcome: string | null;
  onDiscard: () => void;
};

/** Shows what is unsaved at the foot of the form, and sticks while there is something to save. */
export function SaveBar({ changes, saving, outcome, onDiscard }: SaveBarProps) {
  const t = useTranslations("profile");
  const Icon = changes > 0 ? CircleDot : CircleCheck;
  return (
    <div
      className={classNames(
        "flex flex-wrap items-center justify-between gap-3 rounded-card border border-line bg-surface p-3 sm:ps-5",
        // What was just saved is said where it was pressed.
        changes > 0 || saving || outcome !== null
          ? "sticky max-[15rem]:static bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-20 shadow-float lg:bottom-4"
          : "shadow-card",
      )}
    >
      <p className="flex items-center gap-2 text-sm max-sm:ps-2 font-medium text-ink-soft">
        <Icon aria-hidden className={`size-4.5 shrink-0 ${changes > 0 ? "text-on-accent-soft" : "text-success"}`} />
        {changes > 0 && !saving && t("status.dirty", { count: changes })}
        {saving && t("status.saving")}
        {changes === 0 && !saving && outcome === null && t("status.clean")}
        <span role="status">{changes === 0 && !saving && outcome}</span>
      </p>
      <div className="flex grow flex-wrap justify-end gap-2 max-sm:*:grow">
        {changes > 0 && (
          <Button look="quiet" onClick={onDiscard}>
            {t("discard")}
          </Button>
        )}
        <Button type="submit" pending={saving}>
          {t("save")}
        </Button>
      </div>
    </div>
  );
}

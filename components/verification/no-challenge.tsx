import { Hourglass } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Purpose } from "@/lib/verification/schema";
import { signsIn, startPath } from "./routes";

/** Shown when no code is awaited: expired, used, or never requested here. */
export function NoChallenge({ purpose, next }: { purpose: Purpose; next: string }) {
  const t = useTranslations("verification.none");
  const isSignedInBy = signsIn(purpose);
  return (
    <EmptyState
      icon={Hourglass}
      title={t("title")}
      level={1}
      actions={
        <>
          <ButtonLink href={startPath(purpose, next)}>{t("startAgain")}</ButtonLink>
          {isSignedInBy && purpose !== "sign_in" && (
            <ButtonLink look="quiet" href={`/login?${new URLSearchParams({ next })}`}>
              {t("signIn")}
            </ButtonLink>
          )}
        </>
      }
    >
      <p>{t("text")}</p>
      {isSignedInBy && purpose !== "sign_in" && <p className="mt-2">{t("maybeDone")}</p>}
    </EmptyState>
  );
}

"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/client";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { TitledList } from "@/components/ui/titled-list";
import { leaveLoyalty } from "./queries";

/** The way out of the programme, after a question that says what goes and what stays. */
export function LeaveSection() {
  const t = useTranslations("loyalty.leave");
  const close = useTranslations("common")("close");
  const requestErrorText = useRequestErrorText();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const { run, isPending, isLeaving } = useSingleFlight(async (): Promise<Outcome> => {
    setProblem(null);
    try {
      await leaveLoyalty();
    } catch (error) {
      // Already given up in another tab.
      const isGone = error instanceof ApiError && error.status === 404;
      if (!isGone) {
        setProblem(requestErrorText(error));
        return;
      }
    }
    setAsking(false);
    router.replace("/account/loyalty?card=left");
    router.refresh();
    return "leave";
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      <Button
        look="danger"
        aria-haspopup="dialog"
        pending={isLeaving}
        onClick={() => {
          if (isLeaving) return;
          setProblem(null);
          setAsking(true);
        }}
      >
        {t("open")}
      </Button>
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("question")}
        closeLabel={close}
        actions={
          <>
            <Button look="secondary" onClick={() => setAsking(false)}>
              {t("stay")}
            </Button>
            <Button look="destructive" pending={isPending} onClick={() => run()}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <div className="grid gap-5">
          {problem && <Alert>{problem}</Alert>}
          <TitledList icon={CircleX} tone="danger" title={t("goes")}>
            <li>{t("goesCard")}</li>
            <li>{t("goesPoints")}</li>
          </TitledList>
          <TitledList icon={CircleCheck} tone="success" title={t("stays")}>
            <li>{t("staysProfile")}</li>
            <li>{t("staysMark")}</li>
            <li>{t("staysBack")}</li>
          </TitledList>
        </div>
      </Dialog>
    </Card>
  );
}

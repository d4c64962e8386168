"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/components/api/client";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { useLeaveLoyalty } from "./queries";

/** The way out of the programme, after a question that says what goes and what stays. */
export function LeaveSection() {
  const t = useTranslations("loyalty.leave");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const router = useRouter();
  const leave = useLeaveLoyalty();
  const [asking, setAsking] = useState(false);
  const [left, setLeft] = useState(false);

  const goOn = () => {
    setLeft(true);
    setAsking(false);
    router.replace("/account/loyalty?card=left");
    router.refresh();
  };

  const confirm = () => {
    if (leave.isPending || left) return;
    leave.mutate(undefined, {
      onSuccess: goOn,
      // Given up in another tab already: what was wanted is so.
      onError: (error) => isGone(error) && goOn(),
    });
  };

  return (
    <Card title={t("title")} description={t("text")} beside>
      <Button
        look="danger"
        aria-haspopup="dialog"
        pending={left}
        onClick={() => {
          if (left) return;
          leave.reset();
          setAsking(true);
        }}
      >
        {t("open")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("question")}
        closeLabel={common("close")}
        actions={
          <>
            <Button look="secondary" onClick={() => setAsking(false)}>
              {t("stay")}
            </Button>
            <Button look="destructive" pending={leave.isPending} onClick={confirm}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <div className="grid gap-5 text-sm">
          {leave.isError && !isGone(leave.error) && <Alert>{requestErrorText(leave.error)}</Alert>}
          <Consequences
            icon={<CircleX aria-hidden className="size-4.5 text-danger" />}
            title={t("goes")}
            items={[t("goesCard"), t("goesPoints")]}
          />
          <Consequences
            icon={<CircleCheck aria-hidden className="size-4.5 text-success" />}
            title={t("stays")}
            items={[t("staysProfile"), t("staysMark"), t("staysBack")]}
          />
        </div>
      </Dialog>
    </Card>
  );
}

function Consequences({ icon, title, items }: { icon: ReactNode; title: string; items: string[] }) {
  return (
    <div>
      <h3 className="flex items-center gap-2 text-base tracking-normal">
        {icon}
        {title}
      </h3>
      <ul className="mt-2 grid list-disc gap-1.5 ps-6 text-ink-soft marker:text-primary">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}

function isGone(error: Error): boolean {
  return error instanceof ApiError && error.status === 404;
}

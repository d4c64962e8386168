"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFailureText } from "@/components/account/form-faults";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { useLeaveLoyalty } from "./queries";

/** The way out of the programme, after a question that says what goes and what stays. */
export function LeaveSection() {
  const t = useTranslations("loyalty.leave");
  const common = useTranslations("common");
  const failureText = useFailureText();
  const router = useRouter();
  const toast = useToast();
  const leave = useLeaveLoyalty();
  const [asking, setAsking] = useState(false);
  const [left, setLeft] = useState(false);

  const confirm = () => {
    if (leave.isPending || left) return;
    leave.mutate(undefined, {
      onSuccess: () => {
        setLeft(true);
        setAsking(false);
        toast(t("done"));
        router.push("/account/loyalty?card=left");
        router.refresh();
      },
    });
  };

  return (
    <Card title={t("title")} description={t("text")}>
      <Button
        look="danger"
        onClick={() => {
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
            <Button look="danger" pending={leave.isPending || left} onClick={confirm}>
              {t("confirm")}
            </Button>
          </>
        }
      >
        <div className="grid gap-5 text-sm">
          {leave.isError && <Alert>{failureText(leave.error)}</Alert>}
          <Points title={t("goes")} items={[t("goesCard"), t("goesPoints")]} />
          <Points title={t("stays")} items={[t("staysProfile"), t("staysBack")]} />
        </div>
      </Dialog>
    </Card>
  );
}

function Points({ title, items }: { title: string; items: string[] }) {
  return (
    <div>
      <h3 className="text-base tracking-normal">{title}</h3>
      <ul className="mt-2 grid list-disc gap-1.5 ps-6 text-ink-soft marker:text-primary">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}

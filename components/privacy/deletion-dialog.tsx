"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { DeletionForm, type DeletionFormProps } from "./deletion-form";

type DeletionDialogProps = DeletionFormProps & { open: boolean };

/** Asks once more, and for a proof: the password, or a code to the number that was verified. */
export function DeletionDialog({ open, ...form }: DeletionDialogProps) {
  const t = useTranslations("privacy.deletion");
  const close = useTranslations("common")("close");
  return (
    <Dialog open={open} onClose={form.onClose} title={t("dialogTitle")} closeLabel={close}>
      <DeletionForm {...form} />
    </Dialog>
  );
}

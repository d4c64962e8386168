"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { DeletionForm, type DeletionFormProps } from "./deletion-form";

type DeletionDialogProps = DeletionFormProps & { open: boolean };

/** Asks for confirmation: by the password, or by a code to the verified number. */
export function DeletionDialog({ open, ...form }: DeletionDialogProps) {
  const t = useTranslations("privacy.deletion");
  const close = useTranslations("common")("close");
  return (
    <Dialog open={open} onClose={form.onClose} title={t("dialogTitle")} closeLabel={close}>
      <DeletionForm {...form} />
    </Dialog>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import type { PasskeyResponse } from "@/lib/auth/passkey-schema";
import { useRenamePasskey } from "./queries";

const loadSchema = () => import("@/lib/auth/passkey-schema").then(({ renamePasskeyBody }) => renamePasskeyBody);

type RenamePasskeyDialogProps = {
  /** Null while it is closed. */
  passkey: PasskeyResponse | null;
  onClose: () => void;
  onRenamed: () => void;
};

/** Asks for another name. */
export function RenamePasskeyDialog({ passkey, onClose, onRenamed }: RenamePasskeyDialogProps) {
  const t = useTranslations("passkeys.card");
  const common = useTranslations("common");
  return (
    <Dialog open={passkey !== null} onClose={onClose} title={t("renameTitle")} closeLabel={common("close")}>
      {passkey && <RenameForm passkey={passkey} onClose={onClose} onRenamed={onRenamed} />}
    </Dialog>
  );
}

type RenameFormProps = RenamePasskeyDialogProps & { passkey: PasskeyResponse };

function RenameForm({ passkey, onClose, onRenamed }: RenameFormProps) {
  const t = useTranslations("passkeys.card");
  const common = useTranslations("common");
  const rename = useRenamePasskey();
  const form = useAppForm({ labels: { name: t("name") }, defaultValues: { name: passkey.name }, loadSchema });
  const submission = useSubmission(form, async ({ name }) => {
    await rename.mutateAsync({ id: passkey.id, name });
    onRenamed();
  });
  return (
    <Form submission={submission} className="grid gap-5">
      <TextField {...form.field("name")} autoComplete="off" />
      <DialogActions>
        <Button look="secondary" onClick={onClose}>
          {common("cancel")}
        </Button>
        <Button type="submit" pending={submission.isPending}>
          {t("save")}
        </Button>
      </DialogActions>
    </Form>
  );
}

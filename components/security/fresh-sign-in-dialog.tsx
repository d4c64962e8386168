"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { NetworkError, onFreshSignInNeeded } from "@/components/api/client";
import { Dialog } from "@/components/ui/dialog";

type FreshSignInForm = typeof import("./fresh-sign-in-form").FreshSignInForm;

/** On every page of the account, and hardly ever needed. @throws NetworkError when it cannot be loaded */
const loadForm = () =>
  import("./fresh-sign-in-form").then(
    (module): FreshSignInForm => module.FreshSignInForm,
    (cause: unknown) => {
      throw new NetworkError(cause);
    },
  );

/** Asks who is there when a request needs a fresh sign-in, and lets the request go on with the answer. */
export function FreshSignInDialog() {
  const t = useTranslations("freshSignIn");
  const [Form, setForm] = useState<FreshSignInForm | null>(null);
  const [isOpen, setOpen] = useState(false);
  const answer = useRef<((isConfirmed: boolean) => void) | null>(null);
  useEffect(
    () =>
      onFreshSignInNeeded(async () => {
        const loaded = await loadForm();
        setForm(() => loaded);
        setOpen(true);
        return new Promise<boolean>((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const close = (isConfirmed: boolean) => {
    answer.current?.(isConfirmed);
    answer.current = null;
    setOpen(false);
  };
  return (
    <Dialog open={isOpen} onClose={() => close(false)} title={t("title")} closeLabel={t("cancel")}>
      {Form && <Form onConfirmed={() => close(true)} onCancel={() => close(false)} />}
    </Dialog>
  );
}

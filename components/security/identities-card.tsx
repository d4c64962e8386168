"use client";

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { LocalDate } from "@/components/layout/local-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import type { IdentityResponse } from "@/lib/auth/identity-schema";
import { useAllowIdentity, useIdentities } from "./queries";

/** Who the customer is at the shop's own sign-in: removed, and allowed again. */
export function IdentitiesCard({ identities: rendered }: { identities: IdentityResponse[] }) {
  const t = useTranslations("security.identities");
  const requestErrorText = useRequestErrorText();
  const { data: identities } = useIdentities(rendered);
  const allow = useAllowIdentity();
  const [done, setDone] = useState<string | null>(null);
  const { run } = useSingleFlight(async ({ id, name, is_allowed: wasAllowed }: IdentityResponse) => {
    setDone(null);
    try {
      await allow.mutateAsync({ id, isAllowed: !wasAllowed });
    } catch {
      // The alert shows the error.
      return;
    }
    setDone(t(wasAllowed ? "removed" : "allowed", { name }));
  });
  return (
    <Card title={t("title")} description={t("text")} beside>
      <div className="grid gap-5">
        {allow.isError && <Alert>{requestErrorText(allow.error)}</Alert>}
        <StatusRegion>{done && <Alert tone="success">{done}</Alert>}</StatusRegion>
        <ul className="divide-y divide-line">
          {identities.map((identity) => (
            <li key={identity.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
              <span className="grid size-11 shrink-0 place-items-center rounded-control bg-sunken text-ink-soft">
                <LogIn aria-hidden className="mirror-rtl size-5" />
              </span>
              <div className="min-w-0 flex-1 basis-52">
                <p className="font-semibold">
                  <bdi className="wrap-anywhere">{identity.name}</bdi>
                </p>
                <p className="text-sm text-ink-soft">
                  {identity.is_allowed
                    ? t.rich("linkedOn", { time: () => <LocalDate iso={identity.linked_at} /> })
                    : t("off")}
                </p>
              </div>
              <Button
                look="secondary"
                pending={allow.isPending && allow.variables.id === identity.id}
                aria-label={t(identity.is_allowed ? "removeNamed" : "allowNamed", { name: identity.name })}
                onClick={() => void run(identity)}
              >
                {t(identity.is_allowed ? "remove" : "allow")}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

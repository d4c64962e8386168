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
import { AccessItem, AccessList } from "./access-list";
import { useAllowIdentity, useIdentities } from "./queries";

/** Who the customer is at the shop's own sign-in: removed, and allowed again. */
export function IdentitiesCard({ identities: rendered }: { identities: IdentityResponse[] }) {
  const t = useTranslations("security.identities");
  const requestErrorText = useRequestErrorText();
  const { data: identities } = useIdentities(rendered);
  const allow = useAllowIdentity();
  const [done, setDone] = useState<string | null>(null);
  const { run, isPending } = useSingleFlight(async ({ id, name, is_allowed: wasAllowed }: IdentityResponse) => {
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
        <AccessList>
          {identities.map((identity) => (
            <AccessItem
              key={identity.id}
              icon={<LogIn aria-hidden className="mirror-rtl" />}
              name={identity.name}
              actions={
                <Button
                  look="secondary"
                  pending={allow.isPending && allow.variables.id === identity.id}
                  aria-disabled={isPending || undefined}
                  aria-label={t(identity.is_allowed ? "removeNamed" : "allowNamed", { name: identity.name })}
                  onClick={() => void run(identity)}
                >
                  {t(identity.is_allowed ? "remove" : "allow")}
                </Button>
              }
            >
              <p>
                {identity.is_allowed
                  ? t.rich("linkedOn", { time: () => <LocalDate iso={identity.linked_at} /> })
                  : t("off")}
              </p>
            </AccessItem>
          ))}
        </AccessList>
      </div>
    </Card>
  );
}

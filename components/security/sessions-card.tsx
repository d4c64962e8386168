"use client";

import { Monitor, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import { useFold } from "@/components/ui/use-fold";
import type { SessionResponse } from "@/lib/auth/access-schema";
import { AccessItem, AccessList } from "./access-list";
import { isHandheld, useDeviceText } from "./device-text";
import { useEndSession, useSessions } from "./queries";

const SHOWN_AT_FIRST = 3;

/** The customer's sessions, each with a button to end it. */
export function SessionsCard({ sessions: rendered }: { sessions: SessionResponse[] }) {
  const t = useTranslations("security.sessions");
  const requestErrorText = useRequestErrorText();
  const deviceText = useDeviceText();
  const { data: sessions } = useSessions(rendered);
  const end = useEndSession();
  const titleId = useId();
  const [done, setDone] = useState<string | null>(null);
  const { shown, hiddenCount, unfold, itemProps } = useFold(sessions, SHOWN_AT_FIRST);
  const others = sessions.filter((session) => !session.is_current);

  const { run: signOut, isPending } = useSingleFlight(async (id: number | null) => {
    setDone(null);
    try {
      await end.mutateAsync(id);
    } catch {
      // The alert shows the error.
      return;
    }
    setDone(t(id === null ? "endedAll" : "ended"));
    // The button disappears with its device.
    document.getElementById(titleId)?.focus();
  });

  return (
    <Card title={t("title")} titleId={titleId} description={t("text")} beside>
      <div className="grid gap-5">
        {end.isError && <Alert>{requestErrorText(end.error)}</Alert>}
        <StatusRegion>{done && <Alert tone="success">{done}</Alert>}</StatusRegion>
        <AccessList>
          {shown.map((session, index) => {
            const Icon = isHandheld(session.user_agent) ? Smartphone : Monitor;
            const device = session.kind === "app" ? t("app") : deviceText(session.user_agent);
            return (
              <AccessItem
                key={session.id}
                {...itemProps(index)}
                icon={<Icon aria-hidden />}
                name={device}
                badge={session.is_current && <Badge tone="positive">{t("current")}</Badge>}
                actions={
                  !session.is_current && (
                    <Button
                      look="secondary"
                      aria-label={t("endNamed", { device })}
                      pending={end.isPending && end.variables === session.id}
                      aria-disabled={isPending || undefined}
                      onClick={() => signOut(session.id)}
                    >
                      {t("end")}
                    </Button>
                  )
                }
              >
                <p>{t.rich("lastSeen", { time: () => <RelativeTime iso={session.last_seen_at} /> })}</p>
                <p>
                  {session.ip && (
                    <>
                      <bdi dir="ltr">{session.ip}</bdi>
                      {" · "}
                    </>
                  )}
                  {t.rich("signedIn", { time: () => <RelativeTime iso={session.signed_in_at} /> })}
                </p>
              </AccessItem>
            );
          })}
        </AccessList>
        {hiddenCount > 0 && (
          <Button look="quiet" className="justify-self-start" onClick={unfold}>
            {t("all", { count: sessions.length })}
          </Button>
        )}
        {others.length > 0 && (
          <Button
            look="danger"
            className="justify-self-start"
            pending={end.isPending && end.variables === null}
            aria-disabled={isPending || undefined}
            onClick={() => signOut(null)}
          >
            {t("endAll")}
          </Button>
        )}
      </div>
    </Card>
  );
}

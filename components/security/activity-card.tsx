"use client";

import { useTranslations } from "next-intl";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { LocalTime } from "@/components/layout/local-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActivityPageResponse, ActivityResponse } from "@/lib/activity/schema";
import { useDeviceText } from "./device-text";
import { useActivity } from "./queries";

/** What happened to the account, newest first. */
export function ActivityCard({ first }: { first: ActivityPageResponse }) {
  const t = useTranslations("security.activity");
  const requestErrorText = useRequestErrorText();
  const activity = useActivity(first);
  const entries = activity.data.pages.flatMap((page) => page.entries);
  return (
    <Card title={t("title")} description={t("text")} beside>
      <div className="grid gap-5">
        {entries.length === 0 && <p className="text-ink-soft">{t("empty")}</p>}
        <ol className="grid gap-4 border-s-2 border-line ps-5">
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ol>
        {activity.isFetchNextPageError && <Alert>{requestErrorText(activity.error)}</Alert>}
        {activity.hasNextPage && (
          <Button
            look="secondary"
            className="justify-self-start"
            pending={activity.isFetchingNextPage}
            onClick={() => activity.isFetchingNextPage || void activity.fetchNextPage()}
          >
            {t("more")}
          </Button>
        )}
      </div>
    </Card>
  );
}

function Line({ entry: { kind, detail, at, ip, user_agent: userAgent } }: { entry: ActivityResponse }) {
  const t = useTranslations("security.activity");
  const deviceText = useDeviceText();
  return (
    <li className="relative">
      <span aria-hidden className="absolute -start-[1.6rem] top-2 size-2.5 rounded-full bg-line-strong" />
      <p className="font-semibold">
        {detail && kind !== "consents_changed"
          ? t.rich("detailed", { kind: t(`kinds.${kind}`), detail: () => <bdi>{detail}</bdi> })
          : t(`kinds.${kind}`)}
      </p>
      <p className="text-sm text-ink-soft">
        <LocalTime iso={at} />
        {userAgent && (
          <>
            {" · "}
            <bdi>{deviceText(userAgent)}</bdi>
          </>
        )}
        {ip && (
          <>
            {" · "}
            <bdi dir="ltr">{ip}</bdi>
          </>
        )}
      </p>
    </li>
  );
}

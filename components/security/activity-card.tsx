"use client";

import { useTranslations } from "next-intl";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { groupNeighbours, type LocalDays, useLocalDays } from "@/components/layout/local-days";
import { LocalPart } from "@/components/layout/local-time";
import { RelativeDay } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActivityPageResponse, ActivityResponse } from "@/lib/activity/schema";
import { useDeviceText } from "./device-text";
import { useActivity } from "./queries";

type ActivityCardProps = {
  first: ActivityPageResponse;
  /** The days of its entries. */
  days: LocalDays;
};

/** What happened to the account, day by day, newest first. */
export function ActivityCard({ first, days }: ActivityCardProps) {
  const t = useTranslations("security.activity");
  const requestErrorText = useRequestErrorText();
  const activity = useActivity(first);
  const dayOf = useLocalDays(days);
  const entries = activity.data.pages.flatMap((page) => page.entries);
  return (
    <Card title={t("title")} description={t("text")} beside>
      <div className="grid gap-6">
        {entries.length === 0 && <p className="text-ink-soft">{t("empty")}</p>}
        {groupNeighbours(entries, ({ at }) => dayOf(at)).map(({ key, items }) => (
          <section key={key} className="grid gap-3">
            <h3 className="text-sm font-semibold tracking-normal text-ink-soft">
              <RelativeDay key={key} iso={items[0].at} />
            </h3>
            <ol className="grid gap-4 border-s-2 border-line ps-5">
              {items.map((entry) => (
                <Line key={entry.id} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
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
        <LocalPart iso={at} style={{ timeStyle: "short" }} />
        {userAgent && (
          <>
            &nbsp;· <bdi>{deviceText(userAgent)}</bdi>
          </>
        )}
        {ip && (
          <>
            &nbsp;· <bdi dir="ltr">{ip}</bdi>
          </>
        )}
      </p>
    </li>
  );
}

import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { CONTENT_ID } from "@/components/account/skip-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getDeps } from "@/lib/deps";
import { listOutbox } from "@/lib/outbox/service";
import { outboxMessageView } from "@/lib/outbox/view";

export const metadata: Metadata = { title: "Outbox" };

/* A tool for those who try or test the store, not for shoppers: in English only. */
export default async function OutboxPage({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  await headers();
  const deps = await getDeps();
  if (deps.env.APP_MODE === "production") notFound();
  const { to } = await searchParams;
  const recipient = typeof to === "string" && to !== "" ? to : null;
  const messages = (await listOutbox(deps, recipient)).map(outboxMessageView);
  return (
    <main id={CONTENT_ID} tabIndex={-1} lang="en" dir="ltr" className="mx-auto w-full max-w-3xl px-4 py-10">
      <PageHeader
        title="Outbox"
        description="Every SMS and mail that this demo store would have sent, newest first. The same as JSON: /api/dev/outbox?to=<phone or e-mail>"
      />
      {messages.length === 0 ? (
        <EmptyState icon={Inbox} title={recipient ? `Nothing was sent to ${recipient}` : "Nothing was sent yet"}>
          Messages appear here as soon as the store sends one. Reload the page to look again.
        </EmptyState>
      ) : (
        <ol className="grid gap-4">
          {messages.map((message) => (
            <li
              key={`${message.sent_at} ${message.to}`}
              className="rounded-card border border-line bg-surface p-5 shadow-card"
            >
              <p className="flex flex-wrap justify-between gap-2 text-sm text-ink-soft">
                <bdi>{message.to}</bdi>
                <time dateTime={message.sent_at}>{message.sent_at}</time>
              </p>
              <p className="mt-2 whitespace-pre-wrap">{message.body}</p>
            </li>
          ))}
        </ol>
      )}
    </main>
  );
}

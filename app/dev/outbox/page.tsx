import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { ShopHeader } from "@/app/shop-header";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextField } from "@/components/ui/text-field";
import { getDeps } from "@/lib/deps";
import { listDevMessages } from "@/lib/dev-mailbox/service";
import { MessageCard } from "./message-card";

export const metadata: Metadata = { title: "Outbox" };

type OutboxPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/* A tool for developers and testers, so in English only. */
export default async function OutboxPage({ searchParams }: OutboxPageProps) {
  await headers();
  const deps = await getDeps();
  if (deps.env.APP_MODE === "production") notFound();
  const { to, html } = await searchParams;
  const recipient = typeof to === "string" && to !== "" ? to : null;
  const messages = await listDevMessages(deps, { to: recipient ?? undefined });
  const addressOf = (shown: bigint | null) => {
    const query = { ...(recipient && { to: recipient }), ...(shown !== null && { html: `${shown}` }) };
    return `/dev/outbox?${new URLSearchParams(query)}`;
  };
  return (
    <>
      <ShopHeader />
      <main
        id={CONTENT_ID}
        tabIndex={-1}
        lang="en"
        dir="ltr"
        className="mx-auto w-full max-w-page px-4 py-6 outline-none sm:px-6 sm:py-9"
      >
        <PageHeader
          title="Outbox"
          description={
            <>
              Every SMS and mail that this demo store would have sent, newest first. The same as JSON:{" "}
              <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-sm whitespace-nowrap max-[15rem]:whitespace-normal">
                /api/dev/outbox?to=…
              </code>
            </>
          }
        />
        <form action="/dev/outbox" className="mb-6 flex flex-wrap items-end gap-3">
          <div className="min-w-0 grow basis-56">
            <TextField name="to" label="Phone number or email address" defaultValue={recipient ?? ""} />
          </div>
          <Button type="submit" look="secondary" className="min-h-12 grow sm:grow-0">
            Show
          </Button>
        </form>
        {messages.length === 0 ? (
          <EmptyState icon={Inbox} title={recipient ? `Nothing was sent to ${recipient}` : "Nothing was sent yet"}>
            Messages appear here as soon as the store sends one. Reload the page to look again.
          </EmptyState>
        ) : (
          <ol className="grid gap-5">
            {messages.map((message) => {
              const isOpen = html === `${message.id}`;
              return (
                <li key={message.id} className="min-w-0">
                  <MessageCard message={message} isOpen={isOpen} href={addressOf(isOpen ? null : message.id)} />
                </li>
              );
            })}
          </ol>
        )}
      </main>
    </>
  );
}

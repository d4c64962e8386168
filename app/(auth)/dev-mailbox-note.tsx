import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";

/** In a demo, links to the messages it "sent". */
export async function DevMailboxNote({ message }: { message: "sms" | "mail" }) {
  const t = await getTranslations("verification");
  const text = message === "sms" ? "demo" : "demoMail";
  return <Alert tone="notice">{t.rich(text, { link: (chunks) => <OutboxLink>{chunks}</OutboxLink> })}</Alert>;
}

/** In another tab, so that this page keeps its state. */
function OutboxLink({ children }: { children: ReactNode }) {
  return (
    <a href="/dev/outbox" target="_blank" rel="noreferrer" className="font-semibold underline underline-offset-4">
      {children}
    </a>
  );
}

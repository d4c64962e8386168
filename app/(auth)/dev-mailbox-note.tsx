import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";

/** Tells, in a demo, where what it "sent" can be read. */
export async function DevMailboxNote({ message }: { message: "sms" | "mail" }) {
  const t = await getTranslations("verification");
  const text = message === "sms" ? "demo" : "demoMail";
  return <Alert tone="notice">{t.rich(text, { link: (chunks) => <OutboxLink>{chunks}</OutboxLink> })}</Alert>;
}

/** Beside this page, which keeps its place. */
function OutboxLink({ children }: { children: ReactNode }) {
  return (
    <a href="/dev/outbox" target="_blank" rel="noreferrer" className="font-semibold underline underline-offset-4">
      {children}
    </a>
  );
}

import { getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";

/** In a demo, links to the messages it "sent", in another tab so that this page keeps its state. */
export async function DevMailboxNote({ message }: { message: "sms" | "mail" }) {
  const t = await getTranslations("verification");
  return (
    <Alert tone="notice">
      <p>
        {t.rich(message === "sms" ? "demo" : "demoMail", {
          link: (text) => (
            <a
              href="/dev/outbox"
              target="_blank"
              rel="noreferrer"
              className="font-semibold underline underline-offset-4"
            >
              {text}
            </a>
          ),
        })}
      </p>
    </Alert>
  );
}

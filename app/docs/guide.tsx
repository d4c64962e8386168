import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { Code, CodeBlock } from "./code-block";
import { DialoguePicture } from "./dialogue-picture";
import { ErrorTable } from "./error-table";
import { SectionHeading } from "./section-heading";

/** The guide's sections, for the page's contents. */
export const GUIDE = [
  { id: "start", text: "First call" },
  { id: "authentication", text: "Authentication" },
  { id: "csrf", text: "CSRF" },
  { id: "dialogue", text: "When a code is needed (202)" },
  { id: "idempotency", text: "Doing it once" },
  { id: "languages", text: "Languages" },
  { id: "errors", text: "Errors" },
] as const;

const LANGUAGE_NAMES = new Intl.DisplayNames("en", { type: "language" });

/** What holds for every endpoint, said once. */
export function Guide({ shop, isDemo }: { shop: string; isDemo: boolean }) {
  return (
    <>
      <GuideSection id="start">
        <p>
          Every path answers with and without its trailing slash, never by a redirect, in JSON. The documented places{" "}
          <Code>/users/…</Code>, <Code>/loyalty-card/…</Code>, <Code>/current_user/</Code> and <Code>/csrf_token/</Code>{" "}
          answer below <Code>/api</Code> too. A token first, then anything:
        </p>
        <CodeBlock label="The first call" copy code={firstCall(shop)} />
        {isDemo && (
          <p>
            In this demo, customers and their password are on <TextLink href="/">the home page</TextLink>; messages
            arrive in <TextLink href="/dev/outbox">the outbox</TextLink>.
          </p>
        )}
      </GuideSection>
      <GuideSection id="authentication">
        <dl className="grid gap-3">
          <Term name="API token">
            <Code>{"Authorization: Token <key>"}</Code>, from customers/auth or made on the security page. No CSRF token
            needed. A bad one is 401 even beside a good cookie.
          </Term>
          <Term name="Session">
            The cookie <Code>osessionid</Code> (or <Code>sessionid</Code>), set by signing in, by registering, and for
            guests by the first step of a dialogue. It ends on the server the moment it is revoked.
          </Term>
          <Term name="Nobody">
            <Code>{'401 {"detail": …}'}</Code>, never a redirect.
          </Term>
        </dl>
      </GuideSection>
      <GuideSection id="csrf">
        <p>
          State changes by cookie, and public ones where noted, carry the header <Code>X-CSRFToken</Code>, equal to the
          cookie <Code>csrftoken</Code>. One fetched without a session is good with any; one issued to another session
          is refused. <Code>Origin</Code>, when sent, must be the shop's own.
        </p>
        <CodeBlock
          label="A CSRF token"
          copy
          code={`CSRF=$(curl -s -c cookies.txt "${shop}/csrf_token/" | sed 's/.*:"\\(.*\\)"}/\\1/')`}
        />
      </GuideSection>
      <GuideSection id="dialogue">
        <p>
          Whatever a phone decides goes one way: ask without a code, then send the same body with the code. Changing a
          phone, registering, joining and signing in by code use it.
        </p>
        <DialoguePicture />
        <ul className="list-disc space-y-2 ps-5">
          <li>
            <Code>verification</Code> in the first answer says where it stands; <Code>GET /api/verification/…</Code>{" "}
            says it again after a reload. Proxies that make 200 of 202 find it in the body.
          </li>
          <li>
            A code lives five minutes and proves one number for one purpose in one session. Five different wrong ones
            void it; the same wrong one counts once.
          </li>
          <li>
            Another number than the code was sent to: <Code>sms_verification_100_1</Code>. Wrong:{" "}
            <Code>sms_verification_100_2</Code>. Expired, used or replaced: <Code>sms_verification_100_4</Code>. Other
            consents than it was asked for: <Code>kvkk_service_100_2</Code>.
          </li>
          <li>Signing in by code answers 200 instead of 202, the same for numbers with and without an account.</li>
        </ul>
      </GuideSection>
      <GuideSection id="idempotency">
        <p>
          Signed in, a POST or PATCH may carry <Code>Idempotency-Key</Code>: 1 to 255 visible ASCII characters of your
          own. Sent again within a day, it gets the first answer again and nothing is done twice. With another body it
          is 422, while the first is still being served 409. Failures of ours, 429, and answers with a secret are not
          kept.
        </p>
        <p>
          Even without it, an identical second ask inside the pause sends no second SMS, and an identical wrong code
          counts once. For changes, <Code>ETag</Code> and <Code>If-Match</Code> keep two clients from overwriting each
          other: 412.
        </p>
      </GuideSection>
      <GuideSection id="languages">
        <p>
          Error texts and gender labels come in {LANGUAGES.map(languageName).join(", ")}: by{" "}
          <Code>Accept-Language</Code>, then the customer's <Code>language_code</Code>, then the store's default.{" "}
          <Code>Content-Language</Code> says which. Codes and <Code>"success"</Code> are never translated.
        </p>
      </GuideSection>
      <GuideSection id="errors">
        <dl className="grid gap-3">
          <Term name="400">
            Every faulty field at once, <Code>non_field_errors</Code> for the rest:{" "}
            <Code>{'{"phone": ["Enter a valid phone number."]}'}</Code>
          </Term>
          <Term name="406">
            The shop refuses, by one of the codes in bold below:{" "}
            <Code>{'{"non_field_errors": "…", "error_code": "…"}'}</Code>
          </Term>
          <Term name="429, 503">
            Later, by <Code>Retry-After</Code> in seconds; nothing was half done: <Code>{'{"detail": "…"}'}</Code>
          </Term>
          <Term name="500">
            A fault of ours; the id finds it in the log: <Code>{'{"detail": "…", "request_id": "…"}'}</Code>
          </Term>
          <Term name="All others">
            <Code>{'{"detail": "…"}'}</Code>
          </Term>
        </dl>
        <p>Sign-in and registration answer every text in a list and no codes, as their real clients expect.</p>
        <ErrorTable />
      </GuideSection>
    </>
  );
}

function GuideSection({ id, children }: { id: (typeof GUIDE)[number]["id"]; children: ReactNode }) {
  const title = GUIDE.find((section) => section.id === id)?.text ?? id;
  return (
    <section id={id} aria-label={title} className="max-w-3xl scroll-mt-36 border-t border-line py-9 lg:scroll-mt-20">
      <SectionHeading id={id} level={2}>
        {title}
      </SectionHeading>
      <div className="mt-4 space-y-4 text-sm text-ink-soft">{children}</div>
    </section>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-5 gap-y-0.5 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="font-bold text-ink">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function languageName(language: Language): string {
  return `${LANGUAGE_NAMES.of(language)} (${language})`;
}

function firstCall(shop: string): string {
  return [
    `TOKEN=$(curl -s "${shop}/api/shop/customers/auth/pwd/signin" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"username": "john.doe@example.com", "password": "…"}' | sed 's/.*:"\\(.*\\)"}/\\1/')`,
    "",
    `curl "${shop}/users/profile/" -H "Authorization: Token $TOKEN"`,
  ].join("\n");
}

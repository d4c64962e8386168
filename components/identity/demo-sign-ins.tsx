import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";

export type DemoAccount = { email: string; label: string };

/** The demo's customers; each link opens the sign-in form filled in. */
export function DemoSignIns({ accounts }: { accounts: readonly DemoAccount[] }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2">
      {accounts.map(({ email, label }) => (
        <li key={email}>
          <Link
            href={`/login?demo=${encodeURIComponent(email)}`}
            className="group flex h-full min-h-20 items-center gap-4 rounded-control border border-line bg-canvas p-4 transition-colors hover:border-primary"
          >
            <Avatar src={null} name={label.split(/[,:]/)[0] ?? label} size="small" />
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-semibold">
                <bdi>{label}</bdi>
              </span>
              <span className="block text-xs break-all text-ink-soft">
                <bdi dir="ltr">{email}</bdi>
              </span>
            </span>
            <ArrowRight aria-hidden className="mirror-rtl size-5 shrink-0 text-ink-soft group-hover:text-primary" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

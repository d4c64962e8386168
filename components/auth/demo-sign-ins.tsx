"use client";

import { ArrowRight, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { type Outcome, useSingleFlight } from "@/components/forms/single-flight";
import { Avatar } from "@/components/ui/avatar";
import { signIn } from "./next-auth-client";

type DemoAccount = {
  email: string;
  name: string;
  /** Why to sign in as them, in the page's language. */
  text: string;
  /** What the button does, including the name. */
  label: string;
};

type DemoSignInsProps = { accounts: readonly DemoAccount[]; password: string };

/**
 * The demo's customers; one click signs in. Before the scripts have run, and when signing in fails, the form opens
 * instead with address and password filled in, and says why.
 */
export function DemoSignIns({ accounts, password }: DemoSignInsProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { run: signInAs } = useSingleFlight(async (email: string): Promise<Outcome> => {
    setChosen(email);
    const error = await signIn({ email, password }).catch(() => "unreachable");
    // A full load, so that nothing of the guest's page survives.
    window.location.assign(error === null ? "/account" : `/login?${new URLSearchParams({ demo: email })}`);
    return "leave";
  });

  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
      {accounts.map(({ email, name, text, label }) => (
        <li key={email} className="grid">
          <form
            action="/login"
            className="grid"
            onSubmit={(event) => {
              event.preventDefault();
              void signInAs(email);
            }}
          >
            <input type="hidden" name="demo" value={email} />
            <button
              type="submit"
              aria-disabled={chosen !== null || undefined}
              className="group relative flex min-h-22 items-center max-[15rem]:flex-wrap gap-4 rounded-control border border-line bg-canvas p-4 text-start transition-colors hover:border-primary aria-disabled:cursor-progress lg:flex-col lg:items-start lg:gap-3"
            >
              <Avatar src={null} name={name} size="medium" />
              <span className="min-w-0 flex-1">
                <span className="sr-only">{label}: </span>
                <span aria-hidden className="block font-bold">
                  <bdi>{name}</bdi>
                </span>
                <span className="mt-0.5 block text-xs text-ink-soft">{text}</span>
              </span>
              {chosen === email ? (
                <LoaderCircle
                  aria-hidden
                  className="size-5 shrink-0 animate-spin text-primary lg:absolute lg:end-4 lg:top-4"
                />
              ) : (
                <ArrowRight
                  aria-hidden
                  className="mirror-rtl size-5 shrink-0 text-ink-soft group-hover:text-primary lg:absolute lg:end-4 lg:top-4"
                />
              )}
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}

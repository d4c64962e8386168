import { useEffect, useRef, useState } from "react";
import type { ProfileResponse } from "@/lib/profile/schema";
import { CONSENTS, type Consent } from "./queries";

/** Gives the answers that were pressed before the scripts had run, which nobody was there to hear. */
export function useEarlyAnswers(profile: ProfileResponse, choose: (name: Consent, value: boolean) => void): void {
  const [early] = useState(() => CONSENTS.map((name) => ({ name, value: answerInDocument(name) })));
  const give = useRef(() => {
    for (const { name, value } of early) if (value !== null && value !== profile[name]) choose(name, value);
  });
  useEffect(() => {
    give.current();
    give.current = () => undefined;
  }, []);
}

/** What the server's markup holds by now; null where nothing is pressed, or this page was not rendered by the server. */
function answerInDocument(name: Consent): boolean | null {
  if (typeof document === "undefined") return null;
  const pressed = document.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`);
  return pressed && pressed.value === "true";
}

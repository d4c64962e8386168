import { useState } from "react";

/** What a dialog asks about; null while it is closed. */
export function useDialogSubject<Subject>() {
  const [subject, ask] = useState<Subject | null>(null);
  return {
    subject,
    ask,
    close: () => ask(null),
    /** Closes it once a subject is done with, unless it asks about another by then. */
    settle: (done: Subject | null) => ask((asked) => (asked === done ? null : asked)),
  };
}

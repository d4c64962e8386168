"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";

/** Starts the animations inside once more. */
export function Replay({ children }: { children: ReactNode }) {
  const [round, setRound] = useState(0);
  return (
    <>
      <div key={round}>{children}</div>
      <Button look="secondary" lang="en" className="mt-4" onClick={() => setRound(round + 1)}>
        Play again
      </Button>
    </>
  );
}

"use client";

import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

/** Shows a toast in the look of the frame around it. */
export function ToastSpecimen({ button, text }: { button: string; text: string }) {
  const toast = useToast();
  return (
    <Button look="secondary" onClick={() => toast(text)}>
      {button}
    </Button>
  );
}

import type { ComponentProps } from "react";
import { Form } from "./form";
import { LeaveGuard } from "./leave-guard";

/** A form that asks before it is left with unsaved changes. */
export function GuardedForm({ children, ...form }: ComponentProps<typeof Form>) {
  return (
    <Form {...form}>
      {children}
      <LeaveGuard active={form.submission.isUnsaved} />
    </Form>
  );
}

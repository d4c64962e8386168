import { Unlink } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type DeadLinkProps = { title: string; text: string; action: { href: string; text: string } };

/** What a mailed link leads to that no longer works, with the way on. */
export function DeadLink({ title, text, action }: DeadLinkProps) {
  return (
    <EmptyState
      icon={Unlink}
      title={title}
      level={1}
      actions={<ButtonLink href={action.href}>{action.text}</ButtonLink>}
    >
      {text}
    </EmptyState>
  );
}

import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";

/** Ways on for those whose own address turned out to be taken: by the account that they have. */
export function TakenAddress({ next }: { next: string }) {
  const t = useTranslations("registration");
  return (
    <p className="text-sm text-ink-soft">
      {t.rich("taken", {
        signIn: (text) => <TextLink href={`/login?${new URLSearchParams({ next })}`}>{text}</TextLink>,
        reset: (text) => <TextLink href="/reset">{text}</TextLink>,
      })}
    </p>
  );
}

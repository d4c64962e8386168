import { useTranslations } from "next-intl";
import { type ReactNode, type Ref, useId } from "react";
import { Button } from "@/components/ui/button";

type ContactRowProps = {
  icon: ReactNode;
  title: string;
  /** Null for none. */
  value: string | null;
  badge?: ReactNode;
  /** Whether its form is open below. */
  isOpen: boolean;
  actionLabel: string;
  button: Ref<HTMLButtonElement>;
  onOpen: () => void;
  /** The form, or the state of a change. */
  children: ReactNode;
};

/** An address or number, and its change in the same place. */
export function ContactRow(props: ContactRowProps) {
  const { icon, title, value, badge, isOpen, actionLabel, button, onOpen, children } = props;
  const t = useTranslations("profile.contact");
  const none = useTranslations("common")("none");
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="grid gap-4 py-5 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <div className="flex min-w-0 grow basis-44 items-center gap-3">
          <span className="grid size-11 shrink-0 max-sm:hidden place-items-center rounded-full bg-primary-soft text-on-primary-soft [&_svg]:size-5">
            {icon}
          </span>
          <div className="min-w-0">
            <h3 id={titleId} className="text-sm font-normal tracking-normal text-ink-soft">
              {title}
            </h3>
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <p className="min-w-0 font-semibold">
                {value === null ? (
                  none
                ) : (
                  <bdi dir="ltr" className="wrap-anywhere">
                    <Breakable>{value}</Breakable>
                  </bdi>
                )}
              </p>
              {badge}
            </div>
          </div>
        </div>
        {!isOpen && (
          <Button ref={button} look="secondary" aria-label={actionLabel} onClick={onOpen}>
            {t(value === null ? "add" : "change")}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}

/** A long address breaks before its @ rather than anywhere. */
function Breakable({ children: text }: { children: string }) {
  const at = text.lastIndexOf("@");
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}

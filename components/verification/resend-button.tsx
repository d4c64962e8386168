import { useTranslations } from "next-intl";
import { type Ref, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { clockText } from "./server-clock";

type ResendButtonProps = {
  ref: Ref<HTMLButtonElement>;
  look: "primary" | "secondary";
  /** Until it can be pressed. */
  seconds: number;
  pending: boolean;
  /** Whether another code is on its way. */
  isResent: boolean;
  onResend: () => void;
};

/** Requests another code after a pause. Announces the pause's end, not its seconds. */
export function ResendButton({ ref, look, seconds, pending, isResent, onResend }: ResendButtonProps) {
  const t = useTranslations("verification");
  const isWaiting = seconds > 0;
  const [hasWaited, setHasWaited] = useState(false);
  useEffect(() => {
    if (isWaiting) setHasWaited(true);
  }, [isWaiting]);
  return (
    <div>
      <Button
        ref={ref}
        look={look}
        pending={pending}
        aria-disabled={isWaiting || pending || undefined}
        onClick={() => {
          if (!isWaiting) onResend();
        }}
        className={`min-h-12 w-full ${isWaiting ? "aria-disabled:cursor-not-allowed" : ""}`}
      >
        {isWaiting ? (
          <span>
            {t.rich("resendIn", {
              time: () => (
                <bdi dir="ltr" className="tabular-nums">
                  {clockText(seconds)}
                </bdi>
              ),
            })}
          </span>
        ) : (
          t("resend")
        )}
      </Button>
      <p role="status" className={isWaiting ? "mt-2 text-center text-sm empty:mt-0" : "sr-only"}>
        {isWaiting ? isResent && t("resent") : hasWaited && t("resendReady")}
      </p>
    </div>
  );
}

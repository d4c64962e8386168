import { useEffect, useRef } from "react";

/** WebOTP (WICG), which TypeScript's DOM does not know yet. */
type OtpRequest = CredentialRequestOptions & { otp: { transport: ["sms"] } };

/**
 * Takes the code from the message itself where the browser offers that (WebOTP); elsewhere autofill and typing remain.
 *
 * @param active while a code is awaited
 */
export function useWebOtp(active: boolean, onCode: (code: string) => void): void {
  const receive = useRef(onCode);
  useEffect(() => {
    receive.current = onCode;
  });
  useEffect(() => {
    if (!active || !("OTPCredential" in window)) return;
    const controller = new AbortController();
    const request: OtpRequest = { otp: { transport: ["sms"] }, signal: controller.signal };
    navigator.credentials.get(request).then(
      (credential) => {
        if (credential && "code" in credential && typeof credential.code === "string") receive.current(credential.code);
      },
      // Declined, timed out or left: the field is still there.
      () => undefined,
    );
    return () => controller.abort();
  }, [active]);
}

import { useEffect, useRef } from "react";

/** WebOTP (WICG), missing from TypeScript's DOM. */
type OtpRequest = CredentialRequestOptions & { otp: { transport: ["sms"] } };

/** Takes the code from the SMS where the browser supports WebOTP. @param active while a code is awaited */
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
      // Declined or timed out: the field remains.
      () => undefined,
    );
    return () => controller.abort();
  }, [active]);
}

import { loadPage } from "@/components/forms/intentional-navigation";

/* Tells a browser's tabs who is signed in. */

/** Where people arrive who have signed out. */
export const SIGNED_OUT_PATH = "/login?signed_out=1";

/** One per page, since a channel does not hear itself. */
let channel: BroadcastChannel | undefined;

function openChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel("session");
  return channel;
}

/** Tells the other tabs. @param customer null for a guest */
export function announceSession(customer: number | null): void {
  openChannel().postMessage(customer);
}

/** Hears of the other tabs' sessions. @returns unsubscribes */
export function onSessionAnnounced(listener: (customer: number | null) => void): () => void {
  const hear = ({ data }: MessageEvent<number | null>) => listener(data);
  const opened = openChannel();
  opened.addEventListener("message", hear);
  return () => opened.removeEventListener("message", hear);
}

/** Leaves the account, whose session has just been ended, in every tab. The full load drops this page's memory. */
export function leaveSignedOut(path: string, options?: { replace: boolean }): void {
  announceSession(null);
  loadPage(path, options);
}

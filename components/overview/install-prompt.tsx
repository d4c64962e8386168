"use client";

import { useEffect } from "react";
import { readCookie } from "@/components/layout/display-cookies";

/** Remembers on this device that the offer was answered. */
export const INSTALL_COOKIE = "install_offer";

/** W3C Manifest Incubations, which TypeScript does not know. */
type InstallPromptEvent = Event & { prompt(): Promise<unknown> };

let held: InstallPromptEvent | null = null;
const listeners = new Set<() => void>();

/** Holds the browser's own offer, which comes once and soon, until ours has loaded. */
export function InstallPromptKeeper() {
  useEffect(() => {
    const keep = (event: Event) => {
      if (readCookie(INSTALL_COOKIE)) return;
      event.preventDefault();
      held = event as InstallPromptEvent;
      for (const notify of listeners) notify();
    };
    window.addEventListener("beforeinstallprompt", keep);
    return () => window.removeEventListener("beforeinstallprompt", keep);
  }, []);
  return null;
}

/** What the browser would ask with; null when it does not. */
export function heldPrompt(): InstallPromptEvent | null {
  return held;
}

/** @returns unsubscribes */
export function onPromptHeld(notify: () => void): () => void {
  listeners.add(notify);
  return () => void listeners.delete(notify);
}

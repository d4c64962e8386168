import { plainlyClicked } from "./plain-click";

/*
 * Tells when somebody first turns to the page, by pointer, finger or key. What only then is needed (on-touch.tsx) loads
 * then, and until it is there, what they press is held and pressed again.
 */

/** Until when a page nobody touches stays as the server wrote it: its times and points age. */
const LATEST_MS = 30_000;
/** The same for one that counts down. */
const TIMER_LATEST_MS = 2000;
/** What did not come is asked for again. */
const AGAIN_MS = 2000;

/** Marks what is still the server's markup. */
export const WAITING = "data-waiting";

let begin: () => void = () => undefined;
const begun = new Promise<void>((resolve) => {
  begin = resolve;
});

/** Resolves at the first touch; on the server, at once. */
export function whenTouched(): Promise<void> {
  return typeof window === "undefined" ? Promise.resolve() : begun;
}

/** Loads a part of the page, however long the network takes to be there. */
export async function loadAtLast<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        if (navigator.onLine) setTimeout(resolve, AGAIN_MS);
        else window.addEventListener("online", resolve, { once: true });
      });
    }
  }
}

/** What was pressed, and the fields in which something was chosen, while nothing heard of it. */
let held: HTMLElement | null = null;
const chosen = new Set<HTMLElement>();

/** Says that a part has come to life; once all have, they hear of what was done meanwhile. */
export function comeAlive(part: HTMLElement | null): void {
  part?.removeAttribute(WAITING);
  if (document.querySelector(`[${WAITING}]`)) return;
  for (const field of chosen) field.dispatchEvent(new Event("change", { bubbles: true }));
  chosen.clear();
  const pressed = held;
  held = null;
  if (!pressed) return;
  for (const animation of pressed.getAnimations()) animation.cancel();
  pressed.click();
}

/** Of what is typed or ticked, forms learn by themselves (pre-hydration-input.ts). */
function keepChoice({ target }: Event): void {
  if (target instanceof HTMLElement && target.matches(`[${WAITING}] :is(select, [type=file])`)) chosen.add(target);
}

/** Other links are followed by page-links.tsx, forms are held themselves (pre-hydration-submit.tsx), and fields are read. */
const PRESSABLE = "a:not([data-page]), button:not([type=submit])";

/** Holds what would do nothing yet, or less than it should. */
function hold(event: MouseEvent): void {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>(PRESSABLE) : null;
  if (!pressed?.closest(`[${WAITING}]`)) return;
  // Offline, the notice says why a link leads nowhere.
  if (pressed instanceof HTMLAnchorElement && !(navigator.onLine && plainlyClicked(event))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (held === pressed) return;
  held = pressed;
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  pressed.animate(
    { opacity: isStill ? [0.6, 0.6] : [1, 0.5, 1] },
    { duration: 1200, iterations: Number.POSITIVE_INFINITY },
  );
  begin();
}

/** Whether the page has something to do before anybody touches it. */
function cannotWait(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  const isBack = navigation instanceof PerformanceNavigationTiming && navigation.type === "back_forward";
  return isBack || window.location.hash !== "" || hasDrafts() || showsAnotherClock();
}

function hasDrafts(): boolean {
  try {
    return Object.keys(window.sessionStorage).some((key) => key.startsWith("form-draft:"));
  } catch {
    return false;
  }
}

/** Whether times are written in another zone than the browser's, or in none. */
function showsAnotherClock(): boolean {
  const times = document.querySelectorAll<HTMLTimeElement>(`[${WAITING}] time`);
  return [...times].some(({ dataset, dateTime }) => dataset.offset !== String(new Date(dateTime).getTimezoneOffset()));
}

function onSign(event: Event): void {
  // A focus that the page itself sets is nobody's, and a mouse that rests only hears that the page has come.
  if (event.type === "focusin" && navigator.userActivation?.hasBeenActive === false) return;
  if (event.type === "pointermove" && event instanceof MouseEvent && !event.movementX && !event.movementY) return;
  begin();
}

/** Begins to listen. @returns ends that */
export function awaitTouch(): () => void {
  const over = new AbortController();
  const options = { capture: true, passive: true, signal: over.signal };
  for (const sign of ["pointermove", "pointerdown", "keydown", "focusin", "input", "popstate"]) {
    window.addEventListener(sign, onSign, options);
  }
  window.addEventListener("click", hold, { capture: true, signal: over.signal });
  window.addEventListener("change", keepChoice, options);
  if (navigator.userActivation?.hasBeenActive) begin();
  // Once all of the page has been streamed.
  const check = () => cannotWait() && begin();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", check, { signal: over.signal });
  else check();
  const countsDown = document.querySelector(`[${WAITING}] [role=timer]`) !== null;
  const latest = setTimeout(begin, countsDown ? TIMER_LATEST_MS : LATEST_MS);
  return () => {
    over.abort();
    clearTimeout(latest);
  };
}

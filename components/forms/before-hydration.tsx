/*
 * What people do before React has taken the page over is held, with its button pulsing (or paler, for reduced motion),
 * and done then.
 */
const PULSE = `function pulse(button) {
  var shades = matchMedia("(prefers-reduced-motion: reduce)").matches ? [0.6, 0.6] : [1, 0.5, 1];
  return button.animate({ opacity: shades }, { duration: 1200, iterations: Infinity });
}`;

/*
 * A form would be posted by the browser to a page that does not handle it, and lose its input. It is submitted again until
 * React, which listens before the window, takes it.
 */
const HOLD_SUBMISSIONS = `addEventListener("submit", function (event) {
  var form = event.target, button = event.submitter, held = form.held;
  if (event.defaultPrevented) {
    if (held) held.cancel();
    form.held = null;
  } else if (form.method === "post" && !form.hasAttribute("action")) {
    event.preventDefault();
    if (!held && button) form.held = pulse(button);
    clearTimeout(form.again);
    form.again = setTimeout(function () {
      if (form.isConnected) form.requestSubmit(button);
    }, 300);
  }
});`;

/* Of other buttons the last press would do nothing. One that is under way has made React hydrate, and gets there. */
const HOLD_PRESSES = `var press, pressed, held;
function hold(event) {
  var button = event.target.closest("button[type=button]");
  if (!button || button.disabled) return;
  if (held) held.cancel();
  press = event;
  pressed = button;
  held = pulse(button);
}
addEventListener("click", hold, true);
addEventListener("hydrated", function () {
  removeEventListener("click", hold, true);
  if (held) held.cancel();
  if (press && press.eventPhase === Event.NONE && pressed.isConnected) pressed.click();
}, { once: true });`;

const HOLD = `(function () {${PULSE}${HOLD_SUBMISSIONS}${HOLD_PRESSES}})();`;

/** Holds submissions and presses that come before hydration. */
export function BeforeHydration({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and as a child its quotes would be escaped
      dangerouslySetInnerHTML={{ __html: HOLD }}
    />
  );
}

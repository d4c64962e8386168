/*
 * A form submitted before hydration would be posted by the browser to a page that does not handle it, and lose its
 * input. So it is held, with its button pulsing (or paler, for reduced motion), and resubmitted until React, which
 * listens before the window, takes it.
 */
const HOLD = `addEventListener("submit", function (event) {
  var form = event.target, button = event.submitter, held = form.held;
  if (event.defaultPrevented) {
    if (held) held.cancel();
    form.held = null;
  } else if (form.method === "post" && !form.hasAttribute("action")) {
    event.preventDefault();
    var shades = matchMedia("(prefers-reduced-motion: reduce)").matches ? [0.6, 0.6] : [1, 0.5, 1];
    if (!held && button) form.held = button.animate({ opacity: shades }, { duration: 1200, iterations: Infinity });
    clearTimeout(form.again);
    form.again = setTimeout(function () {
      if (form.isConnected) form.requestSubmit(button);
    }, 300);
  }
});`;

/** Holds forms that are submitted before hydration. */
export function EarlySubmit({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and as a child its quotes would be escaped
      dangerouslySetInnerHTML={{ __html: HOLD }}
    />
  );
}

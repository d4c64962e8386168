/*
 * A form that is sent off before the scripts have come would be posted by the browser itself, to a page that knows
 * nothing of it: what was typed would be gone. So it is held, its button breathes, or is paler where no motion is wanted,
 * and it is sent off again until React, which listens before the window does, takes it.
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

/** Keeps forms from being posted by the browser before the page's scripts have come. */
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

/* Places on the loyalty page that are linked to or focused. */

/** The heading of what is there instead of a card. */
export const NO_CARD_ID = "loyalty-none";

/** The points' heading, focused once they have loaded after all. */
export const POINTS_ID = "loyalty-points";

/** The hash that opens the card for scanning at the checkout. */
export const CHECKOUT_HASH = "till";

/** A link straight to the codes, also for a phone's home screen. */
export const CHECKOUT_PATH = `/account/loyalty#${CHECKOUT_HASH}`;

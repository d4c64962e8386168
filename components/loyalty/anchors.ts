/* Places on the loyalty page that are linked to, or take the focus. */

/** The heading of the invitation: takes the focus of somebody who has just given up the card. */
export const NO_CARD_ID = "loyalty-none";

/** The heading of the points: takes the focus when they are there after all. */
export const POINTS_ID = "loyalty-points";

/** The hash that opens the card for the checkout. */
export const CHECKOUT_HASH = "till";

/** Straight to the codes: for links, and for a place on the phone's home screen. */
export const CHECKOUT_PATH = `/account/loyalty#${CHECKOUT_HASH}`;

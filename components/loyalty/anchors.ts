/* Places of the loyalty pages that are linked to or focused. */

/** The heading of what is there instead of a card. */
export const NO_CARD_ID = "loyalty-none";

/** The points' heading, focused once they have loaded after all. */
export const POINTS_ID = "loyalty-points";

/** The codes for the checkout, on a page of their own; public/till-worker.js knows it too. */
export const TILL_PATH = "/account/loyalty/till";

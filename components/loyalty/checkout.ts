/** The hash that opens the card for the till. */
export const TILL_HASH = "till";

/** Straight to the codes: for links, and for a place on the phone's home screen. */
export const TILL_PATH = `/account/loyalty#${TILL_HASH}`;

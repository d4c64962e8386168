/** The heading of the invitation: it takes the focus of somebody who has just given up the card. */
export const NO_CARD_ID = "loyalty-none";

/** Under which the sign-in form leaves the address for the form that asks for the mail with the link. */
export const RESET_DRAFT = "reset-request";

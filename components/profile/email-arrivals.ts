/** What can have become of the mailed link of an e-mail change, as the address it leads to says: `?email=changed`. */
export const EMAIL_ARRIVALS = ["changed", "expired", "taken"] as const;

export type EmailArrival = (typeof EMAIL_ARRIVALS)[number];

import { asciiDomain, visibleAddress } from "@/lib/contact/schema";

/** The form in which email addresses are compared: no second account by letter case, or by the domain's spelling. */
export function canonicalEmail(written: string): string {
  const address = visibleAddress(written);
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  return address.slice(0, at + 1).toLowerCase() + (asciiDomain(domain) ?? domain.toLowerCase());
}

/** An address as its owner recognises it and nobody else learns it: `j•••@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${[...email][0] ?? ""}•••${email.slice(at)}`;
}

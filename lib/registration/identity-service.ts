import type { IdentityAccount } from "@/lib/auth/identity-store";
import { canonicalEmail } from "@/lib/contact/email-rules";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import type { RequestContext } from "@/lib/platform/request-context";
import { NAME_MAX, personName } from "@/lib/profile/schema";
import { newCustomer, registrationMarks } from "@/lib/registration/service";
import { insertCustomer } from "@/lib/registration/store";
import { recordEvents } from "@/lib/webhooks/event-service";

/**
 * Makes the account of somebody whose address another system has proved, and who has accepted the terms. It has neither
 * password nor phone, and no consents: nobody was asked.
 */
export async function insertProvedCustomer(
  transaction: DbTransaction,
  deps: Deps,
  { firstName, lastName, email }: { firstName: string; lastName: string; email: string },
  context: RequestContext,
): Promise<IdentityAccount> {
  const emailCanonical = canonicalEmail(email);
  const customer = await insertCustomer(transaction, {
    ...newCustomer(deps, context.language),
    ...{ email, emailCanonical, verifiedEmail: emailCanonical },
    ...{ firstName: nameOrNone(firstName), lastName: nameOrNone(lastName) },
    attributes: registrationMarks(deps, context, true),
  });
  await recordEvents(transaction, deps, customer.id, [
    { type: "customer.created", data: {} },
    { type: "customer.contact_proved", data: { contact: "email" } },
  ]);
  return customer;
}

/** What no profile would take is left for its owner to fill in. */
function nameOrNone(name: string): string {
  return personName(NAME_MAX).safeParse(name).data ?? "";
}

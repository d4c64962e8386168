import { expect, test } from "vitest";
import type { MovingCustomer } from "@/lib/import/rules";
import { TakenKeys } from "@/lib/import/taken-keys-rules";

const customerOf = (number: number) => {
  const email = `shopper${number}@example.com`;
  const columns = {
    phoneCanonical: `+90532${number}`,
    emailCanonical: email,
    verifiedEmail: number % 2 === 0 ? email : null,
    usernameCanonical: `shopper${number}`,
  };
  return { externalId: `C${number}`, columns, account: { accountNumber: `M${number}` } } as MovingCustomer;
};

test("each of many customers is known again, and nobody is taken for another", () => {
  const taken = new TakenKeys();
  const customers = Array.from({ length: 20_000 }, (_, number) => customerOf(number));
  const takenForAnother = customers.filter((customer) => {
    const isTaken = taken.hasMovedIn(customer.externalId) || taken.problemsOf(customer).length > 0;
    taken.add(customer);
    return isTaken;
  });
  expect(takenForAnother).toEqual([]);
  // An address that nobody has proved is free.
  const isKnown = (customer: MovingCustomer) =>
    taken.hasMovedIn(customer.externalId) &&
    taken.problemsOf(customer).length === (customer.columns.verifiedEmail === null ? 3 : 4);
  expect(customers.filter((customer) => !isKnown(customer))).toEqual([]);
});

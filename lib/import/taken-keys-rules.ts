import { hash } from "node:crypto";
import type { MovingCustomer } from "@/lib/import/rules";
import type { RowProblem } from "@/lib/import/schema";

type Kind = "external_id" | "phone" | "email" | "username" | "account";

/**
 * What nobody else may have: each as a number of 52 bits, since a dry run keeps those of the whole file. In
 * hundreds of files of a million rows chance alone refuses one of them.
 */
export class TakenKeys {
  readonly #keys = new Fingerprints();

  /** Whether an earlier row is of the same customer. */
  hasMovedIn(externalId: string): boolean {
    return this.#has("external_id", externalId);
  }

  /** What the customer brings that another has: a number, or an address that is proved, or that they have proved. */
  problemsOf({ columns, account }: MovingCustomer): RowProblem[] {
    const { phoneCanonical: phone, emailCanonical: email, usernameCanonical: username } = columns;
    return [
      ...(this.#has("phone", phone) ? [{ field: "phone", reason: "phone_taken" }] : []),
      ...(this.#has("email", email) ? [{ field: "email", reason: "email_taken" }] : []),
      ...(this.#has("username", username) ? [{ field: "username", reason: "username_taken" }] : []),
      ...(this.#has("account", account?.accountNumber ?? null)
        ? [{ field: "loyalty_account", reason: "account_taken" }]
        : []),
    ];
  }

  add({ externalId, columns, account }: MovingCustomer): void {
    this.#add("external_id", externalId);
    this.addColumns({
      phone: columns.phoneCanonical,
      email: columns.verifiedEmail,
      username: columns.usernameCanonical,
    });
    if (account) this.addAccount(account.accountNumber);
  }

  /** @param columns in canonical form, the address a proved one */
  addColumns({ phone, email, username }: { phone: string | null; email: string | null; username: string }): void {
    if (phone !== null) this.#add("phone", phone);
    if (email !== null) this.#add("email", email);
    this.#add("username", username);
  }

  addAccount(accountNumber: string): void {
    this.#add("account", accountNumber);
  }

  #add(kind: Kind, key: string): void {
    this.#keys.add(fingerprint(kind, key));
  }

  #has(kind: Kind, key: string | null): boolean {
    return key !== null && this.#keys.has(fingerprint(kind, key));
  }
}

/** Not 0, which is an empty slot. */
function fingerprint(kind: Kind, key: string): number {
  return Number.parseInt(hash("sha256", `${kind}\n${key}`).slice(0, 13), 16) + 1;
}

const PARTS = 64;
const FIRST_SLOTS = 16;
const FULLEST = 0.75;
const GROWTH = 1.25;

/** Numbers of which each takes a dozen bytes, a quarter of what it takes in a Set. They are spread evenly as they come. */
class Fingerprints {
  /** Each grows for itself, so that copying takes no room worth mentioning. */
  readonly #parts = Array.from({ length: PARTS }, () => ({ slots: new Float64Array(FIRST_SLOTS), size: 0 }));

  has(number: number): boolean {
    const { slots } = this.#partOf(number);
    return slots[slotOf(slots, number)] === number;
  }

  add(number: number): void {
    const part = this.#partOf(number);
    const slot = slotOf(part.slots, number);
    if (part.slots[slot] === number) return;
    part.slots[slot] = number;
    part.size++;
    if (part.size > part.slots.length * FULLEST) part.slots = copyOf(part.slots, Math.ceil(part.slots.length * GROWTH));
  }

  #partOf(number: number) {
    return this.#parts[number % PARTS] as { slots: Float64Array; size: number };
  }
}

/** Where the number is, or would be. */
function slotOf(slots: Float64Array, number: number): number {
  let slot = Math.floor(number / PARTS) % slots.length;
  while (slots[slot] !== 0 && slots[slot] !== number) slot = (slot + 1) % slots.length;
  return slot;
}

function copyOf(slots: Float64Array, length: number): Float64Array {
  const copy = new Float64Array(length);
  for (const number of slots) if (number !== 0) copy[slotOf(copy, number)] = number;
  return copy;
}

import { createHash } from "node:crypto";
import type { MovingCustomer } from "@/lib/import/rules";
import type { RowProblem } from "@/lib/import/schema";

type Kind = "external_id" | "phone" | "email" | "username" | "account";

const SETS = 64;

/**
 * What nobody else may have: each as a number of 48 bits, since a dry run keeps those of the whole file. In a file of a
 * million rows chance alone refuses none.
 */
export class TakenKeys {
  /** Many sets, since one takes no more than 16 million. */
  readonly #keys = Array.from({ length: SETS }, () => new Set<number>());

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
    const number = fingerprint(kind, key);
    this.#keys[number % SETS]?.add(number);
  }

  #has(kind: Kind, key: string | null): boolean {
    if (key === null) return false;
    const number = fingerprint(kind, key);
    return this.#keys[number % SETS]?.has(number) ?? false;
  }
}

function fingerprint(kind: Kind, key: string): number {
  return createHash("sha256").update(`${kind}\n${key}`).digest().readUIntBE(0, 6);
}

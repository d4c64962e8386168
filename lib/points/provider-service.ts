import {
  type LedgerEntry,
  type LoyaltyAccount,
  type LoyaltyMember,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { dateText } from "@/lib/platform/dates";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { readHoldings } from "@/lib/points/holdings-store";
import { ID_MAX, insertFirstEntries, type LedgerLine, readLines } from "@/lib/points/ledger-store";
import { balanceOf, comparablePhone, defaultExpiry, newAccountNumber } from "@/lib/points/rules";
import {
  findMember,
  findMemberByCreationKey,
  findMembers,
  insertMember,
  insertMembers,
  type MemberColumns,
  type MemberRow,
  updateMember,
} from "@/lib/points/store";

export type EmbeddedLoyaltySettings = {
  db: Db;
  /** ISO 3166-1 alpha-2, for phones without a country code. */
  region: string;
  /** What a new member gets; they expire as earned points do. */
  welcomePoints: number;
  now: () => Date;
};

/** Chance alone gives a number that is taken once in many years. */
const ACCOUNT_NUMBER_ATTEMPTS = 5;

/** For shops that have no programme of their own: members and points in two tables of this database. */
export function embeddedLoyalty({ db, region, welcomePoints, now }: EmbeddedLoyaltySettings): LoyaltyProvider {
  async function create(member: LoyaltyMember, creationKey: string): Promise<LoyaltyAccount> {
    const columns = columnsOf(member, region);
    for (let attempt = 0; attempt < ACCOUNT_NUMBER_ATTEMPTS; attempt++) {
      const at = now();
      const welcome = { points: welcomePoints, at, expiresAt: defaultExpiry(at, null) };
      await insertMember(db, { ...columns, accountNumber: newAccountNumber(), creationKey }, welcome);
      const made = await findMemberByCreationKey(db, creationKey);
      if (made) return accountOf(made);
    }
    throw new Error("No account number was free.");
  }

  async function idOf(accountNumber: string): Promise<bigint> {
    return ((await findMember(db, accountNumber)) ?? refuse("no such account")).id;
  }

  return {
    name: "embedded",
    search: ({ phone, email }, { signal }) =>
      within(signal, async () => {
        const wanted = { phone: phone && comparablePhone(phone, region), email: email && canonicalEmail(email) };
        return (await findMembers(db, wanted)).map(accountOf);
      }),
    create: (member, { key, signal }) => within(signal, () => create(member, key)),
    read: (accountNumber, { signal }) =>
      within(signal, async () => {
        const member = await findMember(db, accountNumber);
        return member && accountOf(member);
      }),
    update: (accountNumber, member, { signal }) =>
      within(signal, async () => {
        const changed = await updateMember(db, accountNumber, columnsOf(member, region));
        return accountOf(changed ?? refuse("no such account"));
      }),
    balance: (accountNumber, { signal }) =>
      within(signal, async () => balanceOf(await readHoldings({ db, now }, await idOf(accountNumber)))),
    ledger: (accountNumber, { before, limit }, { signal }) =>
      within(signal, async () => {
        const place = before === null ? null : placeOf(before);
        // One more tells whether there is a next page.
        const lines = await readLines({ db, now }, await idOf(accountNumber), { before: place, limit: limit + 1 });
        const entries = lines.slice(0, limit).map(toLedgerEntry);
        return { entries, next: lines.length > limit ? (entries.at(-1)?.id ?? null) : null };
      }),
    deactivate: (accountNumber, { signal }) =>
      within(signal, async () => {
        await updateMember(db, accountNumber, { isActive: false });
      }),
    reopen: (accountNumber, { signal }) =>
      within(signal, async () => (await updateMember(db, accountNumber, { isActive: true })) !== null),
    /** Its tables are ours: whoever is forgotten in the store must not live on in them. */
    erase: (accountNumber, { signal }) =>
      within(signal, async () => {
        await updateMember(db, accountNumber, { ...columnsOf(NOBODY, region), isActive: false });
      }),
  };
}

function accountOf({ id: _id, dateOfBirth, ...account }: MemberRow): LoyaltyAccount {
  return { ...account, dateOfBirth: dateText(dateOfBirth) };
}

/** A member whom another programme had. */
export type FormerMember = {
  member: LoyaltyMember;
  accountNumber: string;
  joinedAt: Date;
  /** What they can spend; they expire as earned points do. */
  points: number;
};

/** Takes members over under their account numbers, which are free, with their points as one entry. */
export async function enrolMembers(
  transaction: DbTransaction,
  { region, now }: Pick<EmbeddedLoyaltySettings, "region" | "now">,
  members: readonly FormerMember[],
): Promise<void> {
  const rows = members.map(({ member, accountNumber, joinedAt }) => {
    return { ...columnsOf(member, region), accountNumber, creationKey: `import:${accountNumber}`, joinedAt };
  });
  const ids = await insertMembers(transaction, rows);
  const at = now();
  const common = { kind: "adjust", description: "", at, expiresAt: defaultExpiry(at, null) } as const;
  const entries = members.flatMap(({ accountNumber, points }) => {
    const memberId = ids.get(accountNumber);
    if (points === 0 || memberId === undefined) return [];
    return [{ ...common, memberId, points, reference: `import:${accountNumber}` }];
  });
  await insertFirstEntries(transaction, entries);
}

/** Named one by one: what else an object carries is not ours to write. */
function columnsOf(member: LoyaltyMember, region: string): MemberColumns {
  const { firstName, lastName, email, gender, dateOfBirth, emailAllowed, smsAllowed, callAllowed } = member;
  const phone = member.phone && comparablePhone(member.phone, region);
  return {
    firstName,
    lastName,
    phone,
    phoneCanonical: phone,
    email,
    emailCanonical: email && canonicalEmail(email),
    gender,
    dateOfBirth: dateOfBirth === null ? null : new Date(`${dateOfBirth}T00:00:00Z`),
    emailAllowed,
    smsAllowed,
    callAllowed,
  };
}

/** What is left of a member who was erased. */
const NOBODY: LoyaltyMember = {
  firstName: "",
  lastName: "",
  phone: null,
  email: null,
  gender: null,
  dateOfBirth: null,
  emailAllowed: null,
  smsAllowed: null,
  callAllowed: null,
};

export function toLedgerEntry(line: LedgerLine): LedgerEntry {
  const { id, kind, points, description, at, availableAt, expiresAt, balance } = line;
  return { id: String(id), kind, points, description, at, availableAt, expiresAt, balance };
}

function placeOf(before: string): number {
  const isPlace = /^\d{1,16}$/.test(before) && Number(before) <= ID_MAX;
  return isPlace ? Number(before) : refuse("no such page");
}

function refuse(reason: string): never {
  throw new LoyaltyRefusedError(reason);
}

/** Gives up at the deadline, as a system elsewhere would be given up; what was begun may still be done. */
async function within<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  let giveUp = () => {};
  const deadline = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new LoyaltyUnavailableError("no answer in time"));
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([deadline, signal.aborted ? deadline : work()]);
  } catch (error) {
    if (error instanceof LoyaltyRefusedError || error instanceof LoyaltyUnavailableError) throw error;
    throw new LoyaltyUnavailableError("its database failed", { cause: error });
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

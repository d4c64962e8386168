import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type LedgerPage,
  type LoyaltyAccount,
  type LoyaltyMember,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { everyProgramme } from "@/lib/testing/contract-programmes";
import { newMember, type OpenProgramme } from "@/lib/testing/loyalty-providers";

/* One contract for every loyalty programme. */

const options = () => ({ signal: AbortSignal.timeout(15_000) });
const write = (key: string = randomUUID()) => ({ ...options(), key });
const page = (limit: number, before: string | null = null) => ({ limit, before });

/** Of the form that each of the programmes gives, and nobody's. */
const NOBODY = ["lmbr_ffffffffffffffffff", "700000000007", "R0000000000", "..", "a/b?c=d#e", ""];

/** Phones are compared, not looked at: programmes write them in their own way. */
function comparable<Member extends LoyaltyMember>(member: Member) {
  return { ...member, phone: member.phone && canonicalPhone(member.phone, "TR") };
}

for (const [name, kind] of Object.entries(everyProgramme())) {
  describe(name, () => {
    let programme: OpenProgramme;
    let provider: LoyaltyProvider;
    beforeEach(async () => {
      programme = await kind.open();
      provider = programme.provider;
    });
    afterEach(() => programme.close());
    afterAll(() => kind.end?.());

    const create = async (member = newMember()): Promise<LoyaltyAccount> => provider.create(member, write());
    const read = (account: LoyaltyAccount) => provider.read(account.accountNumber, options());

    describe("create and read", () => {
      test("keeps all that is known of a member", async () => {
        const member = newMember();
        const account = await create(member);
        expect(account.accountNumber).not.toBe("");
        const expected = { ...member, accountNumber: account.accountNumber, isActive: true };
        expect(comparable(account)).toEqual(expected);
        expect(await read(account).then((found) => found && comparable(found))).toEqual(expected);
      });

      test("keeps a member of whom little is known, and does not make up the rest", async () => {
        const unknown = { gender: null, dateOfBirth: null, emailAllowed: null, smsAllowed: null, callAllowed: null };
        const member = newMember({ lastName: "", phone: null, ...unknown });
        expect(await read(await create(member))).toMatchObject(member);
      });

      test("takes what a shop maps beside that, and what of it has changed", async () => {
        const member = newMember({ attributes: { shoeSize: 43, interests: ["sea", "wind"], hasDog: null } });
        const { attributes: _told, ...own } = member;
        const account = await create(member);
        expect(await read(account).then((found) => found && comparable(found))).toMatchObject(own);
        const changed = { ...own, lastName: "Changed", attributes: { shoeSize: null, hasDog: true } };
        expect(await provider.update(account.accountNumber, changed, write())).toMatchObject({ lastName: "Changed" });
      });

      test.each([
        ["Nguyễn Thị Minh", "Khai"],
        ["محمد", "بن سلمان"],
        ["李", "小龍"],
        ['O\'Brien "Bob" <b>&amp;', "\\ {x} %20 ; Ünal-Çağ 😀"],
      ])("keeps the names %s %s as they are", async (firstName, lastName) => {
        expect(await read(await create(newMember({ firstName, lastName })))).toMatchObject({ firstName, lastName });
      });

      test("tells yes, no and not asked apart", async () => {
        for (const consent of [true, false, null]) {
          const consents = { emailAllowed: consent, smsAllowed: consent, callAllowed: consent };
          expect(await read(await create(newMember(consents)))).toMatchObject(consents);
        }
      });

      test("makes one account for one key, and answers it again without undoing what was changed since", async () => {
        const member = newMember();
        const key = randomUUID();
        const first = await provider.create(member, write(key));
        await provider.update(first.accountNumber, { ...member, firstName: "Fatma" }, write());
        const again = await provider.create(member, write(key));
        expect(again.accountNumber).toBe(first.accountNumber);
        expect(await read(first)).toMatchObject({ firstName: "Fatma" });
        expect(await programme.count(member.email ?? "")).toBe(1);
      });

      test("makes one account of twenty calls at once with one key", async () => {
        const member = newMember();
        const key = randomUUID();
        const accounts = await Promise.all(Array.from({ length: 20 }, () => provider.create(member, write(key))));
        expect(new Set(accounts.map(({ accountNumber }) => accountNumber)).size).toBe(1);
        expect(await programme.count(member.email ?? "")).toBe(1);
      });

      test("makes another account for another key", async () => {
        const member = newMember();
        const [one, two] = [await create(member), await create(member)];
        expect(one.accountNumber).not.toBe(two.accountNumber);
      });

      test("knows no account that nobody has", async () => {
        for (const number of NOBODY) expect(await provider.read(number, options())).toBeNull();
      });
    });

    describe("search", () => {
      const numbersFor = async (phone: string | null, email: string | null) =>
        (await provider.search({ phone, email }, options())).map(({ accountNumber }) => accountNumber);

      test("finds an account by its address, whatever the case of the letters", async () => {
        const member = newMember();
        const { accountNumber } = await create(member);
        expect(await numbersFor(null, member.email)).toEqual([accountNumber]);
        expect(await numbersFor(null, member.email?.toUpperCase() ?? "")).toEqual([accountNumber]);
      });

      if (kind.findsPhones) {
        test("finds an account by its phone, however it is written", async () => {
          const member = newMember();
          const { accountNumber } = await create(member);
          const digits = member.phone?.slice(3) ?? "";
          for (const phone of [member.phone, `0${digits}`, `0090 ${digits.slice(0, 3)} ${digits.slice(3)}`]) {
            const written = phone && canonicalPhone(phone, "TR");
            expect(await numbersFor(written ?? phone, null)).toEqual([accountNumber]);
          }
          const spelled = await create(newMember({ phone: `0 (${digits.slice(0, 3)}) ${digits.slice(3)}` }));
          expect((await numbersFor(member.phone, null)).sort()).toEqual([accountNumber, spelled.accountNumber].sort());
        });
      } else {
        test("finds nobody by phone alone", async () => {
          const member = newMember();
          await create(member);
          expect(await numbersFor(member.phone, null)).toEqual([]);
        });
      }

      test("finds every account that has the phone or the address, once, and closed ones too", async () => {
        const member = newMember();
        const one = await create(member);
        const two = await create({ ...member, phone: newMember().phone });
        await provider.deactivate(two.accountNumber, write());
        const found = await provider.search({ phone: member.phone, email: member.email }, options());
        const states = new Map(found.map(({ accountNumber, isActive }) => [accountNumber, isActive]));
        expect(found).toHaveLength(2);
        expect(states.get(one.accountNumber)).toBe(true);
        expect(states.get(two.accountNumber)).toBe(false);
      });

      test("finds nobody for a stranger's phone and address, or for nothing", async () => {
        await create(newMember({ phone: null }));
        const { phone, email } = newMember();
        expect(await numbersFor(phone, email)).toEqual([]);
        expect(await numbersFor(null, null)).toEqual([]);
      });
    });

    describe("update", () => {
      test("overwrites all that is known of the member, with nothing too", async () => {
        const account = await create();
        const changed = newMember({ firstName: "Zoë", gender: "male", dateOfBirth: "2001-01-01", smsAllowed: null });
        const answer = await provider.update(account.accountNumber, changed, write());
        expect(comparable(answer)).toEqual({ ...changed, accountNumber: account.accountNumber, isActive: true });
        const emptied = newMember({ phone: null, email: null, gender: null, dateOfBirth: null, callAllowed: false });
        await provider.update(account.accountNumber, emptied, write());
        expect(await read(account)).toMatchObject(emptied);
        await provider.update(account.accountNumber, changed, write());
        expect(await read(account).then((found) => found && comparable(found))).toMatchObject(changed);
      });

      test("says the same when it is sent again with its key", async () => {
        const account = await create();
        const changed = newMember();
        const key = randomUUID();
        const first = await provider.update(account.accountNumber, changed, write(key));
        expect(await provider.update(account.accountNumber, changed, write(key))).toEqual(first);
      });

      test("is refused for an account that nobody has", async () => {
        for (const number of NOBODY) {
          await expect(provider.update(number, newMember(), write())).rejects.toBeInstanceOf(LoyaltyRefusedError);
        }
      });
    });

    describe("balance and ledger", () => {
      test("begin with nothing and count what is added", async () => {
        const { accountNumber } = await create();
        expect(await provider.balance(accountNumber, options())).toMatchObject({ points: 0 });
        await programme.addPoints(accountNumber, 120);
        await programme.addPoints(accountNumber, 30);
        expect(await provider.balance(accountNumber, options())).toMatchObject({ points: 150 });
      });

      test("are refused for an account that nobody has", async () => {
        for (const number of NOBODY) {
          await expect(provider.balance(number, options())).rejects.toBeInstanceOf(LoyaltyRefusedError);
        }
      });

      test("list entries newest first, page by page, each with the balance after it", async () => {
        const { accountNumber } = await create();
        for (const points of [10, 20, 30, 40, 50]) await programme.addPoints(accountNumber, points);
        const balances: [points: number, balance: number][] = [];
        const sizes: number[] = [];
        let next: string | null = null;
        do {
          const found: LedgerPage | undefined = await provider.ledger?.(accountNumber, page(2, next), options());
          sizes.push(found?.entries.length ?? 0);
          balances.push(...(found?.entries ?? []).map(({ points, balance }): [number, number] => [points, balance]));
          next = found?.next ?? null;
        } while (next !== null);
        expect(sizes).toEqual([2, 2, 1]);
        expect(balances).toEqual([
          [50, 150],
          [40, 100],
          [30, 60],
          [20, 30],
          [10, 10],
        ]);
      });

      test("have no entries at first", async () => {
        const { accountNumber } = await create();
        expect(await provider.ledger?.(accountNumber, page(10), options())).toEqual({ entries: [], next: null });
      });
    });

    describe("deactivate", () => {
      test("closes the account, again too", async () => {
        const account = await create();
        const key = randomUUID();
        for (const again of [key, key, randomUUID()]) {
          await provider.deactivate(account.accountNumber, write(again));
          expect(await read(account)).toMatchObject({ isActive: false });
        }
      });

      test("leaves other accounts open", async () => {
        const [closed, other] = [await create(), await create()];
        await provider.deactivate(closed.accountNumber, write());
        expect(await read(other)).toMatchObject({ isActive: true });
      });

      test("has nothing against an account that nobody has", async () => {
        for (const number of NOBODY) await provider.deactivate(number, write());
      });
    });

    describe("reopen", () => {
      test("opens a closed account with its points, again too", async () => {
        const account = await create();
        await programme.addPoints(account.accountNumber, 70);
        await provider.deactivate(account.accountNumber, write());
        const key = randomUUID();
        for (const again of [key, key, randomUUID()]) {
          expect(await provider.reopen(account.accountNumber, write(again))).toBe(true);
          expect(await read(account)).toMatchObject({ isActive: true });
        }
        expect(await provider.balance(account.accountNumber, options())).toMatchObject({ points: 70 });
        await provider.deactivate(account.accountNumber, write());
        expect(await read(account)).toMatchObject({ isActive: false });
      });

      test("has no account to open that nobody has", async () => {
        for (const number of NOBODY) {
          const opened = await provider.reopen(number, write()).catch((error: unknown) => error);
          expect(opened === false || opened instanceof LoyaltyRefusedError, number).toBe(true);
        }
      });
    });

    test("is told phones in E.164, however they were typed", async () => {
      const digits = newMember().phone?.slice(3) ?? "";
      const typed = `0 (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;
      const account = await create(newMember({ phone: typed }));
      expect((await read(account))?.phone?.replaceAll(" ", "")).toBe(`+90${digits}`);
      await provider.update(account.accountNumber, newMember({ phone: `0${digits}` }), write());
      expect((await read(account))?.phone?.replaceAll(" ", "")).toBe(`+90${digits}`);
    });

    test("gives up every call at once when its signal is aborted already", async () => {
      const { accountNumber } = await create();
      const signal = AbortSignal.abort();
      const calls: Promise<unknown>[] = [
        provider.search({ phone: "+905320000001", email: "a@example.com" }, { signal }),
        provider.create(newMember(), { signal, key: randomUUID() }),
        provider.read(accountNumber, { signal }),
        provider.update(accountNumber, newMember(), { signal, key: randomUUID() }),
        provider.balance(accountNumber, { signal }),
        provider.ledger?.(accountNumber, page(5), { signal }) ?? Promise.reject(new LoyaltyUnavailableError("none")),
        provider.deactivate(accountNumber, { signal, key: randomUUID() }),
        provider.reopen(accountNumber, { signal, key: randomUUID() }),
      ];
      for (const call of await Promise.allSettled(calls)) {
        expect(call).toMatchObject({ status: "rejected", reason: expect.any(LoyaltyUnavailableError) });
      }
    });
  });
}

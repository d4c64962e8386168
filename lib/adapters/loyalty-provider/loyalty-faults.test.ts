import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type LoyaltyAccount,
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
  type WriteOptions,
} from "@/lib/adapters/loyalty-provider/port";
import type { Fault, FaultName } from "@/lib/testing/faulty-service";
import { newMember, REMOTE_PROGRAMMES, type RemoteProgramme } from "@/lib/testing/loyalty-providers";

/* What a programme elsewhere can do to us, over real HTTP. */

const options = () => ({ signal: AbortSignal.timeout(15_000) });
const write = (key: string = randomUUID()) => ({ ...options(), key });

type Call = (provider: LoyaltyProvider, account: LoyaltyAccount, options: WriteOptions) => Promise<unknown>;

const CALLS = {
  search: (provider, { phone, email }, options) => provider.search({ phone, email }, options),
  create: (provider, _account, options) => provider.create(newMember(), options),
  read: (provider, { accountNumber }, options) => provider.read(accountNumber, options),
  update: (provider, { accountNumber }, options) => provider.update(accountNumber, newMember(), options),
  balance: (provider, { accountNumber }, options) => provider.balance(accountNumber, options),
  ledger: async (provider, { accountNumber }, options) =>
    provider.ledger?.(accountNumber, { before: null, limit: 5 }, options),
  deactivate: (provider, { accountNumber }, options) => provider.deactivate(accountNumber, options),
  reopen: (provider, { accountNumber }, options) => provider.reopen(accountNumber, options),
} satisfies Record<string, Call>;
type CallName = keyof typeof CALLS;
const CALL_NAMES = Object.keys(CALLS) as CallName[];

const ALWAYS_FATAL: FaultName[] = ["garbage", "wrong_type", "too_long", "redirect", "half_body", "lost_response"];
const STATUSES = [401, 403, 407, 408, 425, 429, 500, 502, 503, 504];

/** Their operation whose answer a call is about. */
const OPERATIONS: Record<string, Record<CallName, string>> = {
  http: {
    search: "search",
    create: "create",
    read: "read",
    update: "update",
    balance: "balance",
    ledger: "ledger",
    deactivate: "deactivate",
    reopen: "reopen",
  },
  Voucherify: {
    search: "list-customers",
    create: "createProgramMember",
    read: "getProgramMember",
    update: "update-customer",
    balance: "getProgramMembership",
    ledger: "listCardTransactions",
    deactivate: "deactivateProgramMember",
    reopen: "activateProgramMember",
  },
};

for (const [name, kind] of Object.entries(REMOTE_PROGRAMMES)) {
  describe(name, () => {
    let programme: RemoteProgramme;
    let provider: LoyaltyProvider;
    let account: LoyaltyAccount;
    beforeEach(async () => {
      programme = await kind.open();
      provider = programme.provider;
      account = await provider.create(newMember(), write());
      await programme.addPoints(account.accountNumber, 120);
    });
    afterEach(() => programme.close());

    const operationOf = (call: CallName) => OPERATIONS[name]?.[call] ?? call;
    const make = (call: CallName, given: WriteOptions = write()) => CALLS[call](provider, account, given);
    const expectUnavailable = async (answer: Promise<unknown>) => {
      const error = await answer.then(
        (value) => expect.unreachable(`answered ${inspect(value)}`),
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(LoyaltyUnavailableError);
      expectNoSecrets(error);
    };
    /** Neither message nor cause nor properties may quote a member, a key, an address with a query or a secret. */
    const expectNoSecrets = (error: unknown) => {
      const printed = inspect(error, { depth: 10, showHidden: true }).replaceAll(/^ +at .*$/gm, "");
      for (const secret of [account.email, account.phone?.slice(-4), programme.secret, "Ayşe", "?", "storefront-"]) {
        expect(printed).not.toContain(secret);
      }
    };

    describe.each(CALL_NAMES)("%s", (call) => {
      test.each(ALWAYS_FATAL)("is unavailable, and nothing else, after %s; the next call is well", async (fault) => {
        programme.server.plant({ fault, operation: operationOf(call), times: 1 });
        await expectUnavailable(make(call));
        await make(call);
      });

      test("is unavailable while the programme refuses us, asks for patience or fails, whatever the status", async () => {
        for (const status of STATUSES) {
          programme.server.plant({ fault: "error", status, operation: operationOf(call), times: 1 });
          await expectUnavailable(make(call));
        }
      });

      test("is unavailable when nothing answers there", async () => {
        await programme.close();
        await expectUnavailable(make(call));
      });

      test.each<Fault>([{ fault: "blackhole" }, { fault: "slow", ms: 600_000 }])(
        "ends with its signal when the programme is a $fault",
        async (fault) => {
          programme.server.plant({ ...fault, operation: operationOf(call), times: 1 });
          const deadline = new AbortController();
          const asked = programme.server.arrival(operationOf(call));
          const answer = make(call, { signal: deadline.signal, key: randomUUID() });
          await asked;
          deadline.abort();
          await expectUnavailable(answer);
        },
      );
    });

    test.each<CallName>(["search", "create", "read", "update", "balance", "ledger"])(
      "refuses somebody else's account as the answer to %s",
      async (call) => {
        // By what is asked first, and by what the answer is about.
        programme.server.plant({ fault: "other_account" });
        await expectUnavailable(make(call));
        programme.server.heal();
        programme.server.plant({ fault: "other_account", operation: operationOf(call) });
        await expectUnavailable(make(call));
      },
    );

    test.each<FaultName>(["negative_points", "textual_points", "fractional_points"])(
      "shows no balance of %s",
      async (fault) => {
        programme.server.plant({ fault, times: 1 });
        await expectUnavailable(provider.balance(account.accountNumber, options()));
        expect(await provider.balance(account.accountNumber, options())).toMatchObject({ points: 120 });
      },
    );

    test("adopts the account whose creation lost its response, wherever it was lost", async () => {
      const operations = name === "http" ? ["create"] : ["create-customer", "createProgramMember"];
      for (const operation of operations) {
        const member = newMember();
        const key = randomUUID();
        programme.server.plant({ fault: "lost_response", operation, times: 1 });
        await expectUnavailable(provider.create(member, write(key)));
        const adopted = await provider.create(member, write(key));
        expect(await programme.count(member.email ?? "")).toBe(1);
        expect(await provider.read(adopted.accountNumber, options())).toMatchObject({ email: member.email });
      }
    });

    test("takes a look-up that fails for no answer, never for nobody", async () => {
      for (const status of [404, 410, 400]) {
        programme.server.plant({ fault: "error", status, operation: operationOf("search"), times: 1 });
        await expectUnavailable(make("search"));
      }
      programme.server.plant({ fault: "garbage", operation: operationOf("read"), times: 1 });
      await expectUnavailable(make("read"));
    });

    test("takes the programme's no for a no, without quoting it", async () => {
      for (const [call, status] of [
        ["create", 409],
        ["create", 400],
        ["update", 404],
        ["update", 422],
        ["balance", 404],
      ] as const) {
        programme.server.plant({ fault: "error", status, operation: operationOf(call), times: 1 });
        const error = await make(call).catch((thrown: unknown) => thrown);
        expect(error, `${call} ${status}`).toBeInstanceOf(LoyaltyRefusedError);
        expectNoSecrets(error);
      }
    });

    test("is unavailable with a wrong secret", async () => {
      const stranger = programme.withSecret("guessed");
      await expectUnavailable(stranger.balance(account.accountNumber, options()));
    });
  });
}

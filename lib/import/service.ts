import { insertConsentReceipts } from "@/lib/consents/store";
import { takeAddresses } from "@/lib/credentials/email-service";
import type { Deps } from "@/lib/deps";
import { type ImportSetting, type MovingCustomer, readRow } from "@/lib/import/rules";
import { externalIdOf, importedRowOf, type RowOutcome, type RowProblem, type RowReport } from "@/lib/import/schema";
import { insertMovedIn, readMovedIn } from "@/lib/import/store";
import { TakenKeys } from "@/lib/import/taken-keys-rules";
import { toMovedInEvents, toRowReport } from "@/lib/import/view";
import { memberOfCustomer } from "@/lib/loyalty/rules";
import { insertCards, readTakenAccounts } from "@/lib/loyalty/store";
import { isUniqueViolation } from "@/lib/platform/database/failures";
import { transact } from "@/lib/platform/database/transact";
import { isKnownHash } from "@/lib/platform/password-hash";
import { readAhead } from "@/lib/platform/read-ahead";
import { enrolMembers } from "@/lib/points/provider-service";
import { readTakenAccountNumbers } from "@/lib/points/store";
import { insertCustomers, readTaken } from "@/lib/registration/store";
import { insertMemberships, readSegmentIds } from "@/lib/segments/store";
import { getSetting } from "@/lib/settings/service";
import { recordEventsOfNew } from "@/lib/webhooks/event-service";

/*
 * Customers of another platform move in. Each does so once, under what they were called there: rows of customers who have
 * moved in change nothing, so an import that was interrupted is simply run again, and never takes anything back from a
 * shopper. A batch is one transaction, of as many statements for 500 rows as for one.
 */

/** A row of the file, counted from 1; null values for what could not be read. */
export type SourceRow = { row: number; values: Record<string, unknown> | null };

export type ImportOptions = {
  /** Which platform they come from: the same name there may be somebody else elsewhere. */
  source: string;
  isDryRun: boolean;
  /** Whether other systems hear of each customer. */
  isTold: boolean;
  /** Gets the lines of each batch once it is committed, in the file's order. */
  report: (lines: readonly RowReport[]) => Promise<void>;
};

export type ImportCounts = Record<RowReport["outcome"], number>;

const BATCH = 500;
/** A batch takes a quarter of a second; a busy or distant database longer. */
const TRANSACTION = { maxWait: 30_000, timeout: 60_000 };
/** Somebody registers with the number of a row while its batch is written: it is looked up again. */
const ATTEMPTS = 3;

/** @returns how many rows there were of each outcome */
export async function importCustomers(
  deps: Deps,
  rows: AsyncIterable<SourceRow>,
  { source, isDryRun, isTold, report }: ImportOptions,
): Promise<ImportCounts> {
  const run = {
    source,
    isDryRun,
    isTold,
    setting: await readImportSetting(deps),
    seen: isDryRun ? new TakenKeys() : null,
  };
  const counts: ImportCounts = { imported: 0, unchanged: 0, refused: 0 };
  for await (const batch of readAhead(readBatches(deps, rows, run))) {
    const lines = await importBatch(deps, batch, run);
    for (const { outcome } of lines) counts[outcome] += 1;
    await report(lines);
  }
  return counts;
}

async function readImportSetting(deps: Deps): Promise<ImportSetting> {
  const { env, now } = deps;
  return {
    now: now(),
    region: env.DEFAULT_PHONE_REGION,
    language: env.DEFAULT_LANGUAGE,
    segments: new Set(await readSegmentIds(deps.db)),
    fields: deps.fields,
    schema: importedRowOf(deps.fields),
    programme: (await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE"))?.provider ?? null,
    isKnownHash,
  };
}

async function* batchesOf(rows: AsyncIterable<SourceRow>): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

type Run = Pick<ImportOptions, "source" | "isDryRun" | "isTold"> & {
  setting: ImportSetting;
  /** In a dry run, what earlier batches would have taken; otherwise the database knows. */
  seen: TakenKeys | null;
};

/** What a row says, for itself. */
type ReadRow = { row: number; externalId: string | null; result: "unchanged" | ReturnType<typeof readRow> };

/** Half of the work, and none of the database's: it is done while the database writes the batch before. */
async function* readBatches(
  deps: Deps,
  rows: AsyncIterable<SourceRow>,
  { source, setting }: Run,
): AsyncGenerator<ReadRow[]> {
  for await (const batch of batchesOf(rows)) {
    const ids = batch.flatMap(({ values }) => externalIdOf(values) ?? []);
    const movedIn = await readMovedIn(deps.db, source, ids);
    yield batch.map(({ row, values }): ReadRow => {
      const externalId = externalIdOf(values);
      if (externalId !== null && movedIn.has(externalId)) return { row, externalId, result: "unchanged" };
      return { row, externalId, result: values === null ? UNREADABLE : readRow(values, setting) };
    });
  }
}

async function importBatch(deps: Deps, batch: readonly ReadRow[], run: Run): Promise<RowReport[]> {
  for (let attempt = 1; ; attempt++) {
    const { lines, customers } = await judgeBatch(deps, batch, run);
    try {
      if (!run.isDryRun && customers.length > 0) await writeBatch(deps, customers, run);
      return lines;
    } catch (error) {
      if (attempt === ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}

/** What becomes of each row, and who is to be written. */
async function judgeBatch(
  deps: Deps,
  batch: readonly ReadRow[],
  { source, seen }: Run,
): Promise<{ lines: RowReport[]; customers: MovingCustomer[] }> {
  // Also by the batch before, which was not written yet when this one was read.
  const ids = batch.flatMap(({ externalId }) => externalId ?? []);
  const movedIn = await readMovedIn(deps.db, source, ids);
  const candidates = batch.flatMap(({ result }) =>
    result !== "unchanged" && "customer" in result ? result.customer : [],
  );
  const taken = await readTakenKeys(deps, candidates, seen);
  const customers: MovingCustomer[] = [];
  const lines = batch.map(({ row, externalId, result }): RowReport => {
    const report = (outcome: RowOutcome) => toRowReport(row, externalId, outcome);
    const hasMovedIn = externalId !== null && (movedIn.has(externalId) || taken.hasMovedIn(externalId));
    if (result === "unchanged" || hasMovedIn) return report({ outcome: "unchanged" });
    const problems = "problems" in result ? result.problems : taken.problemsOf(result.customer);
    if ("problems" in result || problems.length > 0) return report({ outcome: "refused", problems });
    taken.add(result.customer);
    customers.push(result.customer);
    return report({ outcome: "imported" });
  });
  return { lines, customers };
}

const UNREADABLE: { problems: RowProblem[] } = { problems: [{ field: "", reason: "unreadable" }] };

/** What others have of what the candidates bring, in the database and, in a dry run, in the file before them. */
async function readTakenKeys(
  deps: Deps,
  candidates: readonly MovingCustomer[],
  seen: TakenKeys | null,
): Promise<TakenKeys> {
  const taken = seen ?? new TakenKeys();
  const columns = candidates.map((candidate) => candidate.columns);
  const rows = await readTaken(deps.db, {
    phones: columns.flatMap(({ phoneCanonical }) => phoneCanonical ?? []),
    emails: columns.flatMap(({ emailCanonical }) => emailCanonical ?? []),
    usernames: columns.map(({ usernameCanonical }) => usernameCanonical),
  });
  for (const { phone, email, username } of rows) taken.addColumns({ phone, email, username });
  const accounts = candidates.flatMap(({ account }) => account ?? []);
  const [first] = accounts;
  if (first) {
    const numbers = accounts.map(({ accountNumber }) => accountNumber);
    const cards = await readTakenAccounts(deps.db, first.provider, numbers);
    const members = first.provider === "embedded" ? await readTakenAccountNumbers(deps.db, numbers) : [];
    for (const number of [...cards, ...members]) taken.addAccount(number);
  }
  return taken;
}

async function writeBatch(deps: Deps, customers: readonly MovingCustomer[], { source, isTold }: Run): Promise<void> {
  const now = deps.now();
  await transact(
    deps.db,
    async (transaction) => {
      const ids = await insertCustomers(
        transaction,
        customers.map(({ columns }) => columns),
      );
      const owned = customers.map((customer) => {
        const customerId = ids.get(customer.columns.username);
        if (customerId === undefined) throw new Error("A customer was not written.");
        return { ...customer, customerId };
      });
      await insertMovedIn(
        transaction,
        owned.map(({ externalId, customerId }) => ({ source, externalId, customerId, at: now })),
      );
      await insertConsentReceipts(
        transaction,
        owned.flatMap(({ customerId, consents }) => consents.map((consent) => ({ customerId, ...consent }))),
      );
      await insertMemberships(
        transaction,
        owned.flatMap(({ customerId, segments }) => segments.map((segmentId) => ({ customerId, segmentId }))),
      );
      await writeAccounts(transaction, deps, owned);
      if (isTold) {
        const told = owned.map((customer) => ({ ...customer, events: toMovedInEvents(customer) }));
        await recordEventsOfNew(transaction, deps, told);
      }
      const proved = customers.flatMap(({ columns }) => columns.verifiedEmail ?? []);
      await takeAddresses(transaction, deps, proved);
    },
    TRANSACTION,
  );
}

async function writeAccounts(
  transaction: Parameters<typeof insertCards>[0],
  { env, now }: Deps,
  customers: readonly (MovingCustomer & { customerId: number })[],
): Promise<void> {
  const owned = customers.flatMap(({ customerId, columns, account }) =>
    account ? { customerId, columns, account } : [],
  );
  await enrolMembers(
    transaction,
    { region: env.DEFAULT_PHONE_REGION, now },
    owned.flatMap(({ columns, account }) => {
      const member = memberOfCustomer({ ...columns, deletionDueAt: null });
      return account.provider === "embedded" ? { member, ...account } : [];
    }),
  );
  await insertCards(
    transaction,
    owned.map(({ customerId, columns, account: { provider, accountNumber, joinedAt } }) => {
      return { customerId, provider, accountNumber, number: columns.phone ?? "", createdAt: joinedAt };
    }),
  );
}

import type { z } from "zod";
import { COMMAND_LINE, type Operator } from "@/lib/back-office/rules";
import { recordChange } from "@/lib/back-office/service";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import type { Db } from "@/lib/platform/db";
import { isReservedVariable } from "@/lib/platform/env";
import { AppError, FieldErrors, OperatorError } from "@/lib/platform/errors";
import { SETTINGS, type SettingName, type SettingValue } from "@/lib/settings/schema";
import { readSettings, writeSetting } from "@/lib/settings/store";

const DEFAULTS: { [Name in SettingName]: SettingValue<Name> } = {
  CUSTOMER_LOYALTY_CARD_SERVICE: null,
  CLIENT_TYPES: {},
};

/** How late a change by another instance or by `npm run admin` may be noticed. */
const CACHE_MS = 2000;

type Cached = { values: Promise<Map<string, unknown>>; until: number };

// By database, and on globalThis for the same reason as the dependencies.
const shared = globalThis as { storefrontSettings?: WeakMap<Db, Cached> };
shared.storefrontSettings ??= new WeakMap();
const { storefrontSettings: caches } = shared;

/** At most two seconds old. A value that its schema refuses counts as not set, and is logged. */
export async function getSetting<Name extends SettingName>(deps: Deps, name: Name): Promise<SettingValue<Name>> {
  const values = await currentValues(deps);
  if (!values.has(name)) return DEFAULTS[name];
  const parsed = SETTINGS[name].safeParse(values.get(name));
  if (parsed.success) return parsed.data as SettingValue<Name>;
  deps.log.error({ setting: name, faults: faultsOf(parsed.error) }, "a setting is not valid and is ignored");
  return DEFAULTS[name];
}

/**
 * @throws SettingError with a readable line for each fault
 */
export async function changeSetting(
  deps: Pick<Deps, "db" | "now">,
  name: string,
  value: unknown,
  operator: Operator = COMMAND_LINE,
): Promise<void> {
  if (!isSettingName(name)) {
    throw new SettingError([`There is no setting ${name}: choose one of ${Object.keys(SETTINGS).join(", ")}.`]);
  }
  const parsed = SETTINGS[name].safeParse(value);
  if (!parsed.success) throw new SettingError(faultsOf(parsed.error));
  const reserved = secretNamesIn(parsed.data).filter(isReservedVariable);
  if (reserved.length > 0)
    throw new SettingError(reserved.map((secret) => `${secret} is the store's own: name another.`));
  await transact(deps.db, async (transaction) => {
    await writeSetting(transaction, name, parsed.data, deps.now());
    await recordChange(transaction, deps, operator, { action: "setting.change", target: `setting ${name}` });
  });
  caches.delete(deps.db);
}

/** As changeSetting. @throws AppError `not_found`; FieldErrors on `value` */
export async function changeSettingByApi(
  deps: Pick<Deps, "db" | "now">,
  operator: Operator,
  name: string,
  value: unknown,
): Promise<void> {
  if (!isSettingName(name)) throw new AppError("not_found");
  try {
    await changeSetting(deps, name, value, operator);
  } catch (error) {
    if (error instanceof SettingError) throw FieldErrors.of("value", "setting", { reason: error.message });
    throw error;
  }
}

/** @throws OperatorError when there is no such setting */
export async function getSettingRow(deps: Pick<Deps, "db">, name: string): Promise<SettingRow> {
  const setting = (await listSettings(deps)).find((one) => one.name === name);
  if (!setting) throw new OperatorError(`There is no setting ${name}: npm run admin -- settings list shows them.`);
  return setting;
}

/** `updatedAt` is null for a default. */
export type SettingRow = { name: SettingName; value: unknown; updatedAt: Date | null };

export async function listSettings(deps: Pick<Deps, "db">): Promise<SettingRow[]> {
  const rows = new Map((await readSettings(deps.db)).map((row) => [row.name, row]));
  return (Object.keys(SETTINGS) as SettingName[]).map((name) => {
    const row = rows.get(name);
    return { name, value: row ? row.value : DEFAULTS[name], updatedAt: row?.updatedAt ?? null };
  });
}

export class SettingError extends OperatorError {
  constructor(readonly faults: string[]) {
    super(faults.join("\n"));
    this.name = "SettingError";
  }
}

/** One query, however many ask while it is under way. */
function currentValues({ db }: Deps): Promise<Map<string, unknown>> {
  const cached = caches.get(db);
  if (cached && cached.until > Date.now()) return cached.values;
  const values = readSettings(db).then(
    (rows) => new Map<string, unknown>(rows.map(({ name, value }) => [name, value])),
  );
  const reading = { values, until: Date.now() + CACHE_MS };
  caches.set(db, reading);
  values.catch(() => {
    if (caches.get(db) === reading) caches.delete(db);
  });
  return values;
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** Of the variables whose values a setting sends or compares. */
function secretNamesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === "env" ? [String(part)] : secretNamesIn(part)));
}

function faultsOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
}

import type { AdminActor } from "@/lib/back-office/rules";
import { recordChange } from "@/lib/back-office/service";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import {
  type AdminCustomerResponse,
  type AdminCustomersResponse,
  type ChangeCustomerBody,
  type CustomersQuery,
  PAGE_BY_DEFAULT,
} from "@/lib/customers/admin-schema";
import { type AdminCustomerRow, findAdminCustomer, readCustomersAfter } from "@/lib/customers/admin-store";
import { toAdminCustomerResponse, toAdminCustomersResponse, toPlace } from "@/lib/customers/admin-view";
import { getCustomer, lockCustomer, readPhonesAfter, writeCanonicalPhone } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { instantText } from "@/lib/platform/dates";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { definedOnly } from "@/lib/profile/rules";
import { profileChange } from "@/lib/profile/schema";
import { writeLocked } from "@/lib/profile/write-service";

/** No transaction runs for so long: whatever was changed longer ago is committed, and no list misses it. */
const SETTLED_AFTER_MS = 30_000;

/**
 * The customers by when they were changed. Who goes on from `next` until there is no more, and again later, hears of every
 * change, also of those that are made meanwhile; of the newest perhaps twice.
 */
export async function listCustomers(deps: Deps, query: CustomersQuery): Promise<AdminCustomersResponse> {
  const { limit = PAGE_BY_DEFAULT } = query;
  const start = toPlace(query);
  const rows = await readCustomersAfter(deps.db, start, limit + 1);
  const page = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  const last = page.at(-1);
  const end = last ? { at: last.changedAt, id: last.id } : start;
  const settled = { at: instantText(new Date(deps.now().getTime() - SETTLED_AFTER_MS)), id: 0 };
  // What began before and is committed after this look must not lie behind the place to go on from.
  const next = hasMore || end.at < settled.at ? end : settled;
  return toAdminCustomersResponse(page, { next, hasMore });
}

/** @throws AppError `not_found` */
export async function getCustomerForAdmin({ db }: Pick<Deps, "db">, id: number): Promise<AdminCustomerResponse> {
  return toAdminCustomerResponse(found(await findAdminCustomer(db, id)));
}

/**
 * Changes the given fields as the customer would: by the same ledger, telling the same systems.
 * @throws AppError `not_found`; FieldErrors
 */
export async function changeCustomer(
  deps: Deps,
  actor: AdminActor,
  id: number,
  body: ChangeCustomerBody,
  context: RequestContext,
): Promise<AdminCustomerResponse> {
  const { attributes, consents, dateOfBirth, firstName, lastName, gender, languageCode } = profileChange(body);
  const birthday = dateOfBirth && new Date(dateOfBirth);
  const columns = definedOnly({ firstName, lastName, gender, languageCode, dateOfBirth: birthday });
  return transact(deps.db, async (transaction) => {
    if (!(await lockCustomer(transaction, id))) throw new AppError("not_found");
    const current = await getCustomer(transaction, id);
    const write = { columns, attributes, consents, keepSessionId: null };
    await writeLocked(transaction, deps, current, write, { ...context, ifMatch: null });
    await recordChange(transaction, deps, actor, { action: "customer.change", target: `customer ${id}` });
    return toAdminCustomerResponse(found(await findAdminCustomer(transaction, id)));
  });
}

function found(row: AdminCustomerRow | null): AdminCustomerRow {
  if (!row) throw new AppError("not_found");
  return row;
}

/**
 * Brings stored numbers to the form in which they are compared today: numbering plans change, and so does their reading.
 * @returns how many were changed, and the ids of customers whose number is another's now: theirs stays as it was
 */
export async function rereadPhones({
  db,
  env,
}: Pick<Deps, "db" | "env">): Promise<{ changed: number; kept: number[] }> {
  const kept: number[] = [];
  let changed = 0;
  let last = 0;
  for (let rows = await readPhonesAfter(db, last); rows.length > 0; rows = await readPhonesAfter(db, last)) {
    for (const { id, phone, phoneCanonical } of rows) {
      const canonical = canonicalPhone(phone, env.DEFAULT_PHONE_REGION);
      if (canonical === null || canonical === phoneCanonical) continue;
      if (await writeCanonicalPhone(db, id, canonical)) changed++;
      else kept.push(id);
    }
    last = rows.at(-1)?.id ?? last;
  }
  return { changed, kept };
}

import { randomUUID } from "node:crypto";
import type { Operator } from "@/lib/back-office/rules";
import { recordChange } from "@/lib/back-office/service";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { drainSoon } from "@/lib/platform/jobs/worker";
import { sendMessage } from "@/lib/webhooks/delivery-service";
import { readWaitingCustomers, requeueEvents } from "@/lib/webhooks/delivery-store";
import {
  countEndpoints,
  deleteEndpoint,
  type EndpointRow,
  type EndpointState,
  findEndpoint,
  insertEndpoint,
  readEndpoints,
  updateEndpoint,
} from "@/lib/webhooks/endpoint-store";
import { TEST_EVENT } from "@/lib/webhooks/event-schema";
import { wakeQueues } from "@/lib/webhooks/event-service";
import { DELIVER_BULK, deliveryKind, ROTATION_MS } from "@/lib/webhooks/rules";
import type { AddEndpointBody, ReplayBody } from "@/lib/webhooks/schema";
import { endpointSecrets } from "@/lib/webhooks/secret-service";

/** Each change of a customer costs a row for each endpoint. */
const ENDPOINTS_MAX = 20;

/** With its secret, which receivers verify messages by. */
export type WithSecret = { endpoint: EndpointRow; secret: string };

/** @throws FieldErrors on `url` for one that nothing is sent to, or when there are too many */
export async function addEndpoint(
  deps: Deps,
  operator: Operator,
  { url, types }: AddEndpointBody,
): Promise<WithSecret> {
  const needsTls = deps.env.APP_MODE === "production";
  if (needsTls && !url.startsWith("https:")) throw FieldErrors.of("url", "url");
  const endpoint = await transact(deps.db, async (transaction) => {
    if ((await countEndpoints(transaction)) >= ENDPOINTS_MAX) {
      throw FieldErrors.of("url", "too_many", { max: ENDPOINTS_MAX });
    }
    const added = await insertEndpoint(transaction, { url, types });
    await record(transaction, deps, operator, "webhook.add", added.id);
    return added;
  });
  return withSecret(deps, endpoint);
}

export function listEndpoints({ db }: Pick<Deps, "db">): Promise<EndpointState[]> {
  return readEndpoints(db);
}

/** What it has not taken is gone with it. @throws AppError `not_found` */
export function removeEndpoint(deps: Deps, operator: Operator, id: number): Promise<void> {
  return transact(deps.db, async (transaction) => {
    if (!(await deleteEndpoint(transaction, id))) throw new AppError("not_found");
    await record(transaction, deps, operator, "webhook.remove", id);
  });
}

/** Sends what means nothing. @returns null when it was taken, else a code or status @throws AppError `not_found` */
export async function testEndpoint(deps: Deps, id: number): Promise<string | null> {
  const endpoint = found(await findEndpoint(deps.db, id));
  const message = { messageId: randomUUID(), type: TEST_EVENT, at: deps.now(), data: {} };
  return (await sendMessage(deps, endpoint, message))?.error ?? null;
}

/** Another secret; for a day the former one signs too. @throws AppError `not_found` */
export async function rotateSecret(deps: Deps, operator: Operator, id: number): Promise<WithSecret> {
  const formerUntil = new Date(deps.now().getTime() + ROTATION_MS);
  const rotated = await transact(deps.db, async (transaction) => {
    const { salt: formerSalt } = found(await findEndpoint(transaction, id));
    const endpoint = found(await updateEndpoint(transaction, id, { salt: randomUUID(), formerSalt, formerUntil }));
    await record(transaction, deps, operator, "webhook.rotate", id);
    return endpoint;
  });
  return withSecret(deps, rotated);
}

/** Sends on, from what it has not taken; nothing was queued for it meanwhile. @throws AppError `not_found` */
export async function enableEndpoint(deps: Deps, operator: Operator, id: number): Promise<EndpointRow> {
  const healthy = { failures: 0, failingSince: null, pausedUntil: null, disabledAt: null, disabledReason: null };
  const endpoint = await transact(deps.db, async (transaction) => {
    const enabled = found(await updateEndpoint(transaction, id, healthy));
    await wakeCustomers(transaction, id, await readWaitingCustomers(transaction, id));
    await record(transaction, deps, operator, "webhook.enable", id);
    return enabled;
  });
  drainBulk(deps, id);
  return endpoint;
}

/** @throws AppError `not_found` */
export function disableEndpoint(deps: Deps, operator: Operator, id: number): Promise<EndpointRow> {
  return transact(deps.db, async (transaction) => {
    const columns = { disabledAt: deps.now(), disabledReason: "asked" };
    const endpoint = found(await updateEndpoint(transaction, id, columns));
    await record(transaction, deps, operator, "webhook.disable", id);
    return endpoint;
  });
}

/**
 * Sends events anew, with the ids that they had. @returns of how many customers
 * @throws AppError `not_found`; FieldErrors on `from` for a disabled endpoint
 */
export async function replayEvents(deps: Deps, operator: Operator, id: number, { from }: ReplayBody): Promise<number> {
  const start = /^\d+$/.test(from) ? { id: BigInt(from) } : { at: new Date(from) };
  const customers = await transact(deps.db, async (transaction) => {
    const { disabledAt } = found(await findEndpoint(transaction, id));
    if (disabledAt) throw FieldErrors.of("from", "webhook_disabled");
    const ids = await requeueEvents(transaction, id, start);
    await wakeCustomers(transaction, id, ids);
    await record(transaction, deps, operator, "webhook.replay", id);
    return ids;
  });
  drainBulk(deps, id);
  return customers.length;
}

function wakeCustomers(transaction: DbTransaction, endpointId: number, customers: number[]): Promise<void> {
  const queues = customers.map((customerId) => ({ endpointId, customerId }));
  return wakeQueues(transaction, DELIVER_BULK, queues);
}

function drainBulk(deps: Deps, endpointId: number): void {
  drainSoon(deps, [deliveryKind(DELIVER_BULK, endpointId)]);
}

function found(endpoint: EndpointRow | null): EndpointRow {
  if (!endpoint) throw new AppError("not_found");
  return endpoint;
}

function record(transaction: DbTransaction, deps: Deps, operator: Operator, action: string, id: number): Promise<void> {
  return recordChange(transaction, deps, operator, { action, target: `webhook endpoint ${id}` });
}

function withSecret({ now }: Pick<Deps, "now">, endpoint: EndpointRow): WithSecret {
  return { endpoint, secret: endpointSecrets(endpoint, now())[0] };
}

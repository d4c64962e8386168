import { randomUUID } from "node:crypto";
import type { Operator } from "@/lib/back-office/rules";
import { recordChange } from "@/lib/back-office/service";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { wakeJobs } from "@/lib/platform/jobs/store";
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
import { DELIVER, deliveryKey, ROTATION_MS } from "@/lib/webhooks/rules";
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
  if ((await countEndpoints(deps.db)) >= ENDPOINTS_MAX) throw FieldErrors.of("url", "too_many", { max: ENDPOINTS_MAX });
  const endpoint = await insertEndpoint(deps.db, { url, types });
  await record(deps, operator, "webhook.add", endpoint.id);
  return withSecret(deps, endpoint);
}

export function listEndpoints({ db }: Pick<Deps, "db">): Promise<EndpointState[]> {
  return readEndpoints(db);
}

/** What it has not taken is gone with it. @throws AppError `not_found` */
export async function removeEndpoint(deps: Deps, operator: Operator, id: number): Promise<void> {
  if (!(await deleteEndpoint(deps.db, id))) throw new AppError("not_found");
  await record(deps, operator, "webhook.remove", id);
}

/** Sends what means nothing. @returns null when it was taken, else a code or status @throws AppError `not_found` */
export async function testEndpoint(deps: Deps, id: number): Promise<string | null> {
  const endpoint = await findEndpoint(deps.db, id);
  if (!endpoint) throw new AppError("not_found");
  return sendMessage(deps, endpoint, { messageId: randomUUID(), type: TEST_EVENT, at: deps.now(), data: {} });
}

/** Another secret; for a day the former one signs too. @throws AppError `not_found` */
export async function rotateSecret(deps: Deps, operator: Operator, id: number): Promise<WithSecret> {
  const endpoint = await findEndpoint(deps.db, id);
  const formerUntil = new Date(deps.now().getTime() + ROTATION_MS);
  const salts = { salt: randomUUID(), formerSalt: endpoint?.salt ?? null, formerUntil };
  const rotated = await updateEndpoint(deps.db, id, salts);
  if (!rotated) throw new AppError("not_found");
  await record(deps, operator, "webhook.rotate", id);
  return withSecret(deps, rotated);
}

/** Sends on, from what it has not taken; nothing was queued for it meanwhile. @throws AppError `not_found` */
export async function enableEndpoint(deps: Deps, operator: Operator, id: number): Promise<EndpointRow> {
  const healthy = { failures: 0, failingSince: null, pausedUntil: null, disabledAt: null, disabledReason: null };
  const endpoint = await transact(deps.db, async (transaction) => {
    const enabled = await updateEndpoint(transaction, id, healthy);
    if (!enabled) throw new AppError("not_found");
    await wakeCustomers(transaction, id, await readWaitingCustomers(transaction, id));
    return enabled;
  });
  await record(deps, operator, "webhook.enable", id);
  drainSoon(deps, [DELIVER]);
  return endpoint;
}

/** @throws AppError `not_found` */
export async function disableEndpoint(deps: Deps, operator: Operator, id: number): Promise<EndpointRow> {
  const endpoint = await updateEndpoint(deps.db, id, { disabledAt: deps.now(), disabledReason: "asked" });
  if (!endpoint) throw new AppError("not_found");
  await record(deps, operator, "webhook.disable", id);
  return endpoint;
}

/**
 * Sends events anew, with the ids that they had. @returns of how many customers
 * @throws AppError `not_found`; FieldErrors on `from` for a disabled endpoint
 */
export async function replayEvents(deps: Deps, operator: Operator, id: number, { from }: ReplayBody): Promise<number> {
  const endpoint = await findEndpoint(deps.db, id);
  if (!endpoint) throw new AppError("not_found");
  if (endpoint.disabledAt) throw FieldErrors.of("from", "webhook_disabled");
  const start = /^\d+$/.test(from) ? { id: BigInt(from) } : { at: new Date(from) };
  const customers = await transact(deps.db, async (transaction) => {
    const ids = await requeueEvents(transaction, id, start);
    await wakeCustomers(transaction, id, ids);
    return ids;
  });
  await record(deps, operator, "webhook.replay", id);
  drainSoon(deps, [DELIVER]);
  return customers.length;
}

async function wakeCustomers(transaction: DbTransaction, endpointId: number, customers: number[]): Promise<void> {
  if (customers.length === 0) return;
  await wakeJobs(
    transaction,
    DELIVER,
    customers.map((customerId) => deliveryKey({ endpointId, customerId })),
  );
}

function record(deps: Deps, operator: Operator, action: string, id: number): Promise<void> {
  return recordChange(deps.db, deps, operator, { action, target: `webhook endpoint ${id}` });
}

function withSecret({ now }: Pick<Deps, "now">, endpoint: EndpointRow): WithSecret {
  return { endpoint, secret: endpointSecrets(endpoint, now())[0] };
}

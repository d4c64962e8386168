import type { GuardedLoyalty } from "@/lib/adapters/loyalty-provider/port";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { deleteTask, findCard, findCardOwner, postponeTask, type TaskRow, updateCard } from "@/lib/loyalty/store";
import { type ClosingPayload, failureOf, type Outcome, type UpdatePayload } from "@/lib/loyalty/sync-task";
import { applyCardData } from "@/lib/profile/card-data-service";

/* The tasks about an account that there is: it is changed, or closed. */

/** Tells the programme what has changed, and makes it true here once it agrees. */
export async function update(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { customerId, accountNumber } = task;
  const { member, profile: data, ip, source, keepSession } = task.payload as UpdatePayload;
  if (customerId === null || accountNumber === null) return (await deleteTask(deps.db, task)) ? "done" : "busy";
  try {
    await programme.update(accountNumber, member, task.key);
  } catch (error) {
    return failureOf(deps, error, "unsure");
  }
  return deps.db.$transaction<Outcome>(async (transaction) => {
    // The customer before his card, as in whatever else changes both: nobody waits for somebody who waits for him.
    await lockCustomer(transaction, customerId);
    const card = await findCard(transaction, customerId);
    if (card?.accountNumber === accountNumber) {
      await updateCard(transaction, card.id, { number: member.phone ?? card.number, now: deps.now() });
      if (data) await applyCardData(transaction, deps, customerId, { attributes: {}, data, ip, source, keepSession });
    }
    // A newer change may have come meanwhile: it is what the task is about now, and is due.
    if (!(await deleteTask(transaction, task))) await postponeTask(transaction, task.id, 0);
    return "done";
  });
}

/** Closes the account that nobody has here any more. */
export async function deactivate(deps: Deps, programme: GuardedLoyalty, task: TaskRow): Promise<Outcome> {
  const { provider, accountNumber } = task;
  const { erases = false } = task.payload as ClosingPayload;
  if (accountNumber !== null && (await findCardOwner(deps.db, provider, accountNumber)) === null) {
    const close = (erases && programme.erase) || programme.deactivate;
    try {
      await close(accountNumber, task.key);
    } catch (error) {
      return failureOf(deps, error, "unsure");
    }
  }
  await deleteTask(deps.db, task);
  return "done";
}

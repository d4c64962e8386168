import { z } from "zod";
import type { Deps } from "@/lib/deps";
import {
  deleteMembership,
  readAllSegments,
  readPriceLists,
  type SegmentRow,
  writeMembership,
  writePriceList,
  writeSegment,
} from "@/lib/segments/store";
import { CommandFailed, command, getCustomerId, runCommand } from "@/scripts/admin-command";
import { customerEmail, displayName, wholeNumber } from "@/scripts/admin-values";

/*
 * `npm run segments -- <command>`: segments, price lists and who is in them. With the embedded database the store must
 * be stopped meanwhile.
 */

const id = wholeNumber({ min: 1 });
const membership = z.object({ email: customerEmail, segmentId: id });

const list = command(z.object({}), async ({ db }) => {
  const segments = await readAllSegments(db);
  const priceLists = await readPriceLists(db);
  return [
    segments.length > 0 ? "Segments" : "There are no segments.",
    ...segments.map((segment) => {
      const customers = segment._count.memberships;
      return `  ${segment.id}  ${segment.name}, priority ${segment.priority}, price list ${segment.priceList.id}, ${customers} ${customers === 1 ? "customer" : "customers"}`;
    }),
    priceLists.length > 0 ? "Price lists" : "There are no price lists.",
    ...priceLists.map((priceList) => `  ${priceListLine(priceList)}`),
  ].join("\n");
});

const add = command(
  z.object({ id, name: displayName, priority: wholeNumber({ min: 0 }), priceListId: id }),
  async ({ db }, segment) => {
    const priceLists = await readPriceLists(db);
    if (!priceLists.some((priceList) => priceList.id === segment.priceListId)) {
      throw new CommandFailed(`There is no price list ${segment.priceListId}: make it first, with price-list.`);
    }
    const known = (await readAllSegments(db)).some((other) => other.id === segment.id);
    await writeSegment(db, segment);
    return `${known ? "Changed" : "Added"} segment ${segment.id} ${segment.name}.`;
  },
);

const priceList = command(
  z.object({
    id,
    name: displayName,
    code: z.string().regex(/^[\w.-]{1,50}$/, "must have 1 to 50 letters, digits, dots, dashes or underscores"),
    currency: z
      .string()
      .regex(/^[a-z]{3}$/i, "must be the three letters of a currency, as usd")
      .toLowerCase(),
  }),
  async ({ db }, given) => {
    const others = await readPriceLists(db);
    const holder = others.find(({ code }) => code === given.code);
    if (holder && holder.id !== given.id) {
      throw new CommandFailed(`The code ${given.code} belongs to price list ${holder.id} ${holder.name}.`);
    }
    await writePriceList(db, given);
    return `${others.some((other) => other.id === given.id) ? "Changed" : "Added"} price list ${priceListLine(given)}.`;
  },
);

const assign = command(membership, async (deps, { email, segmentId }) => {
  const customerId = await getCustomerId(deps, email);
  await assertSegment(deps, segmentId);
  const added = await writeMembership(deps.db, customerId, segmentId);
  return added ? `Assigned segment ${segmentId} to ${email}.` : `${email} has segment ${segmentId} already.`;
});

const remove = command(membership, async (deps, { email, segmentId }) => {
  const customerId = await getCustomerId(deps, email);
  if (!(await deleteMembership(deps.db, customerId, segmentId))) {
    throw new CommandFailed(`${email} does not have segment ${segmentId}.`);
  }
  return `Took segment ${segmentId} away from ${email}.`;
});

async function assertSegment({ db }: Deps, segmentId: number): Promise<void> {
  const segments = await readAllSegments(db);
  if (!segments.some((segment) => segment.id === segmentId)) {
    throw new CommandFailed(`There is no segment ${segmentId}: npm run segments -- list shows them.`);
  }
}

function priceListLine({ id, name, code, currency }: SegmentRow["priceList"]): string {
  return `${id}  ${name}, code ${code}, ${currency}`;
}

await runCommand("segments", { list, add, assign, remove, "price-list": priceList });

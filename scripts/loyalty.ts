import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import type { Deps } from "@/lib/deps";
import { emailText, phoneText } from "@/lib/platform/fields";
import { type MemberRow, readMembers } from "@/lib/points/ledger-store";
import { isAccountNumber } from "@/lib/points/rules";
import { type PointsEventInput, pointsEventBody } from "@/lib/points/schema";
import { applyPointsEvent, getMember, isEmbeddedProvider, readPoints, type StaffEntry } from "@/lib/points/service";
import { toAppliedEventResponse } from "@/lib/points/view";
import { CommandFailed, command, runCommand } from "@/scripts/admin-command";
import { displayName, wholeNumber } from "@/scripts/admin-values";
import { asSentence, type EventAnswer, sendPointsEvent } from "@/scripts/points-events";

/*
 * `npm run loyalty -- <command>`: members and points of the embedded programme. While the store runs on the embedded
 * database, changes of points are sent to it; the other commands need it stopped.
 */

const POINTS_MAX = 1_000_000;
const MEMBERS_MAX = 1000;

/** An address, an account number or a phone, as one of the names that an event gives an account. */
const member = z
  .string()
  .trim()
  .transform((text, context) => {
    if (isAccountNumber(text)) return { account_number: text };
    if (emailText.safeParse(text).success) return { email: text };
    if (phoneText.safeParse(text).success) return { phone: text };
    context.addIssue({ code: "custom", message: "must be an e-mail address, a phone or an account number" });
    return z.NEVER;
  });

const points = wholeNumber({ min: 1, max: POINTS_MAX });
const description = displayName.optional();
/** For whoever wants to send the same again and have it count once. */
const eventId = z.string().regex(/^[\x21-\x7e]{1,90}$/, "must have 1 to 90 letters, digits and signs, without blanks");

const change = z.object({ member, points, description, eventId: eventId.optional() });
type Change = z.infer<typeof change>;

const credit = pointsCommand(change, (given) => changeEvent("points.credit", given));
const debit = pointsCommand(change, (given) => changeEvent("points.debit", given));
const reverse = pointsCommand(z.object({ member, eventId, description }), (given) => {
  const { member: account, eventId: reverses, description: text } = given;
  return { id: newEventId(), type: "points.reverse", reverses, description: text, ...account };
});

function changeEvent(type: "points.credit" | "points.debit", given: Change): PointsEventInput {
  const { member: account, points: count, description: text, eventId: id = newEventId() } = given;
  return { id, type, points: count, description: text, ...account };
}

function newEventId(): string {
  return `cli-${randomBytes(6).toString("hex")}`;
}

/** A command that changes points: here, or through the store that has the database. */
function pointsCommand<Parameters extends z.ZodObject>(
  parameters: Parameters,
  eventOf: (given: z.infer<Parameters>) => PointsEventInput,
) {
  return command(
    parameters,
    async (deps, given) => {
      await assertOurs(deps);
      const event = pointsEventBody.parse(eventOf(given));
      const applied = await applyPointsEvent(deps, event).catch((error) => {
        throw asSentence(error);
      });
      return outcome(toAppliedEventResponse(applied));
    },
    async (given) => `${outcome(await sendPointsEvent(eventOf(given)))}\nThe running store did it.`,
  );
}

const balance = command(z.object({ member }), async (deps, given) => {
  const found = await memberOf(deps, given.member);
  const read = await readPoints(deps, found, 0);
  return `${memberLine(found)}\n${balanceLines(read.balance)}`;
});

const ledger = command(
  z.object({ member, lines: wholeNumber({ min: 1, max: 1000 }).optional() }),
  async (deps, given) => {
    const found = await memberOf(deps, given.member);
    const { lines } = await readPoints(deps, found, given.lines ?? 20);
    return [memberLine(found), ...(lines.length > 0 ? lines.map(entryLine) : ["  No points yet."])].join("\n");
  },
);

const list = command(z.object({}), async (deps) => {
  await assertOurs(deps);
  const members = await readMembers(deps.db, MEMBERS_MAX + 1);
  if (members.length === 0) return "The programme has no members.";
  const shown = members.slice(0, MEMBERS_MAX).map(memberLine);
  return [...shown, ...(members.length > MEMBERS_MAX ? ["… and more."] : [])].join("\n");
});

async function memberOf(deps: Deps, name: z.infer<typeof member>): Promise<MemberRow> {
  await assertOurs(deps);
  return getMember(deps, name).catch((error) => {
    throw asSentence(error);
  });
}

async function assertOurs(deps: Deps): Promise<void> {
  if (await isEmbeddedProvider(deps)) return;
  throw new CommandFailed(
    "The shop's loyalty programme is not the embedded one (npm run settings -- get CUSTOMER_LOYALTY_CARD_SERVICE).",
  );
}

function outcome({ id, account_number, points: changed, balance: left }: EventAnswer): string {
  const done = changed > 0 ? `Gave ${counted(changed)} to` : `Took ${counted(-changed)} from`;
  return `${done} account ${account_number}, which can spend ${left} now. Event ${id}.`;
}

function counted(count: number): string {
  return count === 1 ? "1 point" : `${count} points`;
}

function memberLine({ accountNumber, firstName, lastName, email, phone, isActive }: MemberRow): string {
  const known = [`${firstName} ${lastName}`, email, phone].filter(Boolean).join(", ");
  return `${accountNumber}  ${known}${isActive ? "" : " (closed)"}`;
}

function balanceLines({ points: spendable, pendingPoints, expiring, tier }: LoyaltyBalance): string {
  const lines = [`  ${counted(spendable)} to spend, ${pendingPoints ?? 0} pending`];
  if (expiring) lines.push(`  ${counted(expiring.points)} will expire on ${day(expiring.at)}`);
  const next = tier?.next;
  if (tier) lines.push(`  ${tier.name}${next ? `, ${counted(next.missingPoints)} short of ${next.name}` : ""}`);
  return lines.join("\n");
}

function entryLine({ at, kind, points: changed, balance: after, description: text, ...rest }: StaffEntry): string {
  const { availableAt, expiresAt, eventId: event } = rest;
  const notes = [
    text,
    availableAt && `counts from ${day(availableAt)}`,
    expiresAt && `until ${day(expiresAt)}`,
    event && `event ${event}`,
  ].filter(Boolean);
  const signed = changed > 0 ? `+${changed}` : String(changed);
  return `  ${day(at)}  ${kind.padEnd(7)} ${signed.padStart(6)} → ${String(after).padStart(6)}  ${notes.join(", ")}`;
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

await runCommand("loyalty", { credit, debit, reverse, balance, ledger, list });

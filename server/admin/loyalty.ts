import { randomBytes } from "node:crypto";
import type { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import type { LoyaltyBalance } from "@/lib/adapters/loyalty-provider/port";
import { emailText, phoneText } from "@/lib/contact/schema";
import { changePoints, getMemberPoints, listMembers, type MemberName } from "@/lib/points/operator-service";
import { isAccountNumber } from "@/lib/points/rules";
import type { PointsEventInput } from "@/lib/points/schema";
import type { StaffEntry } from "@/lib/points/service";
import type { MemberRow } from "@/lib/points/store";
import { toAppliedEventResponse } from "@/lib/points/view";
import { action, argument, dayText, displayName, option, wholeNumber } from "@/server/admin/command";
import { type AppliedEventResponse, sendPointsEvent } from "@/server/admin/points-event";

const POINTS_MAX = Number.MAX_SAFE_INTEGER;
const MEMBERS_MAX = 1000;
const LINES_MAX = 1000;

const memberName = z
  .string()
  .trim()
  .transform((text, context): MemberName => {
    if (isAccountNumber(text)) return { account_number: text };
    if (emailText.safeParse(text).success) return { email: text };
    if (phoneText.safeParse(text).success) return { phone: text };
    context.addIssue({ code: "custom", message: "must be an email address, a phone or an account number" });
    return z.NEVER;
  });
const eventId = z.string().regex(/^[\x21-\x7e]{1,90}$/, "must have 1 to 90 letters, digits and signs, without blanks");

const member = argument("<member>", memberName, "an email address, phone or account number");
const points = argument("<points>", wholeNumber(1, POINTS_MAX), "how many");
const description = argument("[description]", displayName, "what the member reads, such as the order");

/** Adds `loyalty` and its verbs. */
export function addLoyalty(program: Command): void {
  const noun = program.command("loyalty").description("members and points of the embedded programme");

  for (const [verb, type, purpose] of [
    ["credit", "points.credit", "give a member points"],
    ["debit", "points.debit", "take points from a member"],
  ] as const) {
    noun
      .command(verb)
      .description(purpose)
      .addArgument(member)
      .addArgument(points)
      .addArgument(description)
      .addOption(option("--event-id <id>", eventId, "makes the change happen once, however often it is sent"))
      .action(
        changeAction((account, count, text, { eventId: id = newEventId() }) => {
          return { id, type, points: count, description: text, ...account };
        }),
      );
  }

  noun
    .command("reverse")
    .description("undo an earlier change")
    .addArgument(member)
    .addArgument(argument("<event-id>", eventId, "the change's event, as the ledger shows it"))
    .addArgument(description)
    .addOption(option("--points <points>", wholeNumber(1, POINTS_MAX), "a part of it; all that is left unless given"))
    .action(
      changeAction((account, reverses, text, { points: count }) => {
        return { id: newEventId(), type: "points.reverse", reverses, points: count, description: text, ...account };
      }),
    );

  noun
    .command("balance")
    .description("show what a member can spend")
    .addArgument(member)
    .action(
      action(async (deps, name) => {
        const found = await getMemberPoints(deps, name, 0);
        return `${memberLine(found.member)}\n${balanceLines(found.balance)}`;
      }),
    );

  noun
    .command("ledger")
    .description("show the newest changes of a member's points")
    .addArgument(member)
    .addArgument(argument("[lines]", wholeNumber(1, LINES_MAX), "how many").default(20))
    .action(
      action(async (deps, name, limit) => {
        const { member: found, lines } = await getMemberPoints(deps, name, limit);
        return [memberLine(found), ...(lines.length > 0 ? lines.map(entryLine) : ["  No points yet."])].join("\n");
      }),
    );

  noun
    .command("list")
    .description(`show the members, the oldest ${MEMBERS_MAX} at most`)
    .action(
      action(async (deps) => {
        const members = await listMembers(deps, MEMBERS_MAX + 1);
        if (members.length === 0) return "The programme has no members.";
        const more = members.length > MEMBERS_MAX ? ["… and more."] : [];
        return [...members.slice(0, MEMBERS_MAX).map(memberLine), ...more].join("\n");
      }),
    );
}

/** Changes points here, or through the running store while it has the database. */
function changeAction<Args extends unknown[]>(eventOf: (...args: Args) => PointsEventInput) {
  return action<Args>(
    async (deps, ...args) => outcome(toAppliedEventResponse(await changePoints(deps, eventOf(...args)))),
    async (...args) => `${outcome(await sendPointsEvent(eventOf(...args)))}\nThe running store did it.`,
  );
}

function newEventId(): string {
  return `cli-${randomBytes(6).toString("hex")}`;
}

function outcome({ id, account_number, points: changed, balance }: AppliedEventResponse): string {
  const done = changed > 0 ? `Gave ${counted(changed)} to` : `Took ${counted(-changed)} from`;
  const state = balance < 0 ? `owes ${-balance}` : `can spend ${balance}`;
  return `${done} account ${account_number}, which ${state} now. Event ${id}.`;
}

function counted(count: number): string {
  return count === 1 ? "1 point" : `${count} points`;
}

function memberLine({ accountNumber, firstName, lastName, email, phone, isActive }: MemberRow): string {
  const known = [`${firstName} ${lastName}`, email, phone].filter(Boolean).join(", ");
  return `${accountNumber}  ${known}${isActive ? "" : " (closed)"}`;
}

function balanceLines({ points: spendable, owedPoints, pendingPoints, expiring, tier }: LoyaltyBalance): string {
  const lines = [`  ${counted(spendable)} to spend, ${pendingPoints ?? 0} pending`];
  if (owedPoints) lines.push(`  ${counted(owedPoints)} owed`);
  if (expiring) lines.push(`  ${counted(expiring.points)} will expire on ${dayText(expiring.at)}`);
  const next = tier?.next;
  if (tier) lines.push(`  ${tier.name}${next ? `, ${counted(next.missingPoints)} short of ${next.name}` : ""}`);
  return lines.join("\n");
}

function entryLine(entry: StaffEntry): string {
  const { at, kind, points: changed, balance, availableAt, expiresAt } = entry;
  const notes = [
    entry.description,
    availableAt && `counts from ${dayText(availableAt)}`,
    expiresAt && `until ${dayText(expiresAt)}`,
    entry.eventId && `event ${entry.eventId}`,
  ].filter(Boolean);
  const signed = changed > 0 ? `+${changed}` : String(changed);
  return `  ${dayText(at)}  ${kind.padEnd(7)} ${signed.padStart(6)} → ${String(balance).padStart(6)}  ${notes.join(", ")}`;
}

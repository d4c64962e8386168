import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import {
  type LoyaltyProvider,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { MailNotSentError } from "@/lib/adapters/mail/port";
import { SmsDeliveryUnknownError, SmsNotSentError, SmsUnreachableError } from "@/lib/adapters/sms/port";
import type { StatementWatch } from "@/lib/platform/database/watched-adapter";
import { UnavailableError } from "@/lib/platform/errors";
import type { Fault, FaultKind, FaultTarget } from "@/lib/worlds/schema";

/* What a world depends on, failing as it would by itself while its tester asks for it. */

const PLANTED = "planted by the tester";

/** The errors of each target's faults; a silent one says nothing until its caller gives up. */
const ERRORS: { [Target in FaultTarget]: (fault: FaultKind) => Error | null } = {
  loyalty: (fault) => {
    if (fault === "silent") return null;
    return fault === "refused" ? new LoyaltyRefusedError(PLANTED) : new LoyaltyUnavailableError(PLANTED);
  },
  sms: (fault) => {
    if (fault === "unknown") return new SmsDeliveryUnknownError(PLANTED);
    return fault === "unreachable" ? new SmsUnreachableError(PLANTED) : new SmsNotSentError(PLANTED);
  },
  mail: () => new MailNotSentError(PLANTED),
  storage: () => new UnavailableError(new Error(PLANTED)),
  database: (fault) =>
    new DriverAdapterError(
      fault === "conflict" ? { kind: "TransactionWriteConflict" } : { kind: "DatabaseNotReachable" },
    ),
};

/** The same port, whose calls fail as the faults say. */
export function failingBy<Port extends object>(faults: Fault[], target: FaultTarget, port: Port): Port {
  return new Proxy(port, {
    get(inner, operation) {
      const value = Reflect.get(inner, operation);
      if (typeof value !== "function") return value;
      return async (...args: unknown[]) => {
        await failIfDue(faults, target, String(operation));
        return value.apply(inner, args);
      };
    },
  });
}

export function failingProgramme(faults: Fault[]): (programme: LoyaltyProvider) => LoyaltyProvider {
  return (programme) => failingBy(faults, "loyalty", programme);
}

/** Of statements outside and inside of transactions; the operation is the statement's first word. */
export function failingStatements(faults: Fault[]): StatementWatch {
  return async (sql, work) => {
    if (faults.length > 0) await failIfDue(faults, "database", /[a-z]+/i.exec(sql ?? "begin")?.[0].toLowerCase() ?? "");
    return work();
  };
}

async function failIfDue(faults: Fault[], target: FaultTarget, operation: string): Promise<void> {
  const due = faults.find((fault) => fault.target === target && (fault.operation ?? operation) === operation);
  if (!due) return;
  if (due.times !== undefined && --due.times === 0) faults.splice(faults.indexOf(due), 1);
  const error = ERRORS[target](due.fault);
  if (!error) return new Promise(() => {});
  throw error;
}

import type { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { getCustomerIdByEmail, issueApiToken, withdrawApiToken } from "@/lib/auth/operator-service";
import { readTokens, type TokenRow } from "@/lib/auth/token-store";
import { action, argument, customerEmail, dayText, displayName, option, wholeNumber } from "@/server/admin/command";

const DAYS_MAX = 3650;

const customer = argument("<email>", customerEmail, "the customer's address");

/** Adds `tokens` and its verbs. */
export function addTokens(program: Command): void {
  const noun = program.command("tokens").description("customers' personal API tokens");

  noun
    .command("list")
    .description("show a customer's tokens, without their values")
    .addArgument(customer)
    .action(
      action(async (deps, email) => {
        const tokens = await readTokens(deps.db, await getCustomerIdByEmail(deps, email));
        if (tokens.length === 0) return `${email} has no API tokens.`;
        const now = deps.now();
        return tokens.map((token) => tokenLine(token, now)).join("\n");
      }),
    );

  noun
    .command("create")
    .description("create a token and print it, this once")
    .addArgument(customer)
    .addArgument(argument("<name>", displayName, "what the customer knows it by"))
    .addOption(option("--days <number>", wholeNumber(1, DAYS_MAX), "how long it lives (default: it does not expire)"))
    .addOption(option("--client-type <type>", z.string(), "one of the setting CLIENT_TYPES"))
    .action(
      action(async (deps, email, name, options) => {
        const token = await issueApiToken(deps, await getCustomerIdByEmail(deps, email), { name, ...options });
        return `${token}\nSend it as "Authorization: Token <it>". It is not shown again: only its hash is kept.`;
      }),
    );

  noun
    .command("revoke")
    .description("end a token at once")
    .addArgument(customer)
    .addArgument(argument("<id>", wholeNumber(1, Number.MAX_SAFE_INTEGER), "the token's number, as listed"))
    .action(
      action(async (deps, email, id) => {
        await withdrawApiToken(deps, await getCustomerIdByEmail(deps, email), id);
        return `Revoked API token ${id} of ${email}.`;
      }),
    );
}

function tokenLine({ id, name, createdAt, lastUsedAt, expiresAt, clientType }: TokenRow, now: Date): string {
  const facts = [
    `created ${dayText(createdAt)}`,
    lastUsedAt ? `used ${dayText(lastUsedAt)}` : "never used",
    expiresAt ? `${expiresAt <= now ? "expired" : "expires"} ${dayText(expiresAt)}` : "does not expire",
    ...(clientType === null ? [] : [`for clients of type ${clientType}`]),
  ];
  return `  ${id}  ${name}: ${facts.join(", ")}`;
}

import type { Command } from "@commander-js/extra-typings";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { ADMIN_SCOPES } from "@/lib/back-office/schema";
import { createAdminKey, listAdminKeys, revokeAdminKey } from "@/lib/back-office/service";
import type { AdminKeyRow } from "@/lib/back-office/store";
import { action, argument, dayText, displayName, option, rowId, someOf, wholeNumber } from "@/server/admin/command";

const DAYS_MAX = 3650;

/** Adds `keys` and its verbs. */
export function addKeys(program: Command): void {
  const noun = program.command("keys").description("keys of the back office, for /api/admin");

  noun
    .command("add")
    .description("make a key and print it, this once")
    .addArgument(argument("<name>", displayName, "who holds it"))
    .addOption(
      option(
        "--scopes <scopes>",
        someOf(ADMIN_SCOPES),
        `what it may do: some of ${ADMIN_SCOPES.join(", ")}`,
      ).makeOptionMandatory(),
    )
    .addOption(option("--days <number>", wholeNumber(1, DAYS_MAX), "how long it lives (default: it does not expire)"))
    .action(
      action(async (deps, name, { scopes: chosen, days = null }) => {
        const { key } = await createAdminKey(deps, COMMAND_LINE, { name, scopes: chosen, days });
        return `${key}\nSend it as "Authorization: Bearer <it>". It is not shown again: only its hash is kept.`;
      }),
    );

  noun
    .command("list")
    .description("show every key, without its value")
    .action(
      action(async (deps) => {
        const keys = await listAdminKeys(deps);
        if (keys.length === 0) return "There are no keys.";
        const now = deps.now();
        return keys.map((key) => keyLine(key, now)).join("\n");
      }),
    );

  noun
    .command("revoke")
    .description("end a key at once")
    .addArgument(argument("<id>", rowId, "the key's number, as listed"))
    .action(
      action(async (deps, id) => {
        await revokeAdminKey(deps, COMMAND_LINE, id);
        return `Revoked key ${id}.`;
      }),
    );
}

function keyLine(
  { id, name, scopes: own, createdAt, lastUsedAt, expiresAt, revokedAt }: AdminKeyRow,
  now: Date,
): string {
  const end = expiresAt ? `${expiresAt <= now ? "expired" : "expires"} ${dayText(expiresAt)}` : "does not expire";
  const facts = [
    `created ${dayText(createdAt)}`,
    lastUsedAt ? `used ${dayText(lastUsedAt)}` : "never used",
    revokedAt ? `revoked ${dayText(revokedAt)}` : end,
  ];
  return `  ${id}  ${name} (${own.join(", ")}): ${facts.join(", ")}`;
}

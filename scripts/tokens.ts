import { z } from "zod";
import { createApiToken, listApiTokens, revokeApiToken } from "@/lib/auth/service";
import { AppError } from "@/lib/platform/errors";
import { getSetting } from "@/lib/settings/service";
import { CommandFailed, command, getCustomerId, runCommand } from "@/scripts/admin-command";
import { customerEmail, displayName, wholeNumber } from "@/scripts/admin-values";

/*
 * `npm run tokens -- <command>`: a customer's personal API tokens. With the embedded database the store must be stopped
 * meanwhile.
 */

const DAY_MS = 86_400_000;
const DAYS_MAX = 3650;
/** The word for a token that does not expire, where an argument follows. */
const NEVER = "never";

const lifetime = z
  .string()
  .refine((text) => text === NEVER || wholeNumber({ min: 1, max: DAYS_MAX }).safeParse(text).success, {
    error: `must be a whole number from 1 to ${DAYS_MAX}, or ${NEVER}`,
  })
  .transform((text) => (text === NEVER ? null : Number(text)));

const list = command(z.object({ email: customerEmail }), async (deps, { email }) => {
  const tokens = await listApiTokens(deps, await getCustomerId(deps, email));
  if (tokens.length === 0) return `${email} has no API tokens.`;
  return tokens
    .map(({ id, name, createdAt, lastUsedAt, expiresAt, clientType }) => {
      const ended = expiresAt !== null && expiresAt <= deps.now();
      const times = [
        `made ${day(createdAt)}`,
        lastUsedAt ? `used ${day(lastUsedAt)}` : "never used",
        expiresAt ? `${ended ? "expired" : "expires"} ${day(expiresAt)}` : "does not expire",
        ...(clientType === null ? [] : [`for clients of type ${clientType}`]),
      ];
      return `  ${id}  ${name}: ${times.join(", ")}`;
    })
    .join("\n");
});

const create = command(
  z.object({ email: customerEmail, name: displayName, days: lifetime.optional(), clientType: z.string().optional() }),
  async (deps, { email, name, days = null, clientType = null }) => {
    if (clientType !== null && !Object.hasOwn(await getSetting(deps, "CLIENT_TYPES"), clientType)) {
      throw new CommandFailed(
        `There is no client type ${clientType}: npm run settings -- get CLIENT_TYPES shows those that there are.`,
      );
    }
    const expiresAt = days === null ? null : new Date(deps.now().getTime() + days * DAY_MS);
    const { token } = await createApiToken(deps, await getCustomerId(deps, email), { name, expiresAt, clientType });
    return `${token}\nSend it as "Authorization: Token <it>". It is not shown again: only its hash is kept.`;
  },
);

const revoke = command(z.object({ email: customerEmail, id: wholeNumber({ min: 1 }) }), async (deps, { email, id }) => {
  try {
    await revokeApiToken(deps, await getCustomerId(deps, email), id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") {
      throw new CommandFailed(`${email} has no API token ${id}: npm run tokens -- list ${email} shows them.`);
    }
    throw error;
  }
  return `Revoked API token ${id} of ${email}.`;
});

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}

await runCommand("tokens", { list, create, revoke });

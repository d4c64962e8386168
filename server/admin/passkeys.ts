import type { Command } from "@commander-js/extra-typings";
import { getCustomerIdByEmail } from "@/lib/auth/operator-service";
import { liftPasskeyRequirement } from "@/lib/auth/second-factor-service";
import { action, argument, customerEmail } from "@/server/admin/command";

/** Adds `passkeys` and its verb. */
export function addPasskeys(program: Command): void {
  program
    .command("passkeys")
    .description("accounts that ask for a passkey")
    .command("optional")
    .description("let a customer sign in by password or code again, who has lost passkey and phone")
    .addArgument(argument("<email>", customerEmail, "the customer's address"))
    .action(
      action(async (deps, email) => {
        await liftPasskeyRequirement(deps, await getCustomerIdByEmail(deps, email));
        return `The account of ${email} no longer asks for a passkey. Its owner is told by email.`;
      }),
    );
}

import type { Command } from "@commander-js/extra-typings";
import { rereadPhones } from "@/lib/customers/admin-service";
import { action } from "@/server/admin/command";

/** Adds `phones` and its verb. */
export function addPhones(program: Command): void {
  program
    .command("phones")
    .description("customers' numbers")
    .command("reread")
    .description("compare stored numbers as new ones are compared, after an update of this shop or its numbering plans")
    .action(
      action(async (deps) => {
        const { changed, kept } = await rereadPhones(deps);
        const conflicts = kept.length === 0 ? "" : ` Left alone, since another customer has it: ${kept.join(", ")}.`;
        return `Numbers that are read otherwise now: ${changed}.${conflicts}`;
      }),
    );
}

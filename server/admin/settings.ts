import type { Command } from "@commander-js/extra-typings";
import { z } from "zod";
import { changeSetting, getSettingRow, listSettings } from "@/lib/settings/service";
import { action, argument } from "@/server/admin/command";

const json = z.string().transform((text, context) => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON, in quotes" });
    return z.NEVER;
  }
});

/** Adds `settings` and its verbs. */
export function addSettings(program: Command): void {
  const noun = program
    .command("settings")
    .description("what changes while the store is open: loyalty programme, client types");

  noun
    .command("list")
    .description("show every setting with its value")
    .action(
      action(async (deps) => {
        const settings = await listSettings(deps);
        return settings
          .map(({ name, value, updatedAt }) => `${name}${stateOf(updatedAt)}\n${pretty(value)}`)
          .join("\n\n");
      }),
    );

  noun
    .command("get")
    .description("print a setting's value as JSON")
    .argument("<name>", "the setting")
    .action(action(async (deps, name) => pretty((await getSettingRow(deps, name)).value)));

  noun
    .command("set")
    .description("change a setting; every instance follows within seconds")
    .argument("<name>", "the setting")
    .addArgument(argument("<json>", json, "its value, as JSON in quotes"))
    .action(
      action(async (deps, name, { value }) => {
        await changeSetting(deps, name, value);
        return `${name} is set; every instance follows within seconds.`;
      }),
    );
}

function stateOf(updatedAt: Date | null): string {
  return updatedAt ? ` (set ${updatedAt.toISOString().slice(0, 16).replace("T", " ")} UTC)` : " (default)";
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

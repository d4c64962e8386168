import { z } from "zod";
import { changeSetting, listSettings, SettingError } from "@/lib/settings/service";
import { CommandFailed, command, runCommand } from "@/scripts/admin-command";

/*
 * `npm run settings -- <command>`: what a shop changes while it is open; every instance follows within seconds. With the
 * embedded database the store must be stopped meanwhile.
 */

const settingName = z.string({ error: "is the name of a setting" });

const list = command(z.object({}), async (deps) => {
  const settings = await listSettings(deps);
  return settings.map(({ name, value, updatedAt }) => `${name}${stateOf(updatedAt)}\n${pretty(value)}`).join("\n\n");
});

const get = command(z.object({ name: settingName }), async (deps, { name }) => {
  const setting = (await listSettings(deps)).find((one) => one.name === name);
  if (!setting) throw new CommandFailed(`There is no setting ${name}: npm run settings -- list shows them.`);
  return pretty(setting.value);
});

const set = command(
  z.object({ name: settingName, json: z.string({ error: "is the value, as JSON in quotes" }) }),
  async (deps, { name, json }) => {
    try {
      await changeSetting(deps, name, JSON.parse(json));
    } catch (error) {
      if (error instanceof SettingError) throw new CommandFailed(`Nothing was changed.\n${error.message}`);
      if (error instanceof SyntaxError) throw new CommandFailed(`Nothing was changed: the value is not JSON.`);
      throw error;
    }
    return `${name} is set; every instance follows within seconds.`;
  },
);

function stateOf(updatedAt: Date | null): string {
  return updatedAt ? ` (set ${updatedAt.toISOString().slice(0, 16).replace("T", " ")} UTC)` : " (default)";
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

await runCommand("settings", { list, get, set });

import { instantText } from "@/lib/platform/dates";
import type { SettingRow } from "@/lib/settings/service";

export function toSettingsResponse(rows: readonly SettingRow[]) {
  return {
    settings: rows.map(({ name, value, updatedAt }) => {
      return { name, value, updated_at: updatedAt && instantText(updatedAt) };
    }),
  };
}

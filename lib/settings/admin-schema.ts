import { z } from "zod";
import { instant } from "@/lib/platform/response-schema";

/** Dynamic part of the path /api/admin/settings/{name}. */
export const settingParams = z.object({
  name: z.string().meta({ examples: ["CUSTOMER_LOYALTY_CARD_SERVICE"] }),
});

/** Body of PUT /api/admin/settings/{name}: whatever the setting's own schema takes. */
export const changeSettingBody = z
  .object({
    value: z
      .unknown()
      .refine((value) => value !== undefined, "required")
      .meta({ type: ["object", "null"] }),
  })
  .meta({ examples: [{ value: { provider: "embedded", welcome_points: 100 } }] });

export const settingsResponse = z
  .object({
    settings: z.array(
      z.object({
        name: z.string().meta({ examples: ["CLIENT_TYPES"] }),
        value: z.unknown().meta({ examples: [{}] }),
        updated_at: instant.nullable().meta({ description: "null for a default." }),
      }),
    ),
  })
  .meta({ id: "Settings" });

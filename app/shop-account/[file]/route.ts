import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { getShopAccountTexts, shopAccountTexts } from "@/app/shop-account/texts";
import { ok } from "@/lib/platform/http/response";
import { languageOf } from "@/lib/platform/i18n/languages";

/* What <shop-account> says, a file for each language; in the shop's own where it has no other. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Get the texts of <shop-account>",
      params: z.object({ file: z.string().regex(/^[a-z]{2}\.json$/) }),
      responses: { 200: shopAccountTexts },
      errors: ["not_found"],
    },
    async ({ deps, params: { file } }) => {
      const texts = await getShopAccountTexts(languageOf(file.slice(0, 2)) ?? deps.env.DEFAULT_LANGUAGE);
      return ok(texts, { headers: { "Cache-Control": "public, max-age=86400" } });
    },
  ),
});

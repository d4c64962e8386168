import { z } from "zod";
import { endpoint, route } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";

/** Nothing else that the storage may hold is for everybody who knows its name. */
const pictureParams = z.object({
  path: z.preprocess((parts) => [parts].flat().join("/"), z.string().regex(/^avatars\/[0-9a-f]{32}\.webp$/)),
});

/* Uploaded pictures, under names that cannot be guessed and never change their content. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      summary: "Get a picture",
      params: pictureParams,
      responses: { 200: { type: "image/webp" } },
      errors: ["not_found"],
    },
    async ({ deps, params: { path } }) => {
      const file = await deps.storage.find(path);
      if (!file) throw new AppError("not_found");
      return {
        status: 200 as const,
        bytes: file.bytes,
        headers: {
          "Content-Type": "image/webp",
          "Cache-Control": "private, max-age=31536000, immutable",
          "Content-Security-Policy": "default-src 'none'; sandbox",
        },
      };
    },
  ),
});

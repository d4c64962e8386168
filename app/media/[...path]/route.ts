import { endpoint, route } from "@/app/api/_route/routes";
import { AppError } from "@/lib/platform/errors";

/** Nothing else that the storage may hold is for everybody who knows its name. */
const PICTURE = /^avatars\/[0-9a-f]{32}\.webp$/;

/* Uploaded pictures, under names that cannot be guessed and never change their content. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, params }) => {
    const key = params.path ?? "";
    const file = PICTURE.test(key) ? await deps.storage.find(key) : null;
    if (!file) throw new AppError("not_found");
    return {
      status: 200,
      bytes: file.bytes,
      headers: {
        "Content-Type": "image/webp",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
      },
    };
  }),
});

import { isStorageKey } from "@/lib/adapters/storage/port";
import { AppError } from "@/lib/errors";
import { endpoint, route } from "@/lib/http/route";

/* Uploaded pictures, under names that cannot be guessed and never change their content. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "public" }, async ({ deps, params }) => {
    const key = params.path ?? "";
    const file = isStorageKey(key) ? await deps.storage.find(key) : null;
    if (!file) throw new AppError("not_found");
    return {
      status: 200,
      bytes: file.bytes,
      headers: {
        "Content-Type": file.contentType,
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
      },
    };
  }),
});

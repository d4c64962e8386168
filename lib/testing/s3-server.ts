import { type FaultyServer, serveFaulty } from "@/lib/testing/faulty-service";

export type S3Server = FaultyServer & {
  /** By `bucket/key`. */
  objects: Map<string, { bytes: Buffer; type: string }>;
};

const NO_SUCH_KEY = Buffer.from("<Error><Code>NoSuchKey</Code></Error>");

/** As much of Amazon S3 as the storage uses: PUT, GET and DELETE of an object, path style. The buckets are empty. */
export async function startS3Server(): Promise<S3Server> {
  const objects: S3Server["objects"] = new Map();
  const server = await serveFaulty({
    answer({ method, path, header, bytes }) {
      if (!header("authorization").startsWith("AWS4-HMAC-SHA256")) return { status: 403 };
      const name = decodeURIComponent(path.slice(1));
      const object = objects.get(name);
      switch (method) {
        case "PUT":
          objects.set(name, { bytes, type: header("content-type") });
          return { status: 200 };
        case "DELETE":
          objects.delete(name);
          return { status: 204 };
        default:
          return object
            ? { status: 200, body: object.bytes, headers: { "content-type": object.type } }
            : { status: 404, body: NO_SUCH_KEY, headers: { "content-type": "application/xml" } };
      }
    },
  });
  return Object.assign(server, { objects });
}

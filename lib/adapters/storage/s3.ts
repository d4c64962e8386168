import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { isStorageKey, type Storage } from "@/lib/adapters/storage/port";
import { UnavailableError } from "@/lib/platform/errors";

export type S3Settings = {
  bucket: string;
  region: string;
  /** For services other than Amazon's. */
  endpoint: string | undefined;
  accessKeyId: string;
  secretAccessKey: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`. */
  forcePathStyle: boolean;
};

/** The bucket stays private. */
export function s3Storage(settings: S3Settings): Storage {
  const client = new S3Client({
    region: settings.region,
    ...(settings.endpoint ? { endpoint: settings.endpoint } : {}),
    forcePathStyle: settings.forcePathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 },
  });
  const place = (key: string) => {
    if (!isStorageKey(key)) throw new Error("Not a storage key.");
    return { Bucket: settings.bucket, Key: key };
  };
  return {
    async put(key, file) {
      const command = new PutObjectCommand({ ...place(key), Body: file.bytes, ContentType: file.contentType });
      await client.send(command).catch(unavailable);
    },
    async find(key) {
      const object = place(key);
      try {
        const answer = await client.send(new GetObjectCommand(object));
        const bytes = new Uint8Array((await answer.Body?.transformToByteArray()) ?? []);
        return { bytes, contentType: answer.ContentType ?? "application/octet-stream" };
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
        return unavailable(error);
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(place(key))).catch(unavailable);
    },
  };
}

function unavailable(error: unknown): never {
  throw new UnavailableError(error);
}

-- CreateEnum
CREATE TYPE "SessionKind" AS ENUM ('cookie', 'token');

-- AlterEnum
ALTER TYPE "ActivityKind" ADD VALUE 'identity_confirmed';

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "credentials_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "phone_changed_at" TIMESTAMPTZ(6),
ADD COLUMN     "username_canonical" VARCHAR(150);

-- Of names that differ by their case alone the oldest keeps the canonical form. The others go on signing in as written.
UPDATE "customer" SET "username_canonical" = lower("username");
UPDATE "customer" AS younger SET "username_canonical" = left(lower(younger."username"), 130) || '~' || younger."id"
WHERE EXISTS (
    SELECT 1 FROM "customer" AS older
    WHERE older."username_canonical" = younger."username_canonical" AND older."id" < younger."id"
);
ALTER TABLE "customer" ALTER COLUMN "username_canonical" SET NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "fresh_at" TIMESTAMPTZ(6),
ADD COLUMN     "kind" "SessionKind" NOT NULL DEFAULT 'cookie';

-- CreateTable
CREATE TABLE "known_device" (
    "id" SERIAL NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "known_device_token_hash_key" ON "known_device"("token_hash");

-- CreateIndex
CREATE INDEX "known_device_customer_id_idx" ON "known_device"("customer_id");

-- CreateIndex
CREATE INDEX "known_device_last_seen_at_idx" ON "known_device"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "customer_username_canonical_key" ON "customer"("username_canonical");

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A sign-in token is a sign-in like any other: it ends after as long, and with the others.
INSERT INTO "session" ("token_hash", "customer_id", "created_at", "last_seen_at", "expires_at", "kind")
SELECT "token_hash", "customer_id", "created_at", COALESCE("last_used_at", "created_at"), "created_at" + INTERVAL '30 days', 'token'
FROM "api_token" WHERE "name" = 'Sign-in';
DELETE FROM "api_token" WHERE "name" = 'Sign-in';

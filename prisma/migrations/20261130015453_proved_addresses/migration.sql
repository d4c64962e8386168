-- AlterEnum
ALTER TYPE "ActivityKind" ADD VALUE 'email_confirmed';
ALTER TYPE "ActivityKind" ADD VALUE 'email_lost';
ALTER TYPE "ActivityKind" ADD VALUE 'change_undone';
ALTER TYPE "ActivityKind" ADD VALUE 'phone_released';

-- AlterEnum
ALTER TYPE "EmailLinkPurpose" ADD VALUE 'email_confirmation';
ALTER TYPE "EmailLinkPurpose" ADD VALUE 'undo';

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "verified_email" VARCHAR(254);

-- Until now a registration proved no address. A change of the address did, by the link that was mailed to it.
UPDATE "customer" SET "verified_email" = "email_canonical"
WHERE EXISTS (
    SELECT 1 FROM "activity" WHERE "activity"."customer_id" = "customer"."id" AND "activity"."kind" = 'email_changed'
);

-- DropIndex
DROP INDEX "customer_email_canonical_key";

-- AlterTable
ALTER TABLE "email_link" ADD COLUMN     "former" JSON,
ADD COLUMN     "used_at" TIMESTAMPTZ(6);

-- CreateIndex
CREATE UNIQUE INDEX "customer_verified_email_key" ON "customer"("verified_email");

-- CreateIndex
CREATE INDEX "customer_email_canonical_idx" ON "customer"("email_canonical");

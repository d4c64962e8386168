-- CreateEnum
CREATE TYPE "ActivityKind" AS ENUM ('signed_in', 'signed_out', 'registered', 'phone_changed', 'email_changed', 'password_changed', 'consents_changed', 'segment_switched', 'token_created', 'token_revoked', 'session_ended', 'other_sessions_ended', 'loyalty_joined', 'loyalty_left', 'data_exported', 'deletion_asked', 'deletion_withdrawn');

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "deletion_due_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "activity" (
    "id" SERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "kind" "ActivityKind" NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip" VARCHAR(64),
    "user_agent" VARCHAR(400),
    "detail" VARCHAR(200),

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "retained_consent" (
    "id" SERIAL NOT NULL,
    "email_hash" VARCHAR(64) NOT NULL,
    "channel" "ConsentChannel" NOT NULL,
    "old_value" BOOLEAN,
    "new_value" BOOLEAN,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "wording_version" VARCHAR(40) NOT NULL,
    "source" VARCHAR(60) NOT NULL,
    "kept_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "retained_consent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "activity_customer_id_id_idx" ON "activity"("customer_id", "id");

-- CreateIndex
CREATE INDEX "activity_at_idx" ON "activity"("at");

-- CreateIndex
CREATE INDEX "retained_consent_email_hash_idx" ON "retained_consent"("email_hash");

-- CreateIndex
CREATE INDEX "retained_consent_kept_until_idx" ON "retained_consent"("kept_until");

-- CreateIndex
CREATE INDEX "customer_deletion_due_at_idx" ON "customer"("deletion_due_at");

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateEnum
CREATE TYPE "EmailLinkPurpose" AS ENUM ('password_reset', 'email_change');

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "loyalty_requested_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "verification" (
    "id" SERIAL NOT NULL,
    "holder" VARCHAR(160) NOT NULL,
    "purpose" VARCHAR(40) NOT NULL,
    "session_id" INTEGER,
    "api_token_id" INTEGER,
    "client_key" VARCHAR(64),
    "phone" VARCHAR(60) NOT NULL,
    "confirm_hash" VARCHAR(64) NOT NULL DEFAULT '',
    "intent" JSON,
    "code_hash" VARCHAR(64),
    "code_length" INTEGER NOT NULL DEFAULT 6,
    "tried_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "superseded_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "resend_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "sending_until" TIMESTAMPTZ(6),

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_link" (
    "id" SERIAL NOT NULL,
    "purpose" "EmailLinkPurpose" NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "email" VARCHAR(254),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "email_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queued_message" (
    "id" SERIAL NOT NULL,
    "channel" VARCHAR(10) NOT NULL,
    "to" VARCHAR(254) NOT NULL,
    "subject" VARCHAR(200),
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "queued_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "verification_session_id_idx" ON "verification"("session_id");

-- CreateIndex
CREATE INDEX "verification_api_token_id_idx" ON "verification"("api_token_id");

-- CreateIndex
CREATE INDEX "verification_client_key_purpose_idx" ON "verification"("client_key", "purpose");

-- CreateIndex
CREATE INDEX "verification_expires_at_idx" ON "verification"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "verification_holder_purpose_key" ON "verification"("holder", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "email_link_token_hash_key" ON "email_link"("token_hash");

-- CreateIndex
CREATE INDEX "email_link_customer_id_idx" ON "email_link"("customer_id");

-- CreateIndex
CREATE INDEX "email_link_expires_at_idx" ON "email_link"("expires_at");

-- CreateIndex
CREATE INDEX "queued_message_next_attempt_at_idx" ON "queued_message"("next_attempt_at");

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_api_token_id_fkey" FOREIGN KEY ("api_token_id") REFERENCES "api_token"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_link" ADD CONSTRAINT "email_link_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

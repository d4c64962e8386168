-- CreateEnum
CREATE TYPE "LoyaltyTaskKind" AS ENUM ('join', 'update', 'deactivate');

-- CreateEnum
CREATE TYPE "LoyaltyEntryKind" AS ENUM ('welcome', 'earn', 'spend', 'reverse', 'expire', 'adjust');

-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "client_type" VARCHAR(40);

-- AlterTable
ALTER TABLE "customer" DROP COLUMN "loyalty_requested_at";

-- CreateTable
CREATE TABLE "setting" (
    "name" VARCHAR(60) NOT NULL,
    "value" JSON NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "loyalty_card" (
    "id" SERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "account_number" VARCHAR(100) NOT NULL,
    "number" VARCHAR(60) NOT NULL,
    "points" INTEGER,
    "points_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "modified_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loyalty_card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loyalty_task" (
    "id" SERIAL NOT NULL,
    "kind" "LoyaltyTaskKind" NOT NULL,
    "customer_id" INTEGER,
    "provider" VARCHAR(20) NOT NULL,
    "account_number" VARCHAR(100),
    "key" VARCHAR(64) NOT NULL,
    "payload" JSON NOT NULL,
    "is_started" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_attempt_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_until" TIMESTAMPTZ(6),

    CONSTRAINT "loyalty_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loyalty_member" (
    "id" SERIAL NOT NULL,
    "account_number" VARCHAR(20) NOT NULL,
    "creation_key" VARCHAR(64) NOT NULL,
    "first_name" VARCHAR(50) NOT NULL,
    "last_name" VARCHAR(50) NOT NULL,
    "phone" VARCHAR(60),
    "phone_canonical" VARCHAR(60),
    "email" VARCHAR(254),
    "email_canonical" VARCHAR(254),
    "gender" "Gender",
    "date_of_birth" DATE,
    "email_allowed" BOOLEAN,
    "sms_allowed" BOOLEAN,
    "call_allowed" BOOLEAN,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "joined_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "loyalty_member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loyalty_entry" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "kind" "LoyaltyEntryKind" NOT NULL,
    "points" INTEGER NOT NULL,
    "description" VARCHAR(200) NOT NULL,
    "reference" VARCHAR(100) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "available_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "reverses_id" INTEGER,

    CONSTRAINT "loyalty_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "id" SERIAL NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "request_hash" VARCHAR(64) NOT NULL,
    "answer" JSON,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_card_customer_id_key" ON "loyalty_card"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_card_provider_account_number_key" ON "loyalty_card"("provider", "account_number");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_task_key_key" ON "loyalty_task"("key");

-- CreateIndex
CREATE INDEX "loyalty_task_next_attempt_at_idx" ON "loyalty_task"("next_attempt_at");

-- CreateIndex
CREATE INDEX "loyalty_task_provider_account_number_idx" ON "loyalty_task"("provider", "account_number");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_task_customer_id_kind_key" ON "loyalty_task"("customer_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_member_account_number_key" ON "loyalty_member"("account_number");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_member_creation_key_key" ON "loyalty_member"("creation_key");

-- CreateIndex
CREATE INDEX "loyalty_member_phone_canonical_idx" ON "loyalty_member"("phone_canonical");

-- CreateIndex
CREATE INDEX "loyalty_member_email_canonical_idx" ON "loyalty_member"("email_canonical");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_entry_reference_key" ON "loyalty_entry"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "loyalty_entry_reverses_id_key" ON "loyalty_entry"("reverses_id");

-- CreateIndex
CREATE INDEX "loyalty_entry_member_id_id_idx" ON "loyalty_entry"("member_id", "id");

-- CreateIndex
CREATE INDEX "loyalty_entry_expires_at_idx" ON "loyalty_entry"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "idempotent_answer_key_key" ON "idempotent_answer"("key");

-- CreateIndex
CREATE INDEX "idempotent_answer_expires_at_idx" ON "idempotent_answer"("expires_at");

-- AddForeignKey
ALTER TABLE "loyalty_card" ADD CONSTRAINT "loyalty_card_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loyalty_task" ADD CONSTRAINT "loyalty_task_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loyalty_entry" ADD CONSTRAINT "loyalty_entry_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "loyalty_member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loyalty_entry" ADD CONSTRAINT "loyalty_entry_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "loyalty_entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

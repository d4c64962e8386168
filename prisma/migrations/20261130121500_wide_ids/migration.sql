-- The ids of what grows with use get 64 bits: 32 end at 2,147,483,647, which the sign-ins of a large shop reach in two
-- years. Customers, segments and price lists keep theirs.
--
-- Each table is rewritten, and nobody reads it meanwhile. A column that is BIGINT already costs nothing: where tables are
-- large, widen them beforehand while the shop is open, as docs/scale.md describes under "Wide ids". Instances of the
-- release before this one must have ended.

-- Sign-ins and what hangs on them
ALTER TABLE "session" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "session_id_seq" AS BIGINT;
ALTER TABLE "api_token" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "api_token_id_seq" AS BIGINT;
ALTER TABLE "verification"
    ALTER COLUMN "id" SET DATA TYPE BIGINT,
    ALTER COLUMN "session_id" SET DATA TYPE BIGINT,
    ALTER COLUMN "api_token_id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "verification_id_seq" AS BIGINT;
ALTER TABLE "known_device" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "known_device_id_seq" AS BIGINT;
ALTER TABLE "passkey" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "passkey_id_seq" AS BIGINT;
ALTER TABLE "email_link" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "email_link_id_seq" AS BIGINT;

-- What is told of customers
ALTER TABLE "activity" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "activity_id_seq" AS BIGINT;
ALTER TABLE "consent_event" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "consent_event_id_seq" AS BIGINT;
ALTER TABLE "retained_consent" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "retained_consent_id_seq" AS BIGINT;
ALTER TABLE "dev_message" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "dev_message_id_seq" AS BIGINT;

-- Loyalty
ALTER TABLE "loyalty_card" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "loyalty_card_id_seq" AS BIGINT;
ALTER TABLE "loyalty_member" ALTER COLUMN "id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "loyalty_member_id_seq" AS BIGINT;
ALTER TABLE "loyalty_entry"
    ALTER COLUMN "id" SET DATA TYPE BIGINT,
    ALTER COLUMN "member_id" SET DATA TYPE BIGINT,
    ALTER COLUMN "reverses_id" SET DATA TYPE BIGINT;
ALTER SEQUENCE "loyalty_entry_id_seq" AS BIGINT;

-- A key that is sent again took an id each time. The key itself is the row's name, and a claim tells its holders apart.
ALTER TABLE "idempotent_answer"
    DROP COLUMN "id",
    ADD COLUMN "claim" UUID NOT NULL DEFAULT gen_random_uuid(),
    ADD CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY USING INDEX "idempotent_answer_key_key";

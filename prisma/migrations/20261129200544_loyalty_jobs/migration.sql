-- What the programme is still to hear becomes jobs, with the attempts that they have behind them.
INSERT INTO "job" ("kind", "key", "payload", "attempts", "created_at", "run_at", "claimed_until")
SELECT 'loyalty.join', "customer_id"::text,
    json_build_object(
        'provider', "provider", 'writeKey', "key", 'member', "payload"->'member', 'isStarted', "is_started",
        'joining', CASE WHEN "customer_id" IS NOT NULL THEN json_build_object(
            'customerId', "customer_id", 'provedPhone', "payload"->'provedPhone', 'attributes', "payload"->'attributes',
            'profile', "payload"->'profile', 'ip', "payload"->'ip', 'source', "payload"->'source',
            'keepSession', "payload"->'keepSession') END),
    "attempts", "created_at", "next_attempt_at", "claimed_until"
FROM "loyalty_task" WHERE "kind" = 'join' ORDER BY "id";

INSERT INTO "job" ("kind", "key", "payload", "attempts", "created_at", "run_at", "claimed_until")
SELECT 'loyalty.update', "customer_id"::text,
    json_build_object(
        'provider', "provider", 'writeKey', "key", 'accountNumber', "account_number", 'customerId', "customer_id",
        'member', "payload"->'member', 'profile', "payload"->'profile', 'ip', "payload"->'ip',
        'source', "payload"->'source', 'keepSession', "payload"->'keepSession'),
    "attempts", "created_at", "next_attempt_at", "claimed_until"
FROM "loyalty_task" WHERE "kind" = 'update' AND "customer_id" IS NOT NULL AND "account_number" IS NOT NULL
ORDER BY "id";

-- An account is closed once. One of several closures may be the one that erases.
INSERT INTO "job" ("kind", "key", "payload", "attempts", "created_at", "run_at", "claimed_until")
SELECT 'loyalty.close', "provider" || ':' || "account_number",
    json_build_object(
        'provider', "provider", 'writeKey', min("key"), 'accountNumber', "account_number",
        'erases', bool_or(COALESCE(("payload"->>'erases')::boolean, false))),
    min("attempts"), min("created_at"), min("next_attempt_at"), max("claimed_until")
FROM "loyalty_task" WHERE "kind" = 'deactivate' AND "account_number" IS NOT NULL
GROUP BY "provider", "account_number" ORDER BY min("id");

-- DropForeignKey
ALTER TABLE "loyalty_task" DROP CONSTRAINT "loyalty_task_customer_id_fkey";

-- DropTable
DROP TABLE "loyalty_task";

-- DropEnum
DROP TYPE "LoyaltyTaskKind";

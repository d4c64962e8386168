/*
 * The rows of a shop that has been open for years, made by PostgreSQL itself: as many of each kind for a customer as
 * docs/scale.md counts. For tests of plans and for measuring; people of tests have larger ids.
 */

/** Beside customers, in rows for each of them. */
const JOBS_POSTPONED = 0.03;

/** One statement for each table, in order; each runs by itself. @param count of customers; even */
export function manyCustomers(count: number): string[] {
  const series = (rows: number) => `generate_series(1, ${Math.ceil(rows)}) AS i`;
  const owner = `(1 + i % ${count})`;
  const hash = (prefix: string) => `md5('${prefix}' || i) || md5(i || '${prefix}')`;
  return [
    `INSERT INTO price_list (id, name, code, currency) VALUES (900, 'All', 'all', 'try')`,
    `INSERT INTO segment (id, name, price_list_id) SELECT 900 + i, 'Segment ' || i, 900 FROM ${series(5)}`,
    `INSERT INTO customer (id, username, username_canonical, email, email_canonical, verified_email, phone, phone_canonical,
       phone_verified_at, password_hash, first_name, last_name, gender, language_code, active_segment_id, deletion_due_at)
     SELECT i, md5('u' || i), md5('u' || i), address, address, CASE WHEN i % 4 > 0 THEN address END, number, number, now(),
       'x', 'Jane', 'Doe', 'female', 'tr', 901 + i % 5, CASE WHEN i % 1000 = 0 THEN now() + interval '7 days' END
     FROM ${series(count)}
     CROSS JOIN LATERAL (SELECT 'c' || i || '@example.com' AS address, '+905' || lpad(i::text, 9, '0') AS number) own`,
    `INSERT INTO session (token_hash, customer_id, created_at, last_seen_at, expires_at)
     SELECT ${hash("s")}, CASE WHEN i % 3 > 0 THEN ${owner} END, now(), now() - (i % 13) * interval '1 day',
       now() + (1 + i % 29) * interval '1 day' FROM ${series(count * 1.5)}`,
    `INSERT INTO known_device (token_hash, customer_id) SELECT ${hash("d")}, ${owner} FROM ${series(count * 2)}`,
    `INSERT INTO api_token (token_hash, customer_id, name) SELECT ${hash("t")}, ${owner}, 'Till' FROM ${series(count * 0.1)}`,
    `INSERT INTO passkey (customer_id, credential_id, user_handle, public_key, counter, name, is_backed_up)
     SELECT ${owner}, ${hash("p")}, ${hash("h")}, '\\x00', 0, 'Phone', true FROM ${series(count * 0.1)}`,
    `INSERT INTO external_identity (customer_id, issuer, subject)
     SELECT ${owner}, 'https://login.example/', ${hash("i")} FROM ${series(count * 0.5)}`,
    `INSERT INTO segment_membership (customer_id, segment_id)
     SELECT i, 901 + i % 5 FROM ${series(count)} UNION SELECT i, 901 + (i + 1) % 5 FROM ${series(count)}`,
    `INSERT INTO consent_event (customer_id, channel, old_value, new_value, wording_version, source)
     SELECT ${owner}, 'sms', NULL, true, '2026-01', 'profile' FROM ${series(count * 4)}`,
    `INSERT INTO activity (customer_id, kind, at, user_agent)
     SELECT ${owner}, 'signed_in', now() - (i % 365) * interval '1 day', 'Mozilla/5.0' FROM ${series(count * 10)}`,
    `INSERT INTO email_link (purpose, customer_id, token_hash, expires_at)
     SELECT 'email_confirmation', ${owner}, ${hash("l")}, now() + interval '1 day' FROM ${series(count * 0.1)}`,
    `INSERT INTO verification (holder, purpose, session_id, client_key, phone, expires_at)
     SELECT 'session:' || id, 'phone_change', id, md5('c' || id), '+905321234567', now() + interval '2 minutes'
     FROM session ORDER BY id LIMIT ${Math.ceil(count * 0.05)}`,
    `INSERT INTO job (kind, key, payload, run_at, attempts)
     SELECT CASE WHEN i % 2 = 0 THEN 'loyalty.update' ELSE 'notification.send' END, 'many:' || i, '{}',
       now() + (i % 600) * interval '1 second', 8 FROM ${series(count * JOBS_POSTPONED)}`,
    `INSERT INTO job (kind, payload, run_at, dead_at, last_error)
     SELECT 'notification.send', '{}', now() - interval '1 day', now() - interval '1 day', 'not_sent'
     FROM ${series(count * 0.01)}`,
    `INSERT INTO rate_limit (key, points, expire)
     SELECT 'many:' || md5(i::text), 1, (extract(epoch FROM now()) * 1000)::bigint + 86400000 FROM ${series(count * 0.5)}`,
    `INSERT INTO idempotent_answer (key, request_hash, answer, expires_at)
     SELECT ${hash("k")}, '', '{}', now() + interval '1 day' FROM ${series(count * 0.2)}`,
    `INSERT INTO answered_challenge (challenge_hash, expires_at)
     SELECT ${hash("a")}, now() + interval '5 minutes' FROM ${series(count * 0.01)}`,
    `INSERT INTO retained_consent (contact_hash, channel, new_value, at, wording_version, source, kept_until)
     SELECT ${hash("r")}, 'sms', true, now(), '2026-01', 'profile', now() + interval '1 year' FROM ${series(count * 0.5)}`,
    `INSERT INTO loyalty_member (id, account_number, creation_key, first_name, last_name, phone, phone_canonical, email,
       email_canonical)
     SELECT i, '9' || lpad(i::text, 11, '0'), md5('m' || i), 'Jane', 'Doe', '+905' || lpad(i::text, 9, '0'),
       '+905' || lpad(i::text, 9, '0'), 'c' || i || '@example.com', 'c' || i || '@example.com'
     FROM ${series(count / 2)}`,
    `INSERT INTO loyalty_card (customer_id, provider, account_number, number)
     SELECT i, 'embedded', '9' || lpad(i::text, 11, '0'), '' FROM ${series(count / 2)}`,
    `INSERT INTO left_loyalty_account (customer_id, provider, account_number, left_at)
     SELECT i, 'embedded', '8' || lpad(i::text, 11, '0'), now() FROM ${series(count * 0.02)}`,
    `INSERT INTO wallet_pass (customer_id, platform, token_hashes, shown)
     SELECT i, 'apple', ARRAY[${hash("w")}], ${hash("x")} FROM ${series(count * 0.3)}`,
    `INSERT INTO wallet_phone (pass_id, device_hash, push_token)
     SELECT id, md5('y' || id) || md5(id || 'y'), md5('z' || id) FROM wallet_pass`,
    `INSERT INTO loyalty_entry (member_id, kind, points, total, remaining, description, reference, at, expires_at)
     SELECT 1 + i % ${count / 2}, 'earn', 10, 10 * (1 + i / ${count / 2}), CASE WHEN i > ${count * 8} THEN 10 ELSE 0 END, 'Order',
       'many:' || i, now() - interval '200 days', now() + interval '165 days' FROM ${series(count * 10)}`,
    `INSERT INTO webhook_endpoint (id, url) VALUES (900, 'https://crm.example.com/events')`,
    `INSERT INTO webhook_event (id, type, customer_id, at, data)
     SELECT -i, 'customer.updated', ${owner}, now() - (i % 30) * interval '1 day', '{}' FROM ${series(count * 2)}`,
    `INSERT INTO webhook_delivery (endpoint_id, customer_id, event_id)
     SELECT 900, customer_id, id FROM webhook_event WHERE id % 10 = 0`,
    `INSERT INTO admin_change (action, target, at)
     SELECT 'membership.assign', 'customer ' || i, now() - (i % 700) * interval '1 day' FROM ${series(count * 0.5)}`,
    `SELECT setval(pg_get_serial_sequence('customer', 'id'), ${count})`,
  ];
}

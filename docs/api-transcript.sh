#!/usr/bin/env bash
# Sends the documents' own example requests with curl to a running, fresh demo store, at their original paths, and prints
# what was sent and what came back as Markdown:
#   npm start                                        (in one terminal, on a fresh database: npm run db:reset)
#   docs/api-transcript.sh > docs/api-transcript.md
set -euo pipefail

shop=${1:-http://localhost:3000}
jar=$(mktemp)
answer=$(mktemp)
trap 'rm -f "$jar" "$answer"' EXIT

shorten() { sed -E 's/\b([0-9a-f]{8})[0-9a-f]{24,}/\1…/g'; }

# Prints a request and its answer; secrets of this one run are shortened. Usage: call METHOD PATH [curl arguments …]
call() {
  local method=$1 path=$2
  shift 2
  echo '```http'
  echo "$method $path" | shorten
  local body=''
  for argument in "$@"; do [[ $argument == '{'* ]] && body=$argument; done
  [ -n "$body" ] && printf '%s\n' "$body"
  echo
  curl -sS -X "$method" "$shop$path" -b "$jar" -c "$jar" -H 'Accept-Language: en' "$@" -w '\n%{http_code}' | tee "$answer" |
    awk '{ lines[NR] = $0 } END { print lines[NR]; for (i = 1; i < NR; i++) if (lines[i] != "") print lines[i] }' |
    shorten
  echo '```'
  echo
}

# Somebody new: no cookies but a CSRF token.
start_over() {
  : > "$jar"
  curl -sS "$shop/csrf_token/" -b "$jar" -c "$jar" > /dev/null
  csrf=(-H "x-csrftoken: $(cookie csrftoken)")
}

# The newest message to a phone or an address, as the demo's outbox has it.
outbox() { curl -sS --get "$shop/api/dev/outbox" --data-urlencode "to=$1"; }
code_sent_to() { outbox "$1" | grep -o '"code":"[0-9]*"' | head -1 | tr -dc '0-9'; }

# The token in the newest answer.
token() { sed -nE 's/.*"token":"([0-9a-f]+)".*/\1/p' "$answer"; }

cookie() { awk -v name="$1" '$6 == name { print $7 }' "$jar"; }
json=(-H 'Content-Type: application/json')

cat <<'MARKDOWN'
# The documents' examples, sent with curl

Made by `docs/api-transcript.sh` against a fresh demo store. Each block has the request line, the JSON body as the
document prints it, the status and the answer. Session cookie, CSRF token and keys are shortened; codes were read from the
demo's outbox.

## Signing in

MARKDOWN
call POST /users/login/ "${json[@]}" -d '{"email": "john.doe@example.com", "password": "SecurePassword123"}'
call GET /csrf_token/
csrf=(-H "x-csrftoken: $(cookie csrftoken)")
call GET /current_user/

printf '## Profile and user\n\n'
call GET /users/profile/
call GET /users/user/
call PATCH /users/profile/ "${json[@]}" "${csrf[@]}" -d '{"first_name": "John", "last_name": "Doe", "email_allowed": true, "sms_allowed": true, "call_allowed": false}'
call GET /users/profile-with-loyalty/
printf 'With the phone that the customer has:\n\n'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "0123456789", "code": "123456", "resend": false, "date_of_birth": "1990-01-01", "gender": "male", "attributes": {"preferred_language": "English"}}'
printf 'Without it, as the document'\''s 400:\n\n'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"date_of_birth": "1990-01-01"}'

printf '## Another phone\n\n'
printf 'The phone of the document'\''s example is a new one: a code is sent to it, and nothing is changed yet.\n\n'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555555", "resend": false, "date_of_birth": "1990-01-01", "gender": "male", "attributes": {"preferred_language": "English"}}'
first=$(code_sent_to 5555555555)
printf 'The code of the example is a wrong one, and a right one does not prove another number:\n\n'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555555", "code": "123456", "resend": false, "date_of_birth": "1990-01-01", "gender": "male", "attributes": {"preferred_language": "English"}}'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555556", "code": "'"$first"'", "date_of_birth": "1990-01-01"}'
printf 'Another code, after which the first one is expired; where the challenge stands; and the new code:\n\n'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555555", "resend": true, "date_of_birth": "1990-01-01"}'
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555555", "code": "'"$first"'", "date_of_birth": "1990-01-01"}'
call GET /api/verification/phone_change
call PATCH /users/profile-with-loyalty/ "${json[@]}" "${csrf[@]}" -d '{"phone": "5555555555", "code": "'"$(code_sent_to 5555555555)"'", "resend": false, "date_of_birth": "1990-01-01", "gender": "male", "attributes": {"preferred_language": "English"}}'

printf '## Segments\n\n'
call GET /users/segments/
call POST /users/segments/107/set/ "${csrf[@]}"
printf 'The path that the document'\''s own example uses, and a segment that is not assigned:\n\n'
call POST /segments/108/set/ "${csrf[@]}"
call POST /users/segments/12/set/ "${csrf[@]}"

printf '## customers/me\n\n'
call POST /api/shop/customers/auth/pwd/signin "${json[@]}" -d '{"username": "john.doe@example.com", "password": "SecurePassword123"}'
key=$(token)
call GET /api/shop/customers/me -H "Authorization: Token $key"
call PATCH /api/shop/customers/me -H "Authorization: Token $key" "${json[@]}" -d '{"first_name": "John", "last_name": "Doe", "gender": "male"}'
printf 'A bad token:\n\n'
call GET /api/shop/customers/me -H 'Authorization: Token bad'

printf '## Signing out\n\n'
call POST /users/logout/ "${csrf[@]}"
call GET /users/profile/

printf '## Registering with a loyalty card\n\n'
printf 'The document'\''s example; its email address is blank there.\n\n'
start_over
example='"first_name": "John", "last_name": "Doe", "email": "john@example.com", "password": "SecurePassword123", "phone": "+1234567890", "date_of_birth": "1990-01-01", "gender": "male", "add_loyalty": true, "email_allowed": true, "sms_allowed": true, "call_allowed": false'
call POST /users/register-with-loyalty/ "${json[@]}" "${csrf[@]}" -d "{$example}"
call POST /users/register-with-loyalty/ "${json[@]}" "${csrf[@]}" -d "{$example, \"resend\": true}"
printf 'A wrong code, other consents than the code was asked for, and the code:\n\n'
code=$(code_sent_to +1234567890)
call POST /users/register-with-loyalty/ "${json[@]}" "${csrf[@]}" -d "{$example, \"code\": \"123456\"}"
call POST /users/register-with-loyalty/ "${json[@]}" "${csrf[@]}" -d "{${example/\"sms_allowed\": true/\"sms_allowed\": false}, \"code\": \"$code\"}"
call POST /users/register-with-loyalty/ "${json[@]}" "${csrf[@]}" -d "{$example, \"code\": \"$code\"}"
call GET /current_user/

printf '## Registering as the storefront client does\n\n'
printf 'No CSRF token, words for booleans, and every error in a list. The first answer'\''s cookie ties the steps together.\n\n'
: > "$jar"
form='"first_name": "Jane", "last_name": "Roe", "email": "jane@example.com", "password": "SecurePassword123", "phone": "05337654321", "gender": "none", "email_allowed": "true", "sms_allowed": "false", "confirm": "true", "formType": "register"'
call POST /users/registration/ "${json[@]}" -d "{$form}"
call POST /users/registration/ "${json[@]}" -d "{$form, \"code\": \"123456\"}"
call POST /users/registration/ "${json[@]}" -d "{$form, \"code\": \"$(code_sent_to 05337654321)\"}"

printf '## Signing in by code\n\n'
start_over
call POST /users/otp-login/ "${json[@]}" "${csrf[@]}" -d '{"phone": "0532 123 45 67"}'
call POST /users/otp-login/ "${json[@]}" "${csrf[@]}" -d '{"phone": "0532 123 45 67", "code": "'"$(code_sent_to 05321234567)"'"}'
printf 'A number without an account gets the same answer:\n\n'
start_over
call POST /users/otp-login/ "${json[@]}" "${csrf[@]}" -d '{"phone": "0534 765 43 21"}'
printf 'An app, without any cookie and with the code as a number, from the code to its profile and out again:\n\n'
: > "$jar"
# A code alone does not open an account to which nobody has signed in for a long time.
curl -sS -o /dev/null "$shop/api/shop/customers/auth/pwd/signin" "${json[@]}" -d '{"username": "mia.schneider@example.com", "password": "SecurePassword123"}'
call POST /api/shop/customers/auth/otp/signin "${json[@]}" -d '{"mobile_number": "+4915123456789"}'
code=$((10#$(code_sent_to +4915123456789)))
call POST /api/shop/customers/auth/otp/signin/verify "${json[@]}" -d '{"code": '"$(((code + 1) % 1000000))"'}'
call POST /api/shop/customers/auth/otp/signin/verify "${json[@]}" -d '{"code": '"$code"'}'
key=$(token)
call GET /api/shop/customers/me -H "Authorization: Token $key"
call PATCH /api/shop/customers/me -H "Authorization: Token $key" "${json[@]}" -d '{"gender": "x"}'
call PATCH /api/shop/customers/me -H "Authorization: Token $key" "${json[@]}" -d '{"gender": "female"}'
call POST /api/shop/customers/auth/signout -H "Authorization: Token $key"
call GET /api/shop/customers/me -H "Authorization: Token $key"

printf '## A new password\n\n'
start_over
call POST /users/password/reset/ "${json[@]}" "${csrf[@]}" -d '{"email": "can.yilmaz@example.com"}'
until outbox can.yilmaz@example.com | grep -q 'reset?key='; do sleep 0.2; done
key=$(outbox can.yilmaz@example.com | grep -o 'reset?key=[0-9a-z-]*' | head -1 | cut -d= -f2)
call POST "/users/reset/$key/" "${json[@]}" "${csrf[@]}" -d '{"new_password1": "tangerine bicycle", "new_password2": "tangerine bicycle"}'
printf 'The link works once:\n\n'
call POST "/users/reset/$key/" "${json[@]}" "${csrf[@]}" -d '{"new_password1": "tangerine bicycle", "new_password2": "tangerine bicycle"}'

printf '## The loyalty card\n\n'
printf 'Somebody who has none yet: the document'\''s form, with their own new phone number.\n\n'
start_over
call POST /users/login/ "${json[@]}" -d '{"email": "john.new@example.com", "password": "SecurePassword123"}'
card='"first_name": "John", "last_name": "Doe", "email": "john.new@example.com", "gender": "male", "date_of_birth": "1990-12-10", "phone": "+966123457800", "email_allowed": false, "sms_allowed": false'
call GET /loyalty-card/loyalty_card/
call GET /loyalty-card/add_loyalty_card/
call POST /loyalty-card/add_loyalty_card/ "${json[@]}" "${csrf[@]}" -d "{$card}"
call POST /loyalty-card/add_loyalty_card/ "${json[@]}" "${csrf[@]}" -d "{$card, \"resend\": true}"
printf 'A wrong code, and the right one; then the card is there, and a second is refused:\n\n'
call POST /loyalty-card/add_loyalty_card/ "${json[@]}" "${csrf[@]}" -d "{$card, \"code\": \"00000\"}"
call POST /loyalty-card/add_loyalty_card/ "${json[@]}" "${csrf[@]}" -d "{$card, \"code\": \"$(code_sent_to +966123457800)\"}"
call GET /loyalty-card/loyalty_card/
call GET /loyalty-card/add_loyalty_card/
call POST /loyalty-card/add_loyalty_card/ "${json[@]}" "${csrf[@]}" -d "{$card}"
printf 'What the programme knows of the member, and a change of it:\n\n'
call GET /loyalty-card/update_loyalty_card/
call POST /loyalty-card/update_loyalty_card/ "${json[@]}" "${csrf[@]}" -d '{"phone": "+966123457800", "first_name": "John", "last_name": "Smith", "email_allowed": false, "sms_allowed": true, "call_allowed": false, "gender": "male", "date_of_birth": "1990-12-10"}'
call GET /loyalty-card/ledger/
printf 'The points as the storefront client reads them, who asks for JSON:\n\n'
call GET /account/loyalty-account-balance/
call GET /account/loyalty/ -H 'Accept: application/json'
printf 'Leaving, once and again:\n\n'
call GET /loyalty-card/delete_loyalty/
call POST /loyalty-card/delete_loyalty/ "${csrf[@]}"
call POST /loyalty-card/delete_loyalty/ "${csrf[@]}"
printf 'Back without a code, since the number is proved by now:\n\n'
call POST /loyalty-card/add_loyalty_card_otp/ "${json[@]}" "${csrf[@]}" -d '{"first_name": "John", "last_name": "Doe", "email": "john.new@example.com", "gender": "male", "date_of_birth": "1990-12-10", "phone": "+966123457800", "email_allowed": false, "sms_allowed": true, "call_allowed": null}'

printf '## Linking a loyalty account\n\n'
printf 'Mia'\''s account in the programme has her proved phone and her address; another'\''s address finds nothing.\n\n'
start_over
call POST /users/login/ "${json[@]}" -d '{"email": "mia.schneider@example.com", "password": "SecurePassword123"}'
call POST /loyalty-card/search_exists_create/ "${json[@]}" "${csrf[@]}" -d '{"email": "john.doe@example.com", "phone": "+966123457799"}'
call POST /loyalty-card/search_exists_create/ "${json[@]}" "${csrf[@]}" -d '{"email": "mia.schneider@example.com", "phone": "+49 151 23456789"}'
call GET /loyalty-card/loyalty_card/

printf '## Errors, as one likes them\n\n'
printf 'A parameter that means nothing; an unknown key, ignored and refused; a problem detail:\n\n'
call GET '/loyalty-card/ledger/?limit=100000'
call PATCH /users/profile/ "${json[@]}" "${csrf[@]}" -d '{"first_nam": "Mia"}' -o /dev/null
call PATCH /users/profile/ "${json[@]}" "${csrf[@]}" -H 'Prefer: handling=strict' -d '{"first_nam": "Mia"}'
call PATCH /users/profile/ "${json[@]}" "${csrf[@]}" -H 'Accept: application/problem+json' -H 'X-Request-Id: transcript-1' -d '{"phone": "12"}'

printf '## Leaving\n\n'
printf 'Without a body, by a sign-in of the last day; then nothing lets in but another sign-in, which can keep the account:\n\n'
call PATCH /users/anonymize/ "${csrf[@]}"
call GET /current_user/

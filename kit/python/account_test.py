"""Run by account.test.ts against the API on the wire: ACCOUNT_URL, and EMAIL and PASSWORD of a customer there."""

import os
import threading
import time
import unittest
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import quote

from account import RESEND, Account, AccountError

URL = os.environ["ACCOUNT_URL"]
CREDENTIALS = {"email": os.environ["EMAIL"], "password": os.environ["PASSWORD"]}


def newest_code(phone):
    """As the dev mailbox of the demo and of tests has it."""
    messages = Account(URL).get(f"/api/dev/outbox?to={quote(phone)}")
    return next(message["code"] for message in messages if message["code"])


class Sessions(unittest.TestCase):
    def test_is_kept_with_a_csrf_token_for_every_change_and_a_new_one_where_the_session_is_new(self):
        account = Account(URL, language="en")
        for name in ["Jane", "Janet"]:
            account.post("/users/login/", CREDENTIALS)
            self.assertEqual(account.patch("/users/profile/", {"first_name": name})["first_name"], name)
        account.post("/users/logout/")
        with self.assertRaises(AccountError) as raised:
            account.get("/current_user/")
        self.assertEqual((raised.exception.status, raised.exception.code), (401, "not_authenticated"))

    def test_is_not_needed_with_a_token(self):
        credentials = {"username": CREDENTIALS["email"], "password": CREDENTIALS["password"]}
        token = Account(URL).post("/api/shop/customers/auth/pwd/signin", credentials)["token"]
        account = Account(URL, token=token)
        self.assertEqual(account.patch("/api/shop/customers/me", {"last_name": "Token"})["last_name"], "Token")


class Errors(unittest.TestCase):
    def test_are_raised_with_their_code_and_fields_in_the_language_asked_for(self):
        with self.assertRaises(AccountError) as raised:
            Account(URL, language="de").post("/users/otp-login/", {"phone": "12"})
        self.assertEqual((raised.exception.status, raised.exception.code), (400, "invalid_input"))
        self.assertIn("gültige", raised.exception.fields["phone"][0])


class Verifications(unittest.TestCase):
    def setUp(self):
        self.account = Account(URL)
        self.account.post("/users/login/", CREDENTIALS)
        self.phone = os.environ["NEW_PHONE"]

    def test_asks_again_after_a_wrong_code_and_ends_with_the_right_one(self):
        asked = []

        def ask(challenge, error):
            asked.append((challenge["attempts_left"], error and error.code))
            code = newest_code(self.phone)
            return code if error else f"{(int(code) + 1) % 1_000_000:06}"

        answer = self.account.verify("PATCH", "/users/profile/", {"phone": self.phone}, ask)
        self.assertEqual((answer.status, answer.body["phone"]), (200, self.phone))
        self.assertEqual(asked, [(5, None), (4, "sms_verification_100_2")])

    def test_sends_another_code_when_told_to_and_can_be_given_up(self):
        answers = [RESEND, None]
        phone = os.environ["OTHER_PHONE"]
        given_up = self.account.verify("PATCH", "/users/profile/", {"phone": phone}, lambda *_: answers.pop(0))
        self.assertEqual((given_up, answers), (None, []))

    def test_is_none_where_no_code_is_needed(self):
        answer = self.account.verify("PATCH", "/users/profile/", {"first_name": "Ann"}, lambda *_: self.fail("asked"))
        self.assertEqual(answer.status, 200)


class Later(BaseHTTPRequestHandler):
    """Gives the server's answers, one after the other, and notes what it was asked."""

    def do_PATCH(self):
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        status, retry_after = self.server.answers.pop(0)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


class RetryAfter(unittest.TestCase):
    def rename(self, *answers):
        server = HTTPServer(("127.0.0.1", 0), Later)
        server.answers, server.bodies = list(answers), []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            account = Account(f"http://127.0.0.1:{server.server_port}", token="any")
            account.patch("/users/profile/", {"first_name": "Jane"})
        finally:
            server.shutdown()
            server.server_close()
            self.bodies = server.bodies

    def test_is_waited_for_and_the_same_request_is_sent_once_more(self):
        self.rename((503, "0"), (429, formatdate(time.time() - 60, usegmt=True)), (200, None))
        self.assertEqual(self.bodies, [b'{"first_name": "Jane"}'] * 3)

    def test_ends_after_three_tries(self):
        with self.assertRaises(AccountError):
            self.rename((503, "0"), (503, "0"), (503, "0"), (200, None))
        self.assertEqual(len(self.bodies), 3)

    def test_is_the_callers_to_wait_for_where_it_is_long(self):
        with self.assertRaises(AccountError) as raised:
            self.rename((429, "3600"))
        self.assertEqual(raised.exception.retry_after, 3600)


if __name__ == "__main__":
    unittest.main()

"""A small loyalty programme that speaks the store's loyalty contract over HTTP.

Start it with Python 3.11 or newer; it needs nothing but the standard library:

    LOYALTY_PROGRAMME_SECRET=... python3 programme.py --port 8080

It listens on 127.0.0.1 only, below /v1. Port 0 takes any free one.

Members and points live in memory and are gone when the process ends. To build a real programme on this, put your
database behind the class Programme, and remove /v1/_control, which gives points to whoever asks on this machine.
"""

import argparse
import contextlib
import hashlib
import hmac
import ipaddress
import itertools
import json
import os
import re
import secrets
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

BASE_PATH = "/v1"
COUNTRY_CODE = "90"  # of phones that are written the national way, with a leading 0
LARGEST_BODY = 64 * 1024
LARGEST_NUMBER = 2**53 - 1
MOST_FOUND = 100

Json = dict[str, Any]
Answer = tuple[int, Json | None]


class Refused(Exception):
    """Ends a request with an error status. The message is for the log on the other side: no personal data in it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def sign(secret: str, timestamp: str, method: str, target: str, key: str = "", body: bytes = b"") -> str:
    """The value of X-Loyalty-Signature. target: path and query exactly as they stand in the request line."""
    text = "\n".join([timestamp, method, target, key, hashlib.sha256(body).hexdigest()])
    return "v1=" + hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_signed(secret: str, headers: Mapping[str, str], method: str, target: str, body: bytes) -> bool:
    timestamp = headers.get("X-Loyalty-Timestamp", "")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > 300:
        return False
    wanted = sign(secret, timestamp, method, target, headers.get("Idempotency-Key", ""), body)
    return hmac.compare_digest(wanted.encode(), headers.get("X-Loyalty-Signature", "").encode())


def is_text(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value, re.DOTALL) is not None


def is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


# The nine fields that the store sends, each with the check for a value that is not null.
DETAILS: dict[str, Callable[[object], bool]] = {
    "first_name": lambda value: is_text(value, r".{0,50}"),
    "last_name": lambda value: is_text(value, r".{0,50}"),
    "phone": lambda value: is_text(value, r"\+?[0-9]{7,16}"),
    "email": lambda value: is_text(value, r".{1,254}"),
    "gender": lambda value: value in ("female", "male"),
    "date_of_birth": is_date,
    "email_allowed": lambda value: isinstance(value, bool),
    "sms_allowed": lambda value: isinstance(value, bool),
    "call_allowed": lambda value: isinstance(value, bool),
}


def parse_object(body: bytes) -> Json:
    try:
        value = json.loads(body.decode())
    except ValueError:
        raise Refused(400, "the body is not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise Refused(400, "the body is not a JSON object")
    return value


def parse_details(body: bytes) -> Json:
    """The nine fields, null where one is missing. Other fields are ignored."""
    sent = parse_object(body)
    details = {name: sent.get(name) for name in DETAILS}
    for name, value in details.items():
        if value is not None and not DETAILS[name](value):
            raise Refused(422, f"{name} is not acceptable")
    return details


def phone_digits(phone: str | None) -> str:
    """The international number, digits only, whatever the spelling; empty when there is none."""
    digits = re.sub(r"[^0-9]", "", phone or "")
    if not digits.startswith("0") or "+" in (phone or ""):
        return digits
    return digits[2:] if digits.startswith("00") else COUNTRY_CODE + digits[1:]


@dataclass
class Account:
    number: str
    details: Json
    is_active: bool = True
    balance: int = 0  # below zero for a debt
    entries: list[Json] = field(default_factory=list)  # the ledger, newest first

    def as_member(self) -> Json:
        return {"account_number": self.number, **self.details, "is_active": self.is_active}


class Programme:
    """All accounts. Hold the lock around every call."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.accounts: dict[str, Account] = {}
        self.accounts_by_key: dict[str, Account] = {}
        self.entry_ids = itertools.count(1)

    def account(self, number: str) -> Account:
        if number not in self.accounts:
            raise Refused(404, "no such account")
        return self.accounts[number]

    def search(self, query: dict[str, str]) -> Json:
        phone, email = phone_digits(query.get("phone")), query.get("email", "").casefold()
        if not phone and not email:
            raise Refused(400, "phone or email is required")
        found = [
            account.as_member()
            for account in self.accounts.values()
            if (phone and phone_digits(account.details["phone"]) == phone)
            or (email and (account.details["email"] or "").casefold() == email)
        ]
        return {"members": found[:MOST_FOUND]}

    def create(self, key: str, body: bytes) -> Answer:
        if not 1 <= len(key) <= 64:
            raise Refused(400, "an Idempotency-Key of 1 to 64 characters is required")
        if known := self.accounts_by_key.get(key):
            return 200, known.as_member()
        # A random number: a counter would begin anew after a restart and give old members' numbers to others.
        account = Account(f"R{secrets.randbelow(10**15):015}", parse_details(body))
        self.accounts[account.number] = self.accounts_by_key[key] = account
        return 201, account.as_member()

    def update(self, number: str, body: bytes) -> Json:
        account = self.account(number)
        account.details = parse_details(body)
        return account.as_member()

    def balance(self, number: str) -> Json:
        account = self.account(number)
        points, owed = max(account.balance, 0), max(-account.balance, 0)
        return {"account_number": number, "points": points, "owed_points": owed, "pending_points": 0,
                "expiring": None, "tier": None}

    def ledger(self, number: str, query: dict[str, str]) -> Json:
        entries = self.account(number).entries
        limit = query.get("limit", "20")
        if not re.fullmatch(r"[1-9][0-9]?|100", limit):
            raise Refused(400, "limit is 1 to 100")
        start = 0
        if "before" in query:
            ids = [entry["id"] for entry in entries]
            if query["before"] not in ids:
                raise Refused(400, "no such page")
            start = ids.index(query["before"]) + 1
        end = start + int(limit)
        return {"account_number": number, "entries": entries[start:end],
                "next": entries[end - 1]["id"] if end < len(entries) else None}

    def add_points(self, body: bytes) -> Json:
        command = parse_object(body)
        account, points = self.account(str(command.get("account_number"))), command.get("points")
        if type(points) is not int:  # True is an int, too
            raise Refused(400, "points is a whole number")
        if max(abs(points), abs(account.balance + points)) > LARGEST_NUMBER:
            raise Refused(400, "more points than the contract can carry")
        account.balance += points
        account.entries.insert(0, {
            "id": str(next(self.entry_ids)), "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "kind": "earn" if points > 0 else "adjust", "points": points, "balance": account.balance,
            "description": None, "available_at": None, "expires_at": None,
        })
        return self.balance(account.number)


class Server(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self, port: int, secret: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.secret = secret
        self.programme = Programme()


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True  # head and body are written one after the other

    def answer(self) -> None:
        status: int
        content: Json | None
        try:
            status, content = self.work(self.read_body())
        except Refused as refused:
            status, content = refused.status, {"error": str(refused)}
        except OSError:
            raise  # the connection is gone
        except Exception:
            traceback.print_exc()
            status, content = 500, {"error": "internal error"}
        self.reply(status, content)

    do_GET = do_POST = do_PUT = answer

    def read_body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not re.fullmatch(r"[0-9]{1,9}", length) or int(length) > LARGEST_BODY:
            self.close_connection = True  # what was not read would pass for the next request
            raise Refused(413, "the body is too long, or comes without a Content-Length")
        return self.rfile.read(int(length))

    def work(self, body: bytes) -> Answer:
        path, _, query_text = self.path.partition("?")
        programme = self.server.programme
        if path == f"{BASE_PATH}/_control" and self.command == "POST":
            # Unsigned, for trying out, and therefore for this machine only.
            if not ipaddress.ip_address(self.client_address[0]).is_loopback:
                raise Refused(403, "from the same machine only")
            with programme.lock:
                return 200, programme.add_points(body)
        if not is_signed(self.server.secret, self.headers, self.command, self.path, body):
            raise Refused(401, "not signed, or the clocks differ")
        if not path.startswith(f"{BASE_PATH}/"):
            raise Refused(404, "no such path")
        # Split first, then decode: an account number may contain an encoded slash.
        parts = [unquote(part) for part in path.removeprefix(f"{BASE_PATH}/").split("/")]
        query = {name: values[0] for name, values in parse_qs(query_text, keep_blank_values=True).items()}
        with programme.lock:
            return self.route(programme, parts, query, body)

    def route(self, programme: Programme, parts: list[str], query: dict[str, str], body: bytes) -> Answer:
        match self.command, parts:
            case "GET", ["members"]:
                return 200, programme.search(query)
            case "POST", ["members"]:
                return programme.create(self.headers.get("Idempotency-Key", ""), body)
            case "GET", ["members", number]:
                return 200, programme.account(number).as_member()
            case "PUT", ["members", number]:
                return 200, programme.update(number, body)
            case "GET", ["members", number, "balance"]:
                return 200, programme.balance(number)
            case "GET", ["members", number, "ledger"]:
                return 200, programme.ledger(number, query)
            case "POST", ["members", number, "deactivate" | "reopen" as action]:
                programme.account(number).is_active = action == "reopen"
                return 204, None
        raise Refused(404, "no such request")

    def reply(self, status: int, content: Json | None) -> None:
        self.send_response(status)
        if self.close_connection:
            self.send_header("Connection", "close")
        if content is None:
            self.end_headers()
            return
        data = json.dumps(content).encode()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server itself refuses is answered in JSON, too: the store takes no web page for an answer."""
        self.close_connection = True
        self.reply(code, {"error": message or self.responses[code][0]})

    def log_message(self, format: str, *args: object) -> None:
        """No access log: the query of a search holds a phone and an address."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the store may hang up whenever it likes
            super().handle()


def main() -> None:
    parser = argparse.ArgumentParser(description="A loyalty programme in memory.")
    parser.add_argument("--port", type=int, default=8080, help="0 for a free one")
    port = parser.parse_args().port
    secret = os.environ.get("LOYALTY_PROGRAMME_SECRET")
    if not secret:
        parser.error("LOYALTY_PROGRAMME_SECRET is not set")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    with Server(port, secret) as server:
        print(f"listening on http://127.0.0.1:{server.server_port}{BASE_PATH}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()

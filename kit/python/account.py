"""A client of the account API in one file: the standard library only, Python 3.9 or newer.

It does what every caller has to do: keep the session and send CSRF tokens, wait as long as Retry-After says, and lead an
SMS verification to its end.

    account = Account("https://shop.example", language="en")
    account.post("/users/login/", {"email": "john.doe@example.com", "password": "…"})
    account.patch("/users/profile/", {"first_name": "Jane"})
    account.verify("PATCH", "/users/profile/", {"phone": "+905321234567"}, lambda challenge, error: input("Code: "))
"""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar
from typing import Any, Callable, Mapping, NamedTuple, Optional
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, Request, build_opener

RESEND = "resend"
"""What `ask` returns to have another code sent."""

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# After these the same challenge goes on; anything else ends it.
_GOES_ON = {"sms_verification_100_2", "sms_verification_100_4", "throttled"}


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: Any
    """JSON as read; bytes of any other type; None without a body."""


class AccountError(Exception):
    """Any answer of 400 or more, as the problem detail that it is (RFC 9457)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.status = answer.status
        problem = answer.body if isinstance(answer.body, dict) else {}
        self.code: Optional[str] = problem.get("code")
        """Never translated, such as "invalid_input"."""
        self.fields: dict[str, list[str]] = {}
        """What is wrong with each field."""
        for error in problem.get("errors", []):
            self.fields.setdefault(error["field"], []).append(error["detail"])
        self.retry_after = _retry_after(answer)
        """Seconds until the request can be sent again, where that is told."""
        super().__init__(problem.get("detail") or f"The server answered {answer.status}.")


class Account:
    """One person's client: it keeps their session. Make one for each.

    base_url: where the store is, without a slash at the end
    token: an API token; with one, cookies and CSRF tokens are neither needed nor sent
    language: of messages, as in Accept-Language
    tries: of one request in all
    wait_max: seconds; a longer Retry-After is the caller's to wait for
    timeout: seconds that one answer may take
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: Optional[str] = None,
        language: Optional[str] = None,
        tries: int = 3,
        wait_max: float = 10,
        timeout: float = 30,
    ) -> None:
        self._base_url = base_url
        self._token = token
        self._tries = tries
        self._wait_max = wait_max
        self._timeout = timeout
        self._csrf_token: Optional[str] = None
        self._headers = {"Accept": "application/json, application/problem+json"}
        if language:
            self._headers["Accept-Language"] = language
        if token:
            self._headers["Authorization"] = f"Token {token}"
        self._opener = build_opener(*([] if token else [HTTPCookieProcessor(CookieJar())]))

    def get(self, path: str) -> Any:
        return self.request("GET", path).body

    def post(self, path: str, body: Optional[Mapping[str, Any]] = None) -> Any:
        return self.request("POST", path, body).body

    def patch(self, path: str, body: Optional[Mapping[str, Any]] = None) -> Any:
        return self.request("PATCH", path, body).body

    def delete(self, path: str) -> Any:
        return self.request("DELETE", path).body

    def request(
        self,
        method: str,
        path: str,
        body: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
    ) -> Answer:
        """Sends a request, more than once where the server says when. Raises AccountError."""
        for left in range(self._tries - 1, -1, -1):
            answer = self._attempt(method, path, body, dict(headers or {}))
            if answer.status < 400:
                return answer
            seconds = _retry_after(answer)
            if left == 0 or seconds is None or seconds > self._wait_max:
                raise AccountError(answer)
            time.sleep(seconds)
        raise ValueError("tries is less than one")

    def verify(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any],
        ask: Callable[[Optional[dict], Optional[AccountError]], Optional[str]],
    ) -> Optional[Answer]:
        """Leads a request through its SMS verification, until it is done.

        ask: called with where the challenge stands (None: its code is void, only RESEND helps) and why it is asked once
            more (None the first time); returns the code, RESEND for another one, or None to give up
        Returns the last answer, also that of a request that needed no code; None when it was given up. Raises
        AccountError for any refusal after which the challenge does not go on.
        """
        answer = self.request(method, path, body)
        # Some proxies turn 202 into 200: the body says that a code is awaited.
        challenge = answer.body.get("verification") if isinstance(answer.body, dict) else None
        if challenge is None:
            return answer
        state = f"/api/verification/{challenge['purpose']}"
        error: Optional[AccountError] = None
        while True:
            code = ask(challenge, error)
            if code is None:
                return None
            error = None
            try:
                answer = self.request(method, path, {**body, **({"resend": True} if code == RESEND else {"code": code})})
                if code != RESEND:
                    return answer
            except AccountError as refusal:
                if refusal.code not in _GOES_ON:
                    raise
                error = refusal
            try:
                challenge = self.get(state)
            except AccountError:
                challenge = None

    def _attempt(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        if self._token or method in _SAFE_METHODS:
            return self._exchange(method, path, body, headers)
        is_kept = self._csrf_token is not None
        answer = self._exchange(method, path, body, {**headers, **self._csrf_header()})
        if not is_kept or answer.status != 403 or AccountError(answer).code != "csrf_failed":
            return answer
        # It was issued to a session that has ended, as each does at sign-in.
        self._csrf_token = None
        return self._exchange(method, path, body, {**headers, **self._csrf_header()})

    def _csrf_header(self) -> dict[str, str]:
        if self._csrf_token is None:
            answer = self._exchange("GET", "/csrf_token/", None, {})
            if answer.status != 200:
                return {}
            self._csrf_token = answer.body["csrf_token"]
        return {"X-CSRFToken": self._csrf_token or ""}

    def _exchange(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        all_headers = {**self._headers, **headers}
        if data is not None:
            all_headers["Content-Type"] = "application/json"
        request = Request(self._base_url + path, data=data, headers=all_headers, method=method)
        try:
            response = self._opener.open(request, timeout=self._timeout)
        except HTTPError as error:
            response = error
        with response:
            content = response.read()
            is_json = "json" in response.headers.get("Content-Type", "")
            read = json.loads(content) if is_json and content else content or None
            return Answer(response.status, response.headers, read)


def _retry_after(answer: Answer) -> Optional[float]:
    """Seconds, by a number or a date; None where there is none."""
    header = answer.headers.get("Retry-After")
    if header is None:
        return None
    if header.isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return None

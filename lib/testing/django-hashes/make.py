"""Prints password hashes as Django makes them: `pip install django argon2-cffi bcrypt`, then `python make.py > hashes.json`.

With a number, that many hashes with each hasher's cheapest parameters that a test can wait for, one JSON object a line.
"""

import json
import sys

import django
from django.conf import settings
from django.contrib.auth import hashers

settings.configure()
django.setup()

KINDS = [
    hashers.PBKDF2PasswordHasher,
    hashers.Argon2PasswordHasher,
    hashers.BCryptPasswordHasher,
    hashers.BCryptSHA256PasswordHasher,
    hashers.ScryptPasswordHasher,
]

# Seventy-two bytes are all that bcrypt reads.
PASSWORDS = [
    "SecurePassword123",
    "Şifre İstanbul ığüşöç",
    "пароль с пробелами",
    "كلمة المرور",
    "emoji 😀🔑",
    "cafe\u0301 as a Mac types it",
    " $dollar$ and blanks ",
    "x" * 72,
]


def cheap(kind):
    """The same hasher with parameters of older releases."""
    overrides = {"iterations": 20_000, "time_cost": 2, "memory_cost": 512, "parallelism": 2, "rounds": 5, "work_factor": 2**10}
    return type(kind.__name__, (kind,), {name: value for name, value in overrides.items() if hasattr(kind, name)})()


def encode(hasher, password):
    return {"password": password, "hash": hasher.encode(password, hasher.salt())}


if len(sys.argv) > 1:
    for index in range(int(sys.argv[1])):
        print(json.dumps(encode(cheap(KINDS[index % len(KINDS)]), f"password {index}")))
else:
    # One of each kind as Django ships it.
    made = [encode(kind() if index == 0 else cheap(kind), password) for kind in KINDS for index, password in enumerate(PASSWORDS)]
    print(json.dumps({"django": django.get_version(), "hashes": made}, indent=2))

"""Whether what was signed is still what stands there, in Python, by `rfc8785`.

    python digest.py < documents.ndjson
"""

import hashlib
import json
import sys

import rfc8785

COVERED = ("form", "version", "id", "subject", "answers", "asked")


def read(text):
    # Whatever the number, it counts as a double.
    return json.loads(text, parse_int=float)


def sha256(value):
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def standing(document, signature):
    """`matches`, `matches_answers`, `changed` or `no_digest`."""
    said = signature.get("digest")
    if not said:
        return "no_digest"
    covered = {name: document[name] for name in COVERED if name in document}
    if said.startswith("sha-256:2:"):
        itself = {name: value for name, value in signature.items() if name != "digest" and value not in (None, "")}
        return "matches" if said == "sha-256:2:" + sha256([covered, itself]) else "changed"
    # Version 0.1 made it of the answers and the person alone.
    covered.pop("id", None)
    return "matches_answers" if said == "sha-256:" + sha256(covered) else "changed"


if __name__ == "__main__":
    for line in sys.stdin:
        document = read(line)
        print(json.dumps([standing(document, signature) for signature in document.get("signatures", [])]))

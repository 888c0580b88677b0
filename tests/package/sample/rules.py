"""The rules in Python, by wasmtime: a request is a dict, and so is the answer.

    python rules.py coplan-rules.wasm < requests.ndjson
"""

import json
import secrets
import sys

from wasmtime import Engine, Instance, Module, Store, Val


class Refused(Exception):
    """What cannot be answered: `name`, `path`, `code` and `message`, and nothing that was typed."""


class Rules:
    def __init__(self, path):
        self.engine = Engine()
        self.module = Module.from_file(self.engine, path)
        self.begin()

    def begin(self):
        self.store = Store(self.engine)
        self.exports = Instance(self.store, self.module, []).exports(self.store)
        # Nobody outside can know which keys would make a map slow.
        self.exports["seed"].set_value(self.store, Val.i64(secrets.randbits(63)))

    def answer(self, request):
        """The text of a request gives the text of its answer."""
        store, exports, sent = self.store, self.exports, request.encode()
        try:
            exports["memory"].write(store, sent, exports["reserve"](store, len(sent)))
            at = exports["call"](store)
            return exports["memory"].read(store, at, at + exports["answered"](store)).decode()
        except Exception:
            self.begin()  # What has trapped is not asked again.
            raise

    def call(self, request):
        answer = json.loads(self.answer(json.dumps(request)))
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["answer"]


if __name__ == "__main__":
    rules = Rules(sys.argv[1])
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    for line in sys.stdin:
        if line.strip():
            print(rules.answer(line))

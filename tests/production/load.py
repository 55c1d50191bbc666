"""Ask through the front for so many seconds, pages and forms, and tell what failed.

Run by `trial` inside the Debian that it sets up, with that one's own Python.
"""

import collections
import http.client
import ssl
import sys
import threading
import time

HERE = ssl._create_unverified_context()
HEADERS = {
    "Host": "press.example",
    "Content-Type": "application/x-www-form-urlencoded",
}
ASKED = [
    *[("GET", f"/en/?n={number}", None) for number in range(3)],
    *[("POST", "/admin/login/", "username=a&password=b")] * 2,
]

answers, failures = collections.Counter(), []
ends = time.monotonic() + float(sys.argv[1])


def ask(method, path, body):
    while time.monotonic() < ends:
        try:
            front = http.client.HTTPSConnection(
                "127.0.0.1", 443, context=HERE, timeout=40
            )
            front.request(method, path, body, HEADERS)
            status = front.getresponse().status
            answers[method, status] += 1
            if status >= 500:
                failures.append((method, path, status))
        except OSError as error:
            failures.append((method, path, repr(error)))
        time.sleep(0.1)


threads = [threading.Thread(target=ask, args=each) for each in ASKED]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{dict(answers)}, failed: {len(failures)} {failures[:5]}")  # noqa: T201
sys.exit(bool(failures))

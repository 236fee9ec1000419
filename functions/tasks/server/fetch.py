"""A GET of a URL that somebody else chose: bounded in bytes, time and hops, http and https only.

A function here can reach what its caller may not: the emulator's own control endpoints, and the Runtime API of other
functions, where a GET takes an invocation away. Their paths are refused wherever they lie, since one address has many
names.
"""
import http.client
import posixpath
import re
import threading
import time
from urllib.parse import unquote, urljoin, urlsplit

from refused import Refused

MOST_HOPS = 3
REDIRECTS = (301, 302, 303, 307, 308)
CONTROL = re.compile(r"/(_orrery|\d{4}-\d\d-\d\d/(runtime|extension|logs|telemetry))(/|$)", re.IGNORECASE)


def fetch(url, most_bytes, seconds):
    """The body. Throws Refused."""
    deadline = time.monotonic() + seconds
    for _ in range(MOST_HOPS + 1):
        parts = allowed(url)
        try:
            status, location, body = _get(parts, most_bytes, deadline)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            why = f"no answer within {seconds} s" if time.monotonic() >= deadline else error or type(error).__name__
            raise Refused("url", f"{url} cannot be fetched: {why}") from None
        if status in REDIRECTS and location:
            url = urljoin(url, location)
        elif status == 200:
            return body
        else:
            raise Refused("url", f"{url} answered {status}")
    raise Refused("url", f"{url}: more than {MOST_HOPS} redirects")


def allowed(url):
    """The parts of a URL that may be fetched."""
    try:
        parts = urlsplit(url)
        parts.port  # is read from the text only here
    except ValueError as error:
        raise Refused("url", f"{url!r} is not a URL: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise Refused("url", f"{url!r}: only http and https are fetched")
    if not parts.hostname or parts.username is not None:
        raise Refused("url", f"{url!r} must name a host, and no user")
    if CONTROL.match(_as_servers_read(parts.path)):
        raise Refused("url", f"{url!r} is a control endpoint")
    return parts


def _as_servers_read(path):
    """The path after every decoding and tidying that a server might do."""
    for _ in range(4):
        path = unquote(path)
    return "/" + posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/")


def _get(parts, most_bytes, deadline):
    """(status, where it redirects to, body)."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("out of time")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=left)
    # The timeout above is of one read; a server that sends a byte now and then would hold us for ever.
    sockets = []
    end = threading.Timer(left, _cut, [connection, sockets])
    end.daemon = True
    end.start()
    try:
        connection.connect()
        sockets.append(connection.sock)  # the connection forgets it where the answer ends with the connection
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"User-Agent": "xina", "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status != 200:
            return answer.status, answer.getheader("Location"), b""
        body = answer.read(most_bytes + 1)
        if len(body) > most_bytes:
            raise Refused("url", f"{parts.geturl()} is larger than {most_bytes} bytes")
        if answer.length:
            raise http.client.IncompleteRead(body, answer.length)
        if time.monotonic() >= deadline:
            raise TimeoutError("out of time")
        return 200, None, body
    finally:
        end.cancel()
        connection.close()


def _cut(connection, sockets):
    for socket in [connection.sock, *sockets]:
        try:
            socket.shutdown(2)
        except (OSError, AttributeError):
            pass  # it has ended meanwhile, or not begun

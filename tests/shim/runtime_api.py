"""A Runtime API in the tests' own process: hands out events, collects what the shim answers."""
import queue
import socket
import threading
import time


class Answer:
    def __init__(self, path, headers, body, trailers=None):
        self.path, self.headers, self.body, self.trailers = path, headers, body, trailers or {}

    def __repr__(self):
        return "%s %s" % (self.path, self.body)


class RuntimeApi:
    """One connection at a time may be waiting for `next`; answers arrive in `answers`."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self._socket.getsockname()[1]
        self._events = queue.Queue()
        self.answers = queue.Queue()
        self.asked = queue.Queue()  # the time of each `next`
        self._count = 0
        self._closed = False
        self._connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._closed = True
        self._socket.close()
        self._events.put(None)
        for connection in self._connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def send(self, body, seconds=30, **headers):
        """Queues one invocation; `headers` are given as in trace_id="Root=1"."""
        self._count += 1
        request_id = headers.pop("request_id", "%08d-0000-4000-8000-000000000000" % self._count)
        fields = {"Lambda-Runtime-Aws-Request-Id": request_id,
                  "Lambda-Runtime-Deadline-Ms": str(int((time.time() + seconds) * 1000)),
                  "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:000000000000:function:f"}
        for name, value in headers.items():
            fields["Lambda-Runtime-" + "-".join(part.capitalize() for part in name.split("_"))] = value
        self._events.put((fields, body if isinstance(body, bytes) else body.encode()))
        return request_id

    def invoke(self, body, **headers):
        self.send(body, **headers)
        return self.answer()

    def answer(self, seconds=20):
        return self.answers.get(timeout=seconds)

    def _accept(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        stream = connection.makefile("rwb")
        try:
            while True:
                line = stream.readline()
                if not line:
                    return
                path = line.split(b" ")[1].decode()
                headers = self._fields(stream)
                body, trailers = self._body(stream, headers)
                if path.endswith("/invocation/next"):
                    self.asked.put(time.monotonic())
                    event = self._events.get()
                    if event is None:
                        return
                    fields, payload = event
                    self._reply(stream, 200, fields, payload)
                else:
                    self.answers.put(Answer(path, headers, body, trailers))
                    self._reply(stream, 202, {}, b'{"status":"OK"}')
        except (OSError, ValueError):
            pass

    @staticmethod
    def _fields(stream):
        fields = {}
        while True:
            line = stream.readline().strip()
            if not line:
                return fields
            name, _, value = line.partition(b":")
            fields[name.decode().lower()] = value.strip().decode("utf-8")

    def _body(self, stream, headers):
        if headers.get("transfer-encoding") != "chunked":
            return stream.read(int(headers.get("content-length", 0))), {}
        pieces = []
        while True:
            length = int(stream.readline(), 16)
            if length == 0:
                return b"".join(pieces), self._fields(stream)
            pieces.append(stream.read(length))
            stream.readline()

    @staticmethod
    def _reply(stream, status, fields, body):
        head = "HTTP/1.1 %d OK\r\nContent-Length: %d\r\n" % (status, len(body))
        head += "".join("%s: %s\r\n" % field for field in fields.items())
        stream.write(head.encode() + b"\r\n" + body)
        stream.flush()

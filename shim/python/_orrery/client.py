"""The Runtime API over one raw keep-alive socket, which costs a third of what http.client does."""
import socket

PREFIX = b"/2018-06-01/runtime/"
RECEIVE = 65536


class Gone(Exception):
    """The emulator closed the connection: there is nobody left to work for."""


class RuntimeClient:
    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._address = (host or "127.0.0.1", int(port))
        self._host = address.encode()
        self._next = b"GET %sinvocation/next HTTP/1.1\r\nHost: %s\r\n\r\n" % (PREFIX, self._host)
        self._socket = None
        self._buffer = b""

    def next(self):
        """Waits for the next invocation: its headers, with names in lower case, and its body."""
        self._send(self._next)
        status, headers, body = self._receive()
        if status != 200:
            raise Gone("next: status %d" % status)
        return headers, body

    def post_response(self, request_id, body):
        return self._post(b"invocation/%s/response" % request_id.encode(), body)

    def post_error(self, request_id, body, error_type):
        return self._post(b"invocation/%s/error" % request_id.encode(), body, error_type)

    def post_init_error(self, body, error_type):
        return self._post(b"init/error", body, error_type)

    def _post(self, path, body, error_type=None):
        extra = b""
        if error_type:
            extra = b"Lambda-Runtime-Function-Error-Type: %s\r\n" % error_type.encode("ascii", "replace")
        self._send(b"POST %s%s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                   % (PREFIX, path, self._host, extra, len(body), body))
        return self._receive()[0]

    def _send(self, request):
        if self._socket is not None:
            try:
                return self._socket.sendall(request)
            except OSError:  # closed while it was idle: once more on a new connection
                self._socket.close()
        try:
            self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.connect(self._address)
            self._socket.sendall(request)
        except OSError as error:
            raise Gone(str(error)) from None
        self._buffer = b""

    def _receive(self):
        end = self._buffer.find(b"\r\n\r\n")
        while end < 0:
            self._more()
            end = self._buffer.find(b"\r\n\r\n")
        lines = self._buffer[:end].decode("latin-1").split("\r\n")
        self._buffer = self._buffer[end + 4:]
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        status = int(lines[0].split(" ", 2)[1])
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = self._chunks()
        else:
            body = self._exactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            self._socket.close()
            self._socket = None
        return status, headers, body

    def _more(self):
        try:
            piece = self._socket.recv(RECEIVE)
        except OSError as error:
            raise Gone(str(error)) from None
        if not piece:
            raise Gone("closed")
        self._buffer += piece

    def _exactly(self, length):
        if len(self._buffer) < length:
            pieces, missing = [self._buffer], length - len(self._buffer)
            while missing > 0:
                self._buffer = b""
                self._more()
                pieces.append(self._buffer)
                missing -= len(self._buffer)
            self._buffer = b"".join(pieces)
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return body

    def _line(self):
        while b"\r\n" not in self._buffer:
            self._more()
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def _chunks(self):
        pieces = []
        while True:
            length = int(self._line().split(b";")[0], 16)
            if length == 0:
                while self._line():
                    pass
                return b"".join(pieces)
            pieces.append(self._exactly(length))
            self._line()

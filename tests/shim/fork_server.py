"""Speaks with a fork server as the emulator does."""
import array
import json
import os
import socket
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INTERPRETER = os.environ.get("ORRERY_TEST_PYTHON", "/usr/bin/python3")


class ForkServer:
    def __init__(self):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.channel = ours
        ours.settimeout(20)

        def at_three():
            if theirs.fileno() != 3:
                os.dup2(theirs.fileno(), 3)
            os.set_inheritable(3, True)

        self.process = subprocess.Popen([INTERPRETER, os.path.join(ROOT, "shim/python/zygote.py")],
                                        env={"PATH": "/usr/bin:/bin", "LEAKED": "yes"}, close_fds=False,
                                        preexec_fn=at_three, stdin=subprocess.DEVNULL)
        theirs.close()
        self._count = 0
        self._ends = {}

    def receive(self):
        packet = self.channel.recv(65536)
        if not packet:
            raise EOFError
        return json.loads(packet)

    def fork(self, **request):
        """Returns the child's number and the read ends of its output and error output."""
        self._count += 1
        output, output_end = os.pipe()
        errors, errors_end = os.pipe()
        self.channel.sendmsg([json.dumps(dict(request, id=self._count)).encode()],
                             [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [output_end, errors_end]))])
        os.close(output_end)
        os.close(errors_end)
        answer = self.answer()
        assert answer["id"] == self._count, answer
        return answer["pid"], output, errors

    def answer(self):
        """The next packet that is not about the end of a process."""
        while True:
            packet = self.receive()
            if "exit" not in packet:
                return packet
            self._ends[packet["exit"]] = packet["status"]

    def status_of(self, pid):
        """Waits for the end of a process."""
        while pid not in self._ends:
            packet = self.receive()
            self._ends[packet["exit"]] = packet["status"]
        return self._ends.pop(pid)

    def settle(self):
        """Waits until the server has nothing left to prepare."""
        before = -1
        while True:
            with open("/proc/%d/stat" % self.process.pid) as file:
                fields = file.read().rpartition(")")[2].split()
            spent = int(fields[11]) + int(fields[12])
            if fields[0] == "S" and spent == before:
                return
            before = spent
            time.sleep(0.1)

    def close(self):
        self.channel.close()
        self.process.wait(10)


def environment(api, **extra):
    env = {"PATH": "/usr/local/bin:/usr/bin/:/bin", "LANG": "en_US.UTF-8", "TZ": ":UTC",
           "AWS_LAMBDA_RUNTIME_API": api.address, "AWS_LAMBDA_FUNCTION_NAME": "f",
           "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
           "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/f", "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[$LATEST]0123",
           "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "000000000000",
           "AWS_SECRET_ACCESS_KEY": "test", "AWS_EXECUTION_ENV": "AWS_Lambda_python3.11"}
    env.update(extra)
    return env

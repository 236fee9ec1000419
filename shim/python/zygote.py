"""The fork server: a Python that has imported what functions need, and becomes one of them in milliseconds.

Speaks on descriptor 3, a SOCK_SEQPACKET socket; shim/contract.h has the packets. Everything it ever started dies
with it, and it dies when the socket closes.
"""
import array
import json
import os
import select
import signal
import socket
import sys

sys.path[0] = os.path.abspath(sys.path[0])

PACKET = 1 << 18
CHANNEL = 3
QUIET_MS = 5  # how long nobody has asked before a spare is made


class Server:
    def __init__(self, channel, essential):
        self._essential = essential
        self._channel = channel
        self._pid = os.getpid()
        self._children = set()
        self._spare = None  # (pid, socket), where there is one
        self._with_sdk = False  # what one function needed, the next is likely to need
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._waker, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def serve(self):
        """Returns in a child only, with its request, its two descriptors, and what has been imported."""
        from _orrery import warm
        steps = warm.steps()
        step = next(steps, None)
        inventory = warm.Inventory(self._essential)
        poll = select.poll()
        poll.register(self._channel, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        self._say({"ready": True})
        while True:
            events = dict(poll.poll(0 if step else None if self._spare else QUIET_MS))
            if self._wake in events:
                os.read(self._wake, 4096)
                self._reap()
            if self._channel.fileno() in events:
                request, descriptors = _receive(self._channel) or self._end()
                self._with_sdk = self._with_sdk or warm.needs_sdk(request)
                while step and self._with_sdk:
                    step()
                    step = next(steps, None)
                    inventory = warm.Inventory(self._essential)
                if not self._hand_to_spare(request, descriptors) and self._fork(request, descriptors):
                    return request, descriptors, inventory
            elif step:
                step()
                step = next(steps, None)
                inventory = warm.Inventory(self._essential)
            elif not events and not self._spare:
                given = self._make_spare()
                if given:
                    return given + (inventory,)

    def _make_spare(self):
        """A child that is forked before it is asked for, and has copied the pages it will write to."""
        from _orrery import sandbox, warm
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            pid = os.fork()
        except OSError:
            return None
        if pid:
            theirs.close()
            self._spare = (pid, ours)
            return None
        ours.close()
        os.close(CHANNEL)
        sandbox.begin(self._pid)
        warm.rehearse(self._with_sdk)
        return _receive(theirs) or os._exit(0)

    def _hand_to_spare(self, request, descriptors):
        if not self._spare or len(descriptors) != 2:
            return False
        pid, line = self._spare
        self._spare = None
        try:
            line.sendmsg([json.dumps(request).encode()],
                         [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))])
        except OSError:  # it has been killed, or the request is too large for it
            return False
        finally:
            line.close()
        self._children.add(pid)
        for descriptor in descriptors:
            os.close(descriptor)
        self._say({"id": request["id"], "pid": pid})
        return True

    def _fork(self, request, descriptors):
        """True in the child."""
        try:
            if len(descriptors) != 2:
                raise ValueError("a request carries two descriptors, not %d" % len(descriptors))
            pid = os.fork()
        except (OSError, ValueError) as error:
            answer = {"id": request.get("id"), "error": str(error)}
        else:
            if pid == 0:
                return True
            self._children.add(pid)
            answer = {"id": request["id"], "pid": pid}
        for descriptor in descriptors:
            os.close(descriptor)
        self._say(answer)
        return False

    def _reap(self):
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            pid = ended.si_pid
            if pid in self._children:
                _kill_group(pid)  # what it left behind; before the reaping its number cannot belong to another
            if self._spare and pid == self._spare[0]:
                self._spare = None
            _, status = os.waitpid(pid, 0)
            if pid in self._children:
                self._children.discard(pid)
                self._say({"exit": pid, "status": status})

    def _say(self, members):
        try:
            self._channel.send(json.dumps(members).encode())
        except OSError:
            self._end()

    def _end(self):
        if os.getpid() != self._pid:  # a fork that has not yet become a function
            os._exit(1)
        for pid in self._children:
            _kill_group(pid)
        for _ in range(8):  # those who left their group have become ours; so do their children in turn
            offspring = _offspring()
            if not offspring:
                break
            for pid in offspring:
                _kill(pid)
            for pid in offspring:
                try:
                    os.waitpid(pid, 0)
                except ChildProcessError:
                    pass
        os._exit(0)


def _receive(channel):
    """One packet and what came with it, or None where the other end is gone."""
    size = array.array("i").itemsize
    try:
        packet, controls, _, _ = channel.recvmsg(PACKET, socket.CMSG_SPACE(2 * size))
    except OSError:
        return None
    if not packet:
        return None
    descriptors = array.array("i")
    for level, kind, data in controls:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[:len(data) - len(data) % size])
    return json.loads(packet), list(descriptors)


def _offspring():
    try:
        with open("/proc/self/task/%d/children" % os.getpid()) as children:
            return [int(pid) for pid in children.read().split()]
    except OSError:
        return []


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it has not made its own yet, or nobody is left
        _kill(pid)


def become(request, descriptors, inventory, server_pid):
    """In the child: from here on there is only the function."""
    from _orrery import handler, loop, sandbox, warm
    sandbox.begin(server_pid)
    sandbox.enter(request, descriptors[0], descriptors[1])
    sys.argv[:] = ["/var/runtime/bootstrap.py"]
    main = sys.modules["__main__"]
    for name in ("Server", "become", "PACKET", "CHANNEL", "QUIET_MS"):
        vars(main).pop(name, None)
    os.environ["_HANDLER"] = request.get("handler") or os.environ.get("_HANDLER", "")
    layers = [place for place in os.environ.get("ORRERY_LAYERS", "/opt").split(":") if place]
    inventory.forget_shadowed(handler.set_path(request["cwd"], layers))
    warm.hand_over()
    loop.run()


def main():
    from _orrery import loop, sdk  # what a function's process has in any case
    essential = {name.partition(".")[0] for name in sys.modules}
    from _orrery import sandbox, warm
    warm.standard_library()
    sdk.redirect()
    sandbox.adopt_orphans()
    server_pid = os.getpid()
    channel = socket.socket(fileno=CHANNEL)
    channel.set_inheritable(False)
    request, descriptors, inventory = Server(channel, essential).serve()
    channel.detach()
    become(request, descriptors, inventory, server_pid)


if __name__ == "__main__":
    main()

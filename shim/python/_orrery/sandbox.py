"""Turns a fresh fork into the process of one function: nothing of the fork server is left to be seen.

What Python has no call for goes through libc. Private /tmp needs the right to mount: as root, or else in a user
namespace of its own; where neither is allowed the function is pointed at its directory by TMPDIR.
"""
import ctypes
import os
import resource
import signal
import sys
import tempfile
import time

from .handler import OWN

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 4096, 16384, 1 << 18
KEPT_FLAGS = os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC  # which a user namespace may not take away
PR_SET_PDEATHSIG, PR_SET_NAME, PR_SET_CHILD_SUBREAPER = 1, 15, 36
MEGABYTE = 1 << 20
# Thread stacks and allocator arenas count as data though they are hardly touched; AWS counts what is touched.
HEADROOM_MB = 256

libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans():
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with(parent, number=signal.SIGKILL):
    libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def begin(parent):
    """What can be done before the function is known. Doing it again changes nothing."""
    if os.getsid(0) != os.getpid():
        os.setsid()
    die_with(parent)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def enter(request, output, errors):
    """`output` and `errors` become the standard streams; every other descriptor is closed."""
    _take_streams(output, errors)
    environment = dict(request["env"])
    private = _private_tmp(request)
    if not private and request.get("tmp"):
        environment.setdefault("TMPDIR", request["tmp"])
    _take_environment(environment)
    os.chdir(request["cwd"])
    _limit_memory(request.get("memory_mb"))
    libc.prctl(PR_SET_NAME, b"python3", 0, 0, 0)
    tempfile.tempdir = None
    sys.dont_write_bytecode = not request.get("bytecode")
    sys.pycache_prefix = request.get("bytecode")


def _take_streams(output, errors):
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(errors, 2)
    close_from = getattr(libc, "close_range", None)
    if close_from is None or close_from(ctypes.c_uint(3), ctypes.c_uint(0xFFFFFFFF), 0) != 0:
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def _take_environment(environment):
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()


def _limit_memory(megabytes):
    if not megabytes:
        return
    with open("/proc/self/statm") as statistics:
        data = int(statistics.read().split()[5]) * resource.getpagesize()
    limit = data + (int(megabytes) + HEADROOM_MB) * MEGABYTE
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    except (ValueError, OSError):  # a lower limit is set from outside
        pass


def _private_tmp(request):
    tmp = request.get("tmp")
    if not tmp or _covers("/tmp", sys.executable) or os.path.realpath(request["cwd"]) == "/tmp":
        return False
    if not _unshare():
        return False
    kept = [(place, os.open(place, os.O_PATH | os.O_CLOEXEC)) for place in _needed_below_tmp(request)]
    if libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) != 0:
        return False
    _lay_over_opt(request["env"].get("ORRERY_LAYERS"))
    if libc.mount(os.fsencode(tmp), b"/tmp", None, MS_BIND, None) != 0:
        return False
    for place, descriptor in kept:
        os.makedirs(place, exist_ok=True)
        libc.mount(b"/proc/self/fd/%d" % descriptor, os.fsencode(place), None, MS_BIND | MS_REC, None)
        os.close(descriptor)
    _make_read_only(request["cwd"])
    return True


def _lay_over_opt(layers):
    """The first of them on top. Where that is not allowed, they are found by their own paths."""
    if layers:
        libc.mount(b"overlay", b"/opt", b"overlay", MS_RDONLY, b"lowerdir=%b:/opt" % os.fsencode(layers))


def _make_read_only(place):
    """All sandboxes share the code, and on AWS it cannot be written to either."""
    path, flags = os.fsencode(place), os.statvfs(place).f_flag & KEPT_FLAGS
    if libc.mount(path, path, None, MS_BIND | MS_REC, None) == 0:
        libc.mount(None, path, None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags, None)


def _unshare():
    if libc.unshare(CLONE_NEWNS) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0:
        return False
    for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)),
                       ("gid_map", "%d %d 1" % (group, group))):
        with open("/proc/self/" + name, "w") as file:
            file.write(text)
    return True


def _needed_below_tmp(request):
    """What the function must still reach although it lies in the /tmp that is about to be covered."""
    layers = request["env"].get("ORRERY_LAYERS", "").split(":")
    wanted = [request["cwd"], OWN, request.get("bytecode") or ""] + layers + [p for p in sys.path if p]
    below = []
    for place in wanted:
        place = os.path.realpath(place) if place else ""
        if _covers("/tmp", place) and os.path.isdir(place) and not any(_covers(seen, place) for seen in below):
            below.append(place)
    return below


def _covers(directory, place):
    return place == directory or place.startswith(directory + "/")

"""What the fork server has ready before anybody asks, and how a fork forgets what would be in the user's way.

Making a client costs boto3 some 100 ms when it reads its models for the first time, and 15 ms for every new session
after that; on a session that has made such a client before, 1 ms. So the server keeps one session that has, and
the first session a function asks for is that one.
"""
import gc
import importlib
import json
import os
import sys

SERVICES = ("dynamodb", "s3", "lambda", "sqs", "stepfunctions", "sns", "events", "logs", "sts", "kinesis", "ssm",
            "secretsmanager", "cloudwatch")
RESOURCES = ("dynamodb", "s3", "sqs")
# Anything that makes a session behave in another way than the one that is kept.
SESSION_VARIABLES = ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE",
                     "AWS_DATA_PATH", "AWS_DEFAULTS_MODE")
CREDENTIALS = {"region_name": "us-east-1", "aws_access_key_id": "none", "aws_secret_access_key": "none"}

kept = {}


def standard_library():
    """What nearly every function imports. Cheap, so it comes before the first fork."""
    import base64, collections, concurrent.futures, copy, csv, datetime, decimal, functools, hashlib, io, itertools  # noqa
    import http.client, math, queue, random, re, string, subprocess, threading, typing, urllib.parse, urllib.request, uuid  # noqa


def steps():
    """Pieces of work for idle moments, each some milliseconds, the first two some hundred."""
    yield _import_sdk
    yield _make_session
    for service in SERVICES:
        yield lambda service=service: _try(lambda: kept["session"].create_client(service, **CREDENTIALS))
    for service in RESOURCES:
        yield lambda service=service: _try(lambda: _load_resource(service))
    yield _settle


def _try(action):
    """The SDK of the host may be absent, old, or without a service: functions then do without the head start."""
    try:
        action()
    except Exception:
        kept.pop("session", None)


def _import_sdk():
    """Without awscrt, as in AWS's runtime: it keeps a descriptor that does not outlive the fork, and then hangs."""
    sys.modules["awscrt"] = None
    try:
        import boto3  # noqa
        import botocore.session  # noqa
        import boto3.dynamodb.conditions, boto3.dynamodb.types, boto3.s3.transfer, botocore.exceptions  # noqa
    except ImportError:
        pass
    del sys.modules["awscrt"]


def _make_session():
    if "boto3" in sys.modules:
        _try(lambda: kept.update(session=sys.modules["botocore.session"].Session()))


def _load_resource(service):
    loader = kept["session"].get_component("data_loader")
    places = loader.search_paths
    places.append(os.path.join(os.path.dirname(sys.modules["boto3"].__file__), "data"))
    try:
        loader.load_service_model(service, "resources-1", None)
    finally:
        places.pop()


def _settle():
    gc.collect()
    gc.freeze()


def hand_over():
    """Once, in the fork: the next session that boto3 asks for is the one that was kept."""
    session = kept.pop("session", None)
    module = sys.modules.get("botocore.session")
    if session is None or module is None or any(name in os.environ for name in SESSION_VARIABLES):
        return
    original = module.get_session

    def get_session(env_vars=None):
        module.get_session = original
        return original(env_vars) if env_vars is not None else session

    get_session.__doc__ = original.__doc__
    module.get_session = get_session


def rehearse(with_sdk):
    """In a fork that waits for its function: does once what comes then, so that its pages are copied now."""
    from . import context, handler
    json.loads(json.dumps({"env": dict(os.environ), "numbers": [1, 2.5, None]}))
    context.LambdaContext({"lambda-runtime-aws-request-id": "", "lambda-runtime-client-context": "{}"})
    _try_to(lambda: handler.load("orrery_has_no.such_module"))
    if with_sdk and "session" in kept:
        _try_to(_rehearse_client)
    importlib.invalidate_caches()


def _rehearse_client():
    """As a function makes its first client, from the environment, but on a session that nobody gets."""
    import boto3
    import botocore.session
    session = botocore.session.Session()
    session.register_component("data_loader", kept["session"].get_component("data_loader"))
    before = dict(os.environ)
    os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_DEFAULT_REGION="us-east-1")
    try:
        boto3.Session(botocore_session=session).client("dynamodb")
    finally:
        os.environ.clear()
        os.environ.update(before)


def _try_to(action):
    try:
        action()
    except Exception:  # that it is tried is all that matters
        pass


def needs_sdk(request):
    """Whether the function is likely to import the SDK: its handler's file mentions it."""
    module = request.get("handler", "").rpartition(".")[0].replace(".", "/")
    try:
        with open(os.path.join(request.get("cwd", ""), module + ".py"), "rb") as file:
            return b"boto" in file.read()
    except OSError:
        return False


class Inventory:
    """What the server has imported, by top-level name. Taken before the fork: looking would copy pages after it."""

    def __init__(self, essential):
        names = {}
        for name in list(sys.modules):
            names.setdefault(name.partition(".")[0], []).append(name)
        self._modules = {top: names[top] for top in names if top not in essential}
        self._packages = {top for top in self._modules if _is_installed(sys.modules.get(top))}

    def forget_shadowed(self, places):
        """Modules that the function brings itself win over those the server has imported."""
        brought = set()
        for place in places:
            try:
                brought.update(entry.partition(".")[0] for entry in os.listdir(place))
            except OSError:
                pass
        doomed = {name for name in brought if name in self._modules}
        if doomed & self._packages:  # parts of the SDK fit together only with each other
            doomed |= self._packages
            kept.clear()
        for top in doomed:
            for name in self._modules[top]:
                sys.modules.pop(name, None)


def _is_installed(module):
    file = getattr(module, "__file__", None) or ""
    return "site-packages" in file or "dist-packages" in file

"""Sends the AWS SDK for Python to the emulator.

boto3 before 1.28 does not know AWS_ENDPOINT_URL, and no version leaves out the "sync-" and "stream-" it puts in
front of some hosts, which resolves for nobody here. Copies of botocore that a function brings are treated the
same: they are met when they are imported.
"""
import os
import sys

# Where the name of a service's variable is not the name of its client.
VARIABLES = {"stepfunctions": "SFN", "logs": "CLOUDWATCH_LOGS", "events": "EVENTBRIDGE"}
ENDPOINT_ARGUMENT = 5  # create_client(service, region, api_version, use_ssl, verify, endpoint_url, ...)
CONFIG_ARGUMENT = 9


def redirect():
    """For what is imported already, and for what will be."""
    session = sys.modules.get("botocore.session")
    if session is not None:
        patch(session)
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder())


def endpoint_for(service, given):
    """What to use instead of `given`, or None to leave it."""
    if given is not None and not names_aws(given):
        return None
    name = VARIABLES.get(service, service.upper().replace("-", "_"))
    return os.environ.get("AWS_ENDPOINT_URL_" + name) or os.environ.get("AWS_ENDPOINT_URL")


def names_aws(url):
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    return host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws"))


def patch(session_module):
    session_class = session_module.Session
    original = session_class.create_client
    if getattr(original, "_orrery", False):
        return

    def create_client(self, service_name, *arguments, **options):
        arguments = list(arguments)
        endpoint = endpoint_for(service_name, _argument(arguments, options, ENDPOINT_ARGUMENT, "endpoint_url"))
        if endpoint:
            _set_argument(arguments, options, ENDPOINT_ARGUMENT, "endpoint_url", endpoint)
            config = _without_host_prefix(session_module, _argument(arguments, options, CONFIG_ARGUMENT, "config"))
            if config is not None:
                _set_argument(arguments, options, CONFIG_ARGUMENT, "config", config)
        return original(self, service_name, *arguments, **options)

    create_client._orrery = True
    create_client.__doc__ = original.__doc__
    session_class.create_client = create_client


def _without_host_prefix(session_module, config):
    config_class = sys.modules[session_module.__name__.rpartition(".")[0] + ".config"].Config
    try:
        ours = config_class(inject_host_prefix=False)
    except TypeError:  # too old to know it
        return None
    return ours if config is None else config.merge(ours)


def _argument(arguments, options, index, name):
    return arguments[index - 1] if len(arguments) >= index else options.get(name)


def _set_argument(arguments, options, index, name, value):
    if len(arguments) >= index:
        arguments[index - 1] = value
    else:
        options[name] = value


class Finder:
    """Stands first among the finders, and steps in for modules called [somewhere.]botocore.session."""

    def find_spec(self, name, path=None, target=None):
        if not name.endswith("botocore.session"):
            return None
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                return self._watched(spec)
        return None

    @staticmethod
    def _watched(spec):
        loader = spec.loader
        execute = getattr(loader, "exec_module", None)
        if execute is None:
            return spec

        def exec_module(module):
            execute(module)
            patch(module)

        loader.exec_module = exec_module
        return spec

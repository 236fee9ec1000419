"""Finds the function that "module.function" names, and says in AWS's words why it cannot."""
import importlib
import os
import sys

from .failure import Fault

OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def load(name):
    """The handler. Throws Fault where the runtime can tell what is wrong, else what the module threw."""
    try:
        module_name, function = name.rsplit(".", 1)
    except ValueError as error:
        raise Fault("MalformedHandlerName", "Bad handler '%s': %s" % (name, error)) from None
    module_name = module_name.replace("/", ".")
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict",
                    "Cannot use built-in module %s as a handler module" % module_name)
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise Fault("ImportModuleError", "Unable to import module '%s': %s" % (module_name, error)) from None
    except SyntaxError as error:
        where = '  File "%s" Line %s\n    %s' % (error.filename, error.lineno, (error.text or "").rstrip("\n"))
        raise Fault("UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error),
                    [where]) from None
    try:
        return getattr(module, function)
    except AttributeError:
        raise Fault("HandlerNotFound",
                    "Handler '%s' missing on module '%s'" % (function, module_name)) from None


def failing(fault):
    """AWS's Python runtime reports such a fault for each invocation, and lives on."""
    def handler(event, context):
        raise fault
    return handler


def set_path(task_root, layers):
    """The order of AWS: the code, the user's PYTHONPATH, the layers, then the interpreter and its packages."""
    version = "python%d.%d" % sys.version_info[:2]
    first = [task_root]
    for layer in layers:
        for place in (os.path.join(layer, "python", "lib", version, "site-packages"), os.path.join(layer, "python")):
            if os.path.isdir(place):
                first.append(place)
    first[1:1] = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place]
    rest = [place for place in sys.path if place and os.path.abspath(place) not in (OWN, task_root)]
    sys.path[:] = first + [place for place in rest if place not in first]
    return first

"""The second argument of a handler, with the members AWS documents."""
import json
import os
import sys
import time


class CognitoIdentity:
    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")

    def __init__(self, members):
        self.cognito_identity_id = members.get("cognitoIdentityId")
        self.cognito_identity_pool_id = members.get("cognitoIdentityPoolId")

    def __repr__(self):
        return _spell(self)


class Client:
    __slots__ = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")

    def __init__(self, members):
        for name in self.__slots__:
            setattr(self, name, members.get(name))

    def __repr__(self):
        return _spell(self)


class ClientContext:
    __slots__ = ("custom", "env", "client")

    def __init__(self, members):
        self.custom = members.get("custom")
        self.env = members.get("env")
        client = members.get("client")
        self.client = Client(client) if isinstance(client, dict) else None

    def __repr__(self):
        return _spell(self)


def _spell(thing):
    return "%s([%s])" % (type(thing).__name__,
                         ",".join("%s=%s" % (name, getattr(thing, name)) for name in thing.__slots__))


class LambdaContext:
    def __init__(self, headers):
        environ = os.environ.get
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = environ("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        client_context = _members(headers.get("lambda-runtime-client-context"))
        self.client_context = ClientContext(client_context) if client_context is not None else None
        self.identity = CognitoIdentity(_members(headers.get("lambda-runtime-cognito-identity")) or {})
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms") or 0)

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))
        sys.stdout.flush()

    def __repr__(self):
        names = ("aws_request_id", "log_group_name", "log_stream_name", "function_name", "memory_limit_in_mb",
                 "function_version", "invoked_function_arn", "client_context", "identity", "tenant_id")
        return "LambdaContext([%s])" % ",".join("%s=%s" % (name, getattr(self, name)) for name in names)


def _members(text):
    if not text:
        return None
    try:
        members = json.loads(text)
    except ValueError:
        return None
    return members if isinstance(members, dict) else None

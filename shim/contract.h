#pragma once
// The names that the emulator and what runs inside a function's process agree on. The Python and Node shims
// spell the same names in their own language; tests/shim reads this file and checks that they do.
#include <string_view>

namespace orrery::contract {

// Where the shims lie, relative to the directory of the executable.
inline constexpr std::string_view python_fork_server = "shim/python/zygote.py";
inline constexpr std::string_view python_bootstrap = "shim/python/bootstrap.py";
inline constexpr std::string_view node_bootstrap = "shim/node/bootstrap.js";
inline constexpr std::string_view node_modules = "shim/node/node_modules";

// The environment of a function, as AWS names it. Every sandbox is given these.
inline constexpr std::string_view env_runtime_api = "AWS_LAMBDA_RUNTIME_API";  // 127.0.0.1:PORT
inline constexpr std::string_view env_handler = "_HANDLER";
inline constexpr std::string_view env_task_root =
    "LAMBDA_TASK_ROOT";  // the code root, also the working directory
inline constexpr std::string_view env_runtime_dir = "LAMBDA_RUNTIME_DIR";
inline constexpr std::string_view env_execution = "AWS_EXECUTION_ENV";  // AWS_Lambda_python3.12
inline constexpr std::string_view env_function_name = "AWS_LAMBDA_FUNCTION_NAME";
inline constexpr std::string_view env_function_version = "AWS_LAMBDA_FUNCTION_VERSION";
inline constexpr std::string_view env_function_memory = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";  // MB
inline constexpr std::string_view env_log_group = "AWS_LAMBDA_LOG_GROUP_NAME";
inline constexpr std::string_view env_log_stream = "AWS_LAMBDA_LOG_STREAM_NAME";
inline constexpr std::string_view env_log_format = "AWS_LAMBDA_LOG_FORMAT";  // Text or JSON
inline constexpr std::string_view env_log_level = "AWS_LAMBDA_LOG_LEVEL";
inline constexpr std::string_view env_initialization_type = "AWS_LAMBDA_INITIALIZATION_TYPE";  // on-demand
inline constexpr std::string_view env_region = "AWS_REGION";
inline constexpr std::string_view env_default_region = "AWS_DEFAULT_REGION";
inline constexpr std::string_view env_access_key = "AWS_ACCESS_KEY_ID";
inline constexpr std::string_view env_secret_key = "AWS_SECRET_ACCESS_KEY";
inline constexpr std::string_view env_session_token = "AWS_SESSION_TOKEN";
inline constexpr std::string_view env_trace = "_X_AMZN_TRACE_ID";  // set by the shim for each invocation
// http://127.0.0.1:PORT. Never http://localhost: SDKs would then put the bucket's name in front of the host.
inline constexpr std::string_view env_endpoint = "AWS_ENDPOINT_URL";
// Our own. What stands for /opt, where there are layers; a colon-separated list is searched in order.
inline constexpr std::string_view env_layers = "ORRERY_LAYERS";

// The Runtime API.
inline constexpr std::string_view path_next = "/2018-06-01/runtime/invocation/next";
inline constexpr std::string_view path_invocation =
    "/2018-06-01/runtime/invocation/";  // ID/response, ID/error
inline constexpr std::string_view path_init_error = "/2018-06-01/runtime/init/error";
inline constexpr std::string_view header_request_id = "Lambda-Runtime-Aws-Request-Id";
inline constexpr std::string_view header_deadline = "Lambda-Runtime-Deadline-Ms";  // of the system's clock
inline constexpr std::string_view header_function_arn = "Lambda-Runtime-Invoked-Function-Arn";
inline constexpr std::string_view header_trace = "Lambda-Runtime-Trace-Id";
inline constexpr std::string_view header_client_context = "Lambda-Runtime-Client-Context";
inline constexpr std::string_view header_identity = "Lambda-Runtime-Cognito-Identity";
inline constexpr std::string_view header_error_type = "Lambda-Runtime-Function-Error-Type";
inline constexpr std::string_view header_error_body =
    "Lambda-Runtime-Function-Error-Body";  // base64, a trailer
inline constexpr std::string_view header_response_mode =
    "Lambda-Runtime-Function-Response-Mode";  // streaming

// The fork server: descriptor 3 is a SOCK_SEQPACKET socket, each packet one JSON object. It says {"ready":
// true} once. A request carries two descriptors (SCM_RIGHTS), the write ends of the function's output and
// error output. It is answered {"id", "pid"} at once, or {"id", "error"} where nothing could be started, and
// {"exit": pid, "status": raw wait status} when the process ends. When the socket closes, everything the
// server ever started is killed.
inline constexpr int fork_server_descriptor = 3;
inline constexpr std::string_view packet_ready = "ready";
inline constexpr std::string_view packet_id = "id";
inline constexpr std::string_view packet_env = "env";  // the whole environment; nothing is inherited
inline constexpr std::string_view packet_cwd = "cwd";  // the code root
inline constexpr std::string_view packet_tmp = "tmp";  // a directory that becomes the function's /tmp
inline constexpr std::string_view packet_handler = "handler";
inline constexpr std::string_view packet_memory = "memory_mb";
inline constexpr std::string_view packet_bytecode = "bytecode";  // optional: where compiled modules are kept
inline constexpr std::string_view packet_pid = "pid";
inline constexpr std::string_view packet_exit = "exit";
inline constexpr std::string_view packet_status = "status";
inline constexpr std::string_view packet_error = "error";

}  // namespace orrery::contract

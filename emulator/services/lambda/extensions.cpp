#include "services/lambda/extensions.h"

#include <algorithm>
#include <sys/wait.h>
#include <system_error>

#include "core/json.h"
#include "services/lambda/sandbox_words.h"

namespace orrery::lambda {
namespace {

constexpr std::string_view extension_root = "/2020-01-01/extension/";
constexpr std::string_view id_header = "Lambda-Extension-Identifier";
constexpr std::size_t most_extensions = 10;

// What a runtime is told of itself is not told to the programs beside it.
constexpr std::string_view of_the_runtime[] = {"AWS_EXECUTION_ENV",
                                               "AWS_LAMBDA_LOG_GROUP_NAME",
                                               "AWS_LAMBDA_LOG_STREAM_NAME",
                                               "AWS_XRAY_CONTEXT_MISSING",
                                               "LAMBDA_RUNTIME_DIR",
                                               "LAMBDA_TASK_ROOT",
                                               "_HANDLER"};

HttpReply json_answer(int status, const json::object& body) {
  HttpReply reply;
  reply.status = status;
  reply.headers.add("Content-Type", "application/json");
  reply.body = to_text(body);
  return reply;
}

HttpReply extension_refusal(int status, std::string_view type, std::string_view message) {
  return json_answer(status, {{"errorType", type}, {"errorMessage", message}});
}

// By name; a file of a layer that wins hides those of the same name.
std::vector<std::filesystem::path> programs_of(const Runnable& runnable) {
  std::vector<std::filesystem::path> programs;
  for (const auto& layer : runnable.layers) {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(layer / "extensions", failed)) {
      const auto same = [&](const auto& one) { return one.filename() == entry.path().filename(); };
      if (entry.is_regular_file(failed) && std::none_of(programs.begin(), programs.end(), same))
        programs.push_back(entry.path());
    }
  }
  std::sort(programs.begin(), programs.end(),
            [](const auto& a, const auto& b) { return a.filename() < b.filename(); });
  return programs;
}

std::string end_of_program(int status) {
  if (WIFSIGNALED(status)) return "signal: " + signal_name(WTERMSIG(status));
  const int code = WEXITSTATUS(status);
  return (code == 0 ? "exit code " : "exit status ") + std::to_string(code);
}

}  // namespace

Extensions::Extensions(Loop& loop, Entropy& entropy, std::shared_ptr<const Runnable> runnable,
                       ExtensionEvents& events)
    : loop_(loop), entropy_(entropy), runnable_(std::move(runnable)), events_(events) {}

void Extensions::start(Launcher& launcher, const Launch& launch) {
  Launch own = launch;
  std::erase_if(own.environment, [](const auto& pair) {
    return std::find(std::begin(of_the_runtime), std::end(of_the_runtime), pair.first) !=
           std::end(of_the_runtime);
  });
  for (const auto& program : programs_of(*runnable_)) {
    Extension& extension = all_.emplace_back();
    extension.name = program.filename().string();
    extension.external = true;
    try {
      extension.process = launcher.start_program(
          own, program, [this, &extension](int status) { on_program_end(extension, status); });
    } catch (const std::system_error& failed) {
      extension.ended = true;
      const std::string why = "fork/exec /opt/extensions/" + extension.name + ": " + failed.code().message();
      return loop_.post([this, why] { events_.on_extension_failure("Extension.LaunchError", why); });
    }
  }
}

bool Extensions::Extension::wants_event(std::string_view kind) const {
  return std::find(wants.begin(), wants.end(), kind) != wants.end();
}

bool Extensions::all_registered() const {
  return std::none_of(all_.begin(), all_.end(), [](const Extension& one) { return one.id.empty(); });
}

bool Extensions::all_waiting() const {
  return std::all_of(all_.begin(), all_.end(),
                     [](const Extension& one) { return !one.id.empty() && one.next; });
}

bool Extensions::running() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const Extension& one) { return one.external && !one.ended; });
}

bool Extensions::hear_shutdown() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const Extension& one) { return !one.ended && one.wants_event("SHUTDOWN"); });
}

std::string Extensions::lines() const {
  std::string lines;
  for (const Extension& one : all_) {
    std::string wants;
    for (const std::string& kind : one.wants) wants += (wants.empty() ? "" : ", ") + kind;
    lines += "EXTENSION\tName: " + one.name + "\tState: Ready\tEvents: [" + wants + "]\n";
  }
  return lines;
}

void Extensions::invoke(const Invocation& invocation) {
  closed_ = true;
  for (Extension& one : all_) {
    if (!one.wants_event("INVOKE")) continue;
    tell(one, {{"eventType", "INVOKE"},
               {"deadlineMs", invocation.deadline_ms},
               {"requestId", invocation.request_id},
               {"invokedFunctionArn", invocation.function_arn},
               {"tracing", json::object{{"type", "X-Amzn-Trace-Id"}, {"value", invocation.trace}}}});
  }
}

void Extensions::shutdown(std::string_view reason, std::int64_t deadline_ms) {
  if (std::exchange(ending_, true)) return;
  for (Extension& one : all_) {
    if (one.wants_event("SHUTDOWN"))
      tell(one, {{"eventType", "SHUTDOWN"}, {"shutdownReason", reason}, {"deadlineMs", deadline_ms}});
    else if (one.process)
      one.process->kill();
  }
}

void Extensions::kill() {
  ending_ = true;
  for (Extension& one : all_)
    if (one.process) one.process->kill();
}

void Extensions::tell(Extension& extension, json::object event) {
  if (!extension.next) return extension.events.push_back(std::move(event));
  HttpReply reply = json_answer(200, event);
  reply.headers.add("Lambda-Extension-Event-Identifier", entropy_.uuid());
  Respond respond = std::move(extension.next);
  extension.next = Respond();
  respond(std::move(reply));
}

void Extensions::on_program_end(Extension& extension, int status) {
  extension.ended = true;
  extension.next = Respond();
  if (!ending_) return events_.on_extension_failure("Extension.Crash", end_of_program(status));
  if (!running()) events_.on_extensions_gone();
}

Extensions::Extension* Extensions::find(std::string_view id) {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [id](const Extension& one) { return one.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

bool Extensions::owns(std::string_view path) {
  return path.starts_with(extension_root) || path == "/2020-08-15/logs" || path == "/2022-07-01/telemetry";
}

void Extensions::handle(HttpRequest request, Respond respond) {
  const std::string path(request.path());
  const std::string_view operation =
      path.starts_with(extension_root) ? std::string_view(path).substr(extension_root.size()) : "";
  if (operation == "register" && request.method == "POST") return enroll(request, std::move(respond));
  const std::string id(request.headers.get(id_header));
  if (id.empty()) {
    return respond(extension_refusal(403, "Extension.MissingExtensionIdentifier",
                                     "Missing Lambda-Extension-Identifier header"));
  }
  Extension* extension = find(id);
  if (extension == nullptr)
    return respond(extension_refusal(403, "Extension.UnknownExtensionIdentifier", "Unknown extension " + id));
  if (operation.empty()) {
    const std::string api = path.ends_with("logs") ? "Logs" : "Telemetry";
    return respond(extension_refusal(202, api + ".NotSupported", api + " API is not supported"));
  }
  if (operation == "event/next" && request.method == "GET") {
    if (!extension->events.empty()) {
      extension->next = std::move(respond);
      json::object event = std::move(extension->events.front());
      extension->events.pop_front();
      return tell(*extension, std::move(event));
    }
    extension->next = std::move(respond);
    if (all_waiting()) loop_.turn([this] { events_.on_all_waiting(); });
    return;
  }
  if ((operation == "init/error" || operation == "exit/error") && request.method == "POST")
    return report(*extension, operation, request, std::move(respond));
  respond(extension_refusal(404, "NotFound", "No such path: " + path));
}

void Extensions::enroll(const HttpRequest& request, Respond respond) {
  const auto refuse = [&respond](std::string_view type, std::string_view message) {
    respond(extension_refusal(403, type, message));
  };
  const std::string name(request.headers.get("Lambda-Extension-Name"));
  if (name.empty()) return refuse("Extension.InvalidExtensionName", "Empty extension name");
  const auto body = parse_json(request.body);
  const json::array* events = body && body->is_object() ? find_array(body->get_object(), "events") : nullptr;
  if (!body || !body->is_object()) return refuse("InvalidRequestFormat", "The body is no JSON object");
  if (closed_) return refuse("Extension.RegistrationClosed", "Extension registration is closed");
  auto place = std::find_if(all_.begin(), all_.end(), [&](const Extension& one) { return one.name == name; });
  const bool external = place != all_.end() && place->external;
  std::vector<std::string> wants;
  for (const json::value& event : events ? *events : json::array{}) {
    const std::string kind(event.is_string() ? view(event.get_string()) : "");
    if (kind == "SHUTDOWN" && !external)
      return refuse("Extension.InvalidEventType", "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension");
    if (kind != "INVOKE" && kind != "SHUTDOWN")
      return refuse("Extension.InvalidEventType", kind + ": ErrorInvalidEventType");
    wants.push_back(kind);
  }
  if (place != all_.end() && !place->id.empty())
    return refuse("Extension.AlreadyRegistered", "Extension already registered");
  if (place == all_.end() && all_.size() >= most_extensions)
    return refuse("Extension.TooManyExtensions", "Extension limit (10) reached");
  Extension& extension = place != all_.end() ? *place : all_.emplace_back();
  extension.name = name;
  extension.id = entropy_.uuid();
  extension.wants = std::move(wants);
  json::object answer{{"functionName", runnable_->name},
                      {"functionVersion", runnable_->version},
                      {"handler", runnable_->handler}};
  if (request.headers.get("Lambda-Extension-Accept-Feature").find("accountId") != std::string_view::npos)
    answer["accountId"] = runnable_->account;
  HttpReply reply = json_answer(200, answer);
  reply.headers.add(std::string(id_header), extension.id);
  respond(std::move(reply));
  if (external && all_registered()) loop_.turn([this] { events_.on_all_registered(); });
}

void Extensions::report(Extension& extension, std::string_view operation, const HttpRequest& request,
                        Respond respond) {
  const std::string_view given = request.headers.get("Lambda-Extension-Function-Error-Type");
  const bool at_start = operation == "init/error";
  std::string type(!given.empty() ? given : at_start ? "Extension.InitError" : "Extension.ExitError");
  respond(json_answer(202, {{"status", "OK"}}));
  if (ending_) return;
  std::string message = extension.name + (at_start ? " failed to start" : " is about to end");
  const auto body = parse_json(request.body);
  if (body && body->is_object()) {
    if (const auto told = find_text(body->get_object(), "errorMessage")) message = *told;
  }
  loop_.turn([&] { events_.on_extension_failure(std::move(type), std::move(message)); });
}

}  // namespace orrery::lambda

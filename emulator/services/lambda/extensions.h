#pragma once
// The Extensions API as AWS documents it, for one sandbox: programs in the layers that run beside its runtime
// (external), and what within the runtime registers itself (internal).
//
//   POST /2020-01-01/extension/register
//   GET  /2020-01-01/extension/event/next      INVOKE, SHUTDOWN
//   POST /2020-01-01/extension/init/error
//   POST /2020-01-01/extension/exit/error
//   PUT  /2020-08-15/logs, /2022-07-01/telemetry    202, but not supported, as in AWS's own local runtime
//
// Every file in the directory "extensions" of a layer is a program. They start before the runtime, which
// begins once all of them have registered; a sandbox has work to do as long as one of them does not ask for
// the next event.
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/core.h"
#include "core/http.h"
#include "services/lambda/launcher.h"

namespace orrery::lambda {

// What the sandbox hears. Each as a turn.
struct ExtensionEvents {
  virtual ~ExtensionEvents() = default;
  virtual void on_all_registered() = 0;
  virtual void on_all_waiting() = 0;
  // One could not start, said so, or ended by itself.
  virtual void on_extension_failure(std::string type, std::string message) = 0;
  virtual void on_extensions_gone() = 0;  // the last of the programs
};

class Extensions {
 public:
  Extensions(Loop& loop, Entropy& entropy, std::shared_ptr<const Runnable> runnable, ExtensionEvents& events);

  // The programs of the layers, in the surroundings of the runtime. Where there are none, nothing is heard.
  void start(Launcher& launcher, const Launch& launch);
  bool all_registered() const;
  bool all_waiting() const;
  bool running() const;  // any program
  // "EXTENSION ..." of each, for the log.
  std::string lines() const;

  struct Invocation {
    std::string_view request_id, function_arn, trace;
    std::int64_t deadline_ms;
  };
  void invoke(const Invocation& invocation);
  // Programs that registered for it hear of it and end by themselves; the others are ended. Once only.
  void shutdown(std::string_view reason, std::int64_t deadline_ms);
  bool hear_shutdown() const;
  void kill();

  static bool owns(std::string_view path);
  void handle(HttpRequest request, Respond respond);

 private:
  struct Extension {
    std::string name, id;  // the id is empty until it registers
    bool external = false, ended = false;
    std::vector<std::string> wants;   // kinds of events
    std::deque<json::object> events;  // that it has not asked for yet
    Respond next;
    std::unique_ptr<Process> process;

    bool wants_event(std::string_view kind) const;
  };

  void on_program_end(Extension& extension, int status);
  void enroll(const HttpRequest& request, Respond respond);
  void tell(Extension& extension, json::object event);
  void report(Extension& extension, std::string_view operation, const HttpRequest& request, Respond respond);
  Extension* find(std::string_view id);

  Loop& loop_;
  Entropy& entropy_;
  const std::shared_ptr<const Runnable> runnable_;
  ExtensionEvents& events_;
  std::deque<Extension> all_;
  bool closed_ = false;  // nobody registers any more
  bool ending_ = false;
};

}  // namespace orrery::lambda

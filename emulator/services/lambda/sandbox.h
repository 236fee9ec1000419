#pragma once
// One process that runs a function, one invocation after the other.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "core/core.h"
#include "services/lambda/descriptor.h"
#include "services/lambda/extensions.h"
#include "services/lambda/launcher.h"
#include "services/lambda/log_writer.h"
#include "services/lambda/run.h"
#include "services/lambda/run_log.h"
#include "services/lambda/runtime_api.h"

namespace orrery::lambda {

// What every sandbox works with.
struct SandboxTools {
  Core& core;
  Launcher& launcher;
  LogWriter& logs;
  Entropy& entropy;
  std::filesystem::path directory;  // each has a directory of its own in it
};

class Sandbox final : private RuntimeEvents, private ExtensionEvents {
 public:
  enum class State {
    starting,   // the process has not asked for work yet
    idle,       // asks for work
    running,    // has an invocation
    finishing,  // has answered it, and not asked for more yet
    ending,     // killed, and not yet gone
  };
  // What the pool hears, each as a turn.
  struct Events {
    virtual ~Events() = default;
    virtual void on_idle(Sandbox& sandbox) = 0;
    // The process is gone. The pool removes the sandbox, not before this returns.
    virtual void on_end(Sandbox& sandbox, State last) = 0;
  };

  enum class Kind { on_demand, provisioned };

  Sandbox(SandboxTools& tools, Events& events, std::shared_ptr<const Runnable> runnable, Kind kind,
          std::uint64_t number);
  ~Sandbox() override;

  // Where the process cannot be started at all, on_end comes later as for one that failed.
  void start();
  void run(std::unique_ptr<Run> run);  // idle only
  // Answers `run` with how this sandbox failed to start. Ended only.
  void answer_failed_start(std::unique_ptr<Run> run);
  void retire();  // ends it: now, or once its invocation is over

  State state() const { return state_; }
  const Runnable& runnable() const { return *runnable_; }
  std::uint64_t number() const { return number_; }
  Instant idle_since() const { return idle_since_; }
  bool retired() const { return retired_; }
  bool fresh() const { return cold_; }  // has not run anything yet
  // Has answered a while ago and does not ask for more: nobody counts on it.
  bool overdue() const { return overdue_; }
  void note_overdue() { overdue_ = state_ == State::finishing; }

 private:
  void on_next() override;
  bool on_response(std::string_view id, std::string body, bool streamed) override;
  bool on_error(std::string_view id, std::string body) override;
  void on_init_error(std::string body) override;
  void on_all_registered() override;
  void on_all_waiting() override;
  void on_extension_failure(std::string type, std::string message) override;
  void on_extensions_gone() override;

  Launch launch() const;
  void start_runtime(const Launch& what);
  void refuse_start(const std::system_error& failed);
  void on_exit(int status);
  void on_timeout();
  void read_output();
  void watch();
  void begin(const Run& run);
  void give();
  void strike(const AwsError& error);
  void finish(InvocationOutcome outcome, std::string_view status);
  void report();
  void kill();
  void end();
  void announce_end(std::string_view reason);
  void flush_log();
  InvocationOutcome exit_outcome(const std::string& request_id) const;
  std::int64_t sample_memory_mb();
  void release_directory();

  SandboxTools& tools_;
  Events& events_;
  const std::shared_ptr<const Runnable> runnable_;
  const Kind kind_;
  const std::uint64_t number_;
  std::filesystem::path directory_;
  State state_ = State::starting;
  bool retired_ = false;

  Extensions extensions_;
  RuntimeApi api_;
  Descriptor output_, write_end_;
  std::unique_ptr<Readable> output_watch_;
  std::unique_ptr<Process> process_;
  Descriptor memory_file_;  // /proc/PID/statm
  std::int64_t peak_mb_ = 0;

  RunLog log_;
  LogStream log_stream_;

  struct Ended {
    std::string request_id, status, error;
    std::size_t bytes;
    Task then;
  };

  std::unique_ptr<Run> run_;
  std::optional<Ended> ended_;  // answered, and not yet reported
  std::uint64_t line_ = 0;      // of the journal
  Instant began_{};
  Instant started_{};
  Instant idle_since_{};
  std::optional<Duration> init_;  // until the first invocation has reported it
  bool cold_ = true;
  bool overdue_ = false;
  bool over_memory_ = false;
  bool gone_ = false;             // the process
  State last_ = State::starting;  // before it was gone
  std::string_view end_reason_ = "failure";
  std::optional<std::string> init_error_;  // JSON, as the runtime told it
  std::string start_failure_type_, start_failure_;
  int exit_status_ = 0;
  Alarm timeout_, watch_alarm_;
  Alarm delay_;  // of a fault
  Busy busy_;
};

}  // namespace orrery::lambda

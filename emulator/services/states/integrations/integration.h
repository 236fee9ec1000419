#pragma once
// What a Task's Resource stands for, and how its work is begun.
//
//   arn:aws:lambda:...:function:f             a function, called with the state's input
//   arn:aws:states:...:activity:a             an activity, done by who asks for it
//   arn:aws:states:::lambda:invoke[.pattern]  an optimised integration
//   arn:aws:states:::aws-sdk:service:action   any operation of any service
#include "services/states/execution/engine.h"

namespace orrery::states {

struct Integration {
  enum class Family { function, activity, task };
  enum class Pattern { respond, token, sync, sync_json };
  Family family = Family::task;
  Pattern pattern = Pattern::respond;
  std::string arn;
  std::string type;      // "lambda", "aws-sdk:dynamodb"
  std::string action;    // "invoke"
  std::string resource;  // "invoke.waitForTaskToken"

  // "dynamodb" of "aws-sdk:dynamodb"; empty where it is optimised.
  std::string_view sdk_service() const {
    return type.starts_with("aws-sdk:") ? std::string_view(type).substr(8) : std::string_view();
  }
  // The same, or the type where it is optimised.
  std::string_view service() const { return sdk_service().empty() ? type : sdk_service(); }
};

std::optional<Integration> parse_integration(std::string_view resource);

// What is wrong with the request a task is about to make, in AWS's words.
std::vector<std::string> wrong_parameters(const json::object& parameters, const State& state,
                                          const Integration& integration);

// Begins the work. The answer comes to task_answered or task_failed, now or later. Throws Failure.
void begin_function(Run run, const Integration& integration, const json::value& input);
void begin_lambda_invoke(Run run, const Integration& integration, const json::object& parameters);
void begin_optimised(Run run, const Integration& integration, const json::object& parameters);
void begin_start_execution(Run run, const Integration& integration, const json::object& parameters);
void begin_aws_sdk(Run run, const Integration& integration, const json::object& parameters);

// What became of the execution that a .sync task follows.
void nested_ended(Run run, const Integration& integration, const Execution& other);
void follow_nested(Run run, const Integration& integration, Execution& other);
// Nobody waits for the execution that a .sync task follows any more: it is aborted, if it runs still.
void stop_nested(const Run& run);

// The request was answered: the task is done, or (with .sync, .waitForTaskToken) submitted.
void task_answered(Run run, const Integration& integration, json::value output);
// The task's work is done, whoever did it.
void task_succeeded(Run run, const Integration& integration, json::value output);
// Tells the failure in the history and throws it.
[[noreturn]] void task_failed(Run run, const Integration& integration, Failure failure);

// For a call the task makes: a refusal is the task's failure, an answer goes to `answered` where the task
// still waits for it. What that throws as Failure is the state's.
Reply task_reply(Run run, const Integration& integration,
                 std::function<void(const Run&, json::object)> answered);

// The role the state's Credentials name: its calls are made in the account of that role.
std::optional<std::string> task_role(const Run& run);
// The context of a call the task makes: its account and region, and the state as its cause.
Context task_context(const Run& run);
// The account and region a resource lies in.
Context home_of(const Run& run, std::string_view arn);
// SdkHttpMetadata and SdkResponseMetadata, as the SDK of the service adds them to the answer that came as
// `body`.
void add_sdk_metadata(Run run, std::string_view service, json::object& answer, const std::string& body);

}  // namespace orrery::states

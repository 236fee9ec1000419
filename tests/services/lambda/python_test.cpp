#include <fstream>
#include <signal.h>
#include <unistd.h>

#include "tests/services/lambda/lambda_world.h"

using namespace orrery;

namespace {

// The fork server among our children; 0: there is none.
pid_t fork_server() {
  std::ifstream children("/proc/self/task/" + std::to_string(::getpid()) + "/children");
  for (pid_t child = 0; children >> child;) {
    std::ifstream file("/proc/" + std::to_string(child) + "/cmdline");
    const std::string command((std::istreambuf_iterator<char>(file)), {});
    if (command.find("zygote.py") != command.npos) return child;
  }
  return 0;
}

}  // namespace

TEST_CASE_METHOD(LambdaWorld, "a Python function is forked from a warm interpreter", "[lambda][python]") {
  create_python(
      "f", "def handler(event, context):\n    return {'got': event, 'arn': context.invoked_function_arn}\n");
  CHECK(payload_of("f", R"({"a":1})") ==
        R"({"got": {"a": 1}, "arn": "arn:aws:lambda:us-east-1:000000000000:function:f"})");
}

TEST_CASE_METHOD(LambdaWorld, "a Python function that dies takes only itself along", "[lambda][python]") {
  create_python(
      "f",
      "import os\ndef handler(event, context):\n    if event: os.kill(os.getpid(), 9)\n    return 'alive'\n");
  CHECK(payload_of("f", "1").find("Runtime exited with error: signal: killed") != std::string::npos);
  CHECK(payload_of("f", "0") == "\"alive\"");
}

TEST_CASE_METHOD(LambdaWorld, "a Python module that cannot be imported is told", "[lambda][python]") {
  create_python("f", "import no_such_module\n");
  const std::string payload = payload_of("f");
  CHECK(payload.find("Runtime.ImportModuleError") != std::string::npos);
  CHECK(payload.find("no_such_module") != std::string::npos);
}

TEST_CASE_METHOD(LambdaWorld, "a Python function that hangs is ended with its process", "[lambda][python]") {
  create_python("f",
                "import threading, os\ndef handler(event, context):\n    threading.Event().wait(1000 if "
                "event else 0)\n    "
                "return os.getpid()\n");
  const std::string pid = payload_of("f", "0");
  const auto slot = begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", "1"}});
  until([&] { return journal.lines().back().kind == "invocation" && journal.lines().back().open; });
  advance(3s);
  REQUIRE(slot->has_value());
  until([&] { return !std::filesystem::exists("/proc/" + pid); });
}

TEST_CASE_METHOD(LambdaWorld, "a fork server that hangs is replaced once a start has waited for it in vain",
                 "[lambda][python]") {
  for (const char* name : {"first", "f"})
    create_python(name, "def handler(event, context):\n    return 'alive'\n");
  payload_of("first");
  const pid_t hung = fork_server();
  REQUIRE(hung != 0);
  ::kill(hung, SIGSTOP);
  const auto slot = begin("lambda", "Invoke", {{"FunctionName", "f"}, {"Payload", "1"}});
  settle();
  advance(14s);
  REQUIRE(slot->has_value());
  CHECK(std::get<json::object>(**slot).at("FunctionError") == "Unhandled");
  CHECK(payload_of("f") == "\"alive\"");
  CHECK(fork_server() != hung);
}
